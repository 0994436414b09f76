import * as z from 'zod';
import { text } from './words.js';

/** curriculum.yaml: what all modules share. */
export const curriculumSchema = z.strictObject({
  iriBase: z
    .string()
    .regex(/^https?:\/\/[^\s?#]+\/$/)
    .max(200)
    .meta({
      description: 'Begins every identifier in every package. Never change it: learning records refer to it.',
      must: 'an address that begins with https:// or http:// and ends with a slash',
      example: 'https://w3id.org/cpm-courseware/',
    }),
  publisher: text({ description: 'Who publishes the modules.', example: 'CPM courseware project' }),
  provider: text({
    description:
      'Who gives certificates, as it is printed on them, with the number under which a licensing board knows the provider. Left out: the publisher.',
    example: 'Bay Area Academy, provider number 12345',
  }).optional(),
  programmes: z.array(z.unknown()).max(100).default([]).meta({
    description: 'Courses made of several modules. Each is checked by itself, so that a fault in one stops no module.',
  }),
  classes: z.array(z.unknown()).max(500).default([]).meta({
    description: 'Classes that requirements ask for: what no package holds. Attendance files tell who was there.',
  }),
  'field-activities': z.array(z.unknown()).max(500).default([]).meta({
    description: 'Activities in the field that requirements ask for; told by attendance files too.',
  }),
  requirements: z.array(z.unknown()).max(200).default([]).meta({
    description: 'What people of some roles have to do, by when and how often. Each is checked by itself.',
  }),
});

export type Curriculum = z.infer<typeof curriculumSchema>;
