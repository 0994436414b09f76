import * as z from 'zod';
import { text } from './words.js';

/** How hard a question is, for a draw. */
export const difficulties = ['easy', 'medium', 'hard'] as const;

const drawLine = z
  .strictObject({
    questions: z.int().min(1).max(100).meta({ description: 'How many questions this line draws.', example: '2' }),
    objective: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      .optional()
      .meta({
        description:
          'Id of the objective that they measure, or `each` for so many of each objective; left out: any objective.',
        must: 'the id of an objective, or `each`',
        example: 'each',
      }),
    difficulty: z
      .enum(difficulties)
      .optional()
      .meta({ description: 'How hard the questions are, as they say it; left out: any.', example: 'hard' }),
  })
  .meta({ example: '{ questions: 1, objective: each }' });

/** `assessment:` of module.yaml: what kind it is, what is asked, and what a try counts for. */
export const assessmentSchema = z.strictObject({
  kind: z.enum(['test', 'evaluation', 'survey']).optional().meta({
    description:
      'A `test` is scored and passed or not. An `evaluation` is scored for the programme alone: the learner is shown no score, and handing it in is enough. A `survey` has only questions without a right answer. Left out: `test`.',
    example: 'test',
  }),
  title: text({
    description: 'Shown above the assessment; "Final assessment" when left out.',
    example: 'Final assessment',
  }).optional(),
  'passing-score': z.int().min(1).max(100).optional().meta({
    description: 'Percent of the points that a learner needs to pass. Required for a test.',
    example: '80',
  }),
  mastery: z.int().min(1).max(100).optional().meta({
    description:
      'Percent of the points that a learner needs in each objective as well, to pass. Left out: only the whole counts.',
    example: '50',
  }),
  'time-limit': z.int().min(1).max(240).optional().meta({
    description:
      'Minutes for a try. The learner sees what is left, may take more time as often as wanted, and may turn the limit off (WCAG 2.2.1); what was answered stays. Left out: no limit.',
    example: '30',
  }),
  tries: z
    .union([z.int().min(1).max(99), z.literal('unlimited')])
    .optional()
    .meta({
      description: 'How often a learner may take it. Required for a test; left out elsewhere: once.',
      must: 'a whole number from 1 to 99, or `unlimited`',
      example: '3',
    }),
  'cooling-off': z
    .string()
    .regex(/^[1-9]\d{0,2} (?:minutes?|hours?|days?)$/)
    .optional()
    .meta({
      description: 'How long a learner waits after a try that did not pass; the page says until when.',
      must: 'a number and `minutes`, `hours` or `days`',
      example: '24 hours',
    }),
  counts: z.enum(['best', 'last']).optional().meta({
    description:
      'Which of several tries that did not pass counts for the score. A pass counts in any case, and ends the tries. Left out: `best`.',
    example: 'best',
  }),
  draw: z.array(drawLine).min(1).max(30).optional().meta({
    description:
      'What each try asks, drawn by chance from all questions of the assessment: so many of an objective, of a difficulty, or of both. A new try draws others as far as there are others. Left out: all questions, each time.',
    example: '[{ questions: 1, objective: each }]',
  }),
  shuffle: z.enum(['questions', 'options', 'both']).optional().meta({
    description:
      'What stands in another order in each try. An option with `pinned: true` keeps its place. Left out: nothing.',
    example: 'both',
  }),
  'pre-test': z.enum(['measure', 'test-out']).optional().meta({
    description:
      'Asks the same draw once before the first lesson: `measure` to show what was gained at the end, `test-out` to complete the module for who passes it as well. It uses up no try.',
    example: 'measure',
  }),
  'pre-test-optional': z.boolean().optional().meta({
    description:
      'With `true` the learner may begin with the lessons instead of the pre-test; it cannot be taken later. Left out: it is taken.',
    example: 'true',
  }),
  review: z.enum(['after-passing', 'never']).optional().meta({
    description:
      'Whether a learner who passed can look at the questions again with their answers and what is right. Left out: `after-passing`.',
    example: 'after-passing',
  }),
});

export type AuthoredAssessment = z.infer<typeof assessmentSchema>;
