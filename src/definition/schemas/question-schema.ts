import * as z from 'zod';
import { difficulties } from './assessment-schema.js';
import { id, text } from './words.js';

/** A file of questions: where they belong, and the questions themselves, which are checked one by one. */
export const questionsFileSchema = z.strictObject({
  use: z.enum(['assessment', 'check']).meta({
    description: 'Where these questions belong: in the final assessment, or as knowledge checks on pages.',
    example: 'assessment',
  }),
  questions: z.array(z.unknown()).min(1).meta({ description: 'The questions, in the order in which they are asked.' }),
});

const feedback = z.strictObject({
  right: text({
    description: 'Why the answer is right: a sentence or two that teaches. Inline Markdown.',
    example: 'Why this is right.',
  }),
  wrong: text({
    description: 'Where to look and why; never the bare answer. Inline Markdown.',
    example: 'Where to look, and why.',
  }),
  partly: text({
    description: 'For an answer that is right in part, in the place of `wrong`. Inline Markdown.',
    example: 'Two of the three are there. Which is missing?',
  }).optional(),
  again: z
    .array(
      text({
        description:
          'What stands in the place of `wrong` from the second answer that is not right; the last one stays.',
        example: 'Look at the second paragraph of the page.',
      }),
    )
    .min(1)
    .max(4)
    .optional()
    .meta({ description: 'Texts for knowledge checks: one an attempt, from the second answer that is not right.' }),
});

/** What every question has, whatever its type. */
export const questionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/)
    .max(60)
    .meta({
      description: 'Unique in the module, and never changed: records refer to it.',
      must: 'an id of letters, digits and single hyphens',
      example: 'q-who-leads',
    }),
  type: text({
    translate: false,
    description: 'What kind of question it is. The types are below.',
    example: 'single-choice',
  }),
  title: text({ description: 'A few words for the list of questions.', example: 'Who leads the model' }),
  text: text({
    description: 'The question itself. Inline Markdown.',
    example: 'Which group asked for one behavior-based framework?',
  }),
  objective: id({ description: 'Id of the objective that the question measures.', example: 'who-leads' }),
  item: z
    .string()
    .regex(/^[A-Za-z0-9.-]+\/[A-Za-z0-9-]+$/)
    .max(120)
    .optional()
    .meta({
      description: 'The practice-model item that the question measures, as `edition/id`.',
      must: 'an edition, a slash and the id of an item',
      example: '2016/foundational-1',
    }),
  difficulty: z
    .enum(difficulties)
    .optional()
    .meta({ description: 'How hard it is, for the draw of the assessment.', example: 'medium' }),
  review: id({
    description: 'Id of the page that teaches the answer. Required for questions of the assessment.',
    example: 'one-framework',
  }).optional(),
  weight: z.number().positive().max(100).default(1).meta({ description: 'Points of the question.', example: '1' }),
  hints: z
    .array(text({ description: 'One hint; inline Markdown.', example: 'Think of who is in the room.' }))
    .min(1)
    .max(3)
    .optional()
    .meta({ description: 'Hints that the learner may open one by one. They cost no points.' }),
  'time-limit': z.number().int().min(20).max(3600).optional().meta({
    description:
      'Seconds for this question, from 20. The learner is asked first, may take more time as often as wanted, and may turn the limit off (WCAG 2.2.1).',
    example: '60',
  }),
  feedback: feedback.meta({ description: 'What the learner reads after answering.' }),
});

/** The same for types without a right answer: nothing to weigh, and one feedback for all. */
export const unscoredSchema = questionSchema.omit({ weight: true }).extend({
  feedback: z
    .strictObject({
      any: text({
        description: 'What everybody reads after answering. Inline Markdown.',
        example: 'Thank you. Bring your answer to supervision.',
      }),
    })
    .meta({ description: 'What the learner reads after answering.' }),
});

export type UnscoredFields = z.infer<typeof unscoredSchema>;
export type QuestionFields = z.infer<typeof questionSchema>;
