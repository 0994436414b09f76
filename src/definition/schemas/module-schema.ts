import * as z from 'zod';
import { assessmentSchema } from './assessment-schema.js';
import { id, language, text, version, webAddress } from './words.js';

const objective = z.strictObject({
  id: id({ description: 'Short name by which questions refer to the objective.', example: 'who-leads' }),
  text: text({
    description: 'What a learner can do afterwards, beginning with a verb that can be measured.',
    example: 'Say what the Core Practice Model is and who leads it',
  }),
});

export const sourceSchema = z.strictObject({
  id: id({ description: 'Short name by which the text cites the source.', example: 'cpm-about' }),
  title: text({
    translate: false,
    description: 'Title of the work or the web page.',
    example: 'About the Core Practice Model',
  }),
  publisher: text({
    translate: false,
    description: 'Who published it.',
    example: 'Child and Family Policy Institute of California',
  }),
  url: webAddress({ description: 'Where it can be read.', example: 'https://cpm.cfpic.org/about' }).optional(),
  date: text({
    translate: false,
    description: 'When it was published, as precisely as known, in quotes.',
    example: '"2024"',
  }).optional(),
});

const glossaryTerm = z.strictObject({
  id: id({ description: 'Short name by which the text refers to the term.', example: 'fidelity' }),
  term: text({ description: 'The word as it stands in a sentence.', example: 'fidelity' }),
  meaning: text({
    description: 'What it means here, in one or two plain sentences without markup.',
    example: 'How true practice stays to the model.',
  }),
  source: id({ description: 'Id of the source that explains it so.', example: 'quality' }).optional(),
});

/** module.yaml: what a module is, for whom, and when it is completed. */
export const moduleSchema = z.strictObject({
  title: text({ description: 'Name of the module, as learners and the LMS show it.', example: 'CPM foundations' }),
  version: version({ description: 'Semantic version of the text, in quotes.', example: '"1.0.0"' }),
  language: language({ description: 'Language of the text, as a BCP 47 tag.', example: 'en' }),
  languages: z
    .array(language({ description: 'Language of a translation, as a BCP 47 tag.', example: 'es' }))
    .max(20)
    .default([])
    .meta({
      description:
        'Other languages in which the module is published: packages hold them too, and learners switch. Each must be translated as a whole (`cpm translate`).',
      example: '[es]',
    }),
  summary: text({
    description: 'One or two plain sentences; learners see them, and the catalogue of the LMS.',
    example: 'What the Core Practice Model is, who leads it, and how it came to be.',
  }),
  minutes: z.int().min(1).max(600).meta({
    description:
      'Minutes that a learner needs. Checked against the text: 150 words a minute and 45 seconds a question, rounded up; more than 2 minutes or 20 % off is a fault.',
    example: '12',
  }),
  audience: z
    .array(text({ translate: false, description: 'A group of learners, in the plural.', example: 'social workers' }))
    .min(1)
    .max(20)
    .meta({ description: 'For whom the module is.', example: '[social workers, supervisors]' }),
  'practice-model': text({
    translate: false,
    description:
      'Edition of the practice model that the module follows, in quotes; a file of `_practice-model/` has this name.',
    example: '"2016"',
  }),
  objectives: z
    .array(objective)
    .min(3)
    .max(5)
    .meta({ description: 'What the learner will be able to do: 3 to 5, each measured by at least one question.' }),
  assessment: assessmentSchema
    .optional()
    .meta({ description: 'The final assessment. A module without it is completed by its pages.' }),
  completion: z.enum(['pages', 'pass', 'pages-and-pass']).optional().meta({
    description:
      'When the module counts as completed: all pages seen, the assessment passed, or both. Left out: both, or the pages when there is no assessment.',
    example: 'pages-and-pass',
  }),
  contributors: z
    .array(text({ translate: false, description: 'A person or an organization.', example: 'CPM courseware project' }))
    .min(1)
    .max(50)
    .meta({ description: 'Who wrote the module.', example: '[CPM courseware project]' }),
  glossary: z.array(glossaryTerm).max(200).default([]).meta({
    description:
      'Words that the module explains: shown where `{% term "id" /%}` stands, and listed where `{% glossary /%}` does.',
  }),
  sources: z
    .array(sourceSchema)
    .max(200)
    .default([])
    .meta({ description: 'What the text rests on; cited with `{% source "id" /%}`.' }),
});

export type AuthoredModule = z.infer<typeof moduleSchema>;
