import * as z from 'zod';
import { text } from './words.js';

/** _style.yaml: how the training is written; its advice is warnings. */
export const styleSchema = z.strictObject({
  'reading-level': z.number().min(4).max(20).meta({
    description: 'Highest school grade (Flesch-Kincaid) that a lesson may need before it draws a warning.',
    must: 'a number from 4 to 20',
    example: '10',
  }),
  terms: z
    .array(
      z.strictObject({
        avoid: text({
          description: 'The words to look for, upper and lower case alike; a `*` at the end stands for any ending.',
          example: 'the disabled',
        }),
        write: text({ description: 'What to write instead.', example: 'people with disabilities' }),
        because: text({ description: 'Why, in a few words.', example: 'The person comes before the diagnosis.' }),
      }),
    )
    .max(500)
    .meta({
      description: 'Words that the training avoids.',
      must: 'a list of blocks with `avoid`, `write` and `because`',
    }),
});

export type Style = z.infer<typeof styleSchema>;
