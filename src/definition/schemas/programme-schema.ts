import * as z from 'zod';
import { id, language, text, version } from './words.js';

const step = z.strictObject({
  module: id({ description: 'Id of a module: the name of its folder.', example: 'cpm-foundations' }),
  after: z
    .array(id({ description: 'Id of a module of the same programme.', example: 'cpm-foundations' }))
    .max(50)
    .default([])
    .meta({
      description: 'Modules that must be done before this one; they stand earlier in the list.',
      example: '[cpm-foundations]',
    }),
  elective: z.boolean().default(false).meta({
    description: 'True for a module that the learner may leave out: the programme is done without it.',
    example: 'true',
  }),
});

/** One programme of curriculum.yaml: an ordered set of modules for an audience, packaged as one course. */
export const programmeSchema = z.strictObject({
  id: id({
    description: 'Short name, also of the package. Never change it: learning records refer to it.',
    example: 'practitioner',
  }),
  title: text({
    description: 'Name of the course, as learners and the LMS show it.',
    example: 'Core Practice Model for practitioners',
  }),
  version: version({ description: 'Semantic version of the list, in quotes.', example: '"1.0.0"' }),
  language: language({ description: 'Language of title and summary, as a BCP 47 tag.', example: 'en' }),
  summary: text({
    description: 'One or two plain sentences; the catalogue of the LMS shows them.',
    example: 'Where the model comes from, the theory behind it, and the behaviors that carry it.',
  }),
  modules: z.array(step).min(1).max(50).meta({ description: 'The modules in the order in which learners take them.' }),
});

export type AuthoredProgramme = z.infer<typeof programmeSchema>;
