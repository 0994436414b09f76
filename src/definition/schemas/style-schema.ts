import * as z from 'zod';
import { text } from './words.js';

/** _style.yaml: how the training is written; its advice is warnings. */
export const styleSchema = z.strictObject({
  'reading-level': z.number().min(4).max(20).meta({
    description: 'Highest school grade (Flesch-Kincaid) that a lesson in English may need before it draws a warning.',
    must: 'a number from 4 to 20',
    example: '10',
  }),
  'spanish-reading-ease': z.number().min(0).max(100).default(55).meta({
    description:
      'Lowest ease of reading (Szigriszt-Pazos, told by the INFLESZ scale) that a lesson in Spanish may have before it draws a warning: 80 and more is very easy, 65 rather easy, 55 normal, 40 rather hard. School grades are no measure for Spanish.',
    must: 'a number from 0 to 100',
    example: '55',
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
