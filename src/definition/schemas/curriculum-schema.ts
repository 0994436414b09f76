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
  programmes: z.array(z.unknown()).max(100).default([]).meta({
    description: 'Courses made of several modules. Each is checked by itself, so that a fault in one stops no module.',
  }),
});

export type Curriculum = z.infer<typeof curriculumSchema>;
