import * as z from 'zod';
import { sourceSchema } from './module-schema.js';
import { id, text } from './words.js';

const kinds = [
  'value',
  'principle',
  'component',
  'element',
  'foundational-behavior',
  'practice-behavior',
  'practice-behavior-group',
  'leadership-behavior',
  'leadership-behavior-group',
  'theory-group',
  'toolkit',
  'profile-level',
  'fidelity-area',
] as const;

const item = z.strictObject({
  id: id({ description: 'Unique in the edition.', example: 'foundational-1' }),
  kind: z.enum(kinds).meta({ description: 'What the item is.', example: 'foundational-behavior' }),
  number: text({ description: 'Its number as printed, in quotes.', example: '"1"' }).optional(),
  name: text({
    description: 'The official name, word for word.',
    example: 'Be open, honest, clear and respectful in your communication',
  }),
  group: id({ description: 'Id of the item that it belongs to.', example: 'engagement' }).optional(),
  source: id({ description: 'Id of the source that names it.', example: 'foundational' }),
  verified: z.boolean().meta({
    description: '`true` when the name was seen in that source; using an item with `false` draws a warning.',
    example: 'true',
  }),
});

/** _practice-model/<edition>.yaml: the items of one edition of the model. */
export const practiceModelSchema = z.strictObject({
  edition: text({ description: 'The edition, in quotes; the same as the file name.', example: '"2016"' }),
  title: text({
    description: 'Name of the edition.',
    example: 'California Child Welfare Core Practice Model, original edition',
  }),
  sources: z.array(sourceSchema).min(1).meta({ description: 'Where the names were seen.' }),
  items: z.array(item).min(1).meta({ description: 'The items of the model.' }),
});

export type AuthoredPracticeModel = z.infer<typeof practiceModelSchema>;
