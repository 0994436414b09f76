import * as z from 'zod';
import { plainText } from '../../content.js';
import { credit, creditData } from '../credit.js';
import type { QuestionDefinition } from '../definition.js';
import { orderWithNothingInPlace } from '../order-from-id.js';
import { letterAt } from '../pure-letters.js';
import { sameTextFaults } from '../same-text.js';

const schema = z.object({
  steps: z
    .array(z.string().trim().min(1))
    .min(3)
    .max(6)
    .describe('3 to 6 steps in the right order; the learner sees them in another. Inline Markdown.'),
  credit,
});

/** Steps in order. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'sequencing',
  summary: 'Steps to put in order. Score: share of the steps at their right place.',
  example: `id: q-history
type: sequencing
title: How the model came to be
text: Put these moments in order, the earliest first.
objective: history
review: how-it-came-to-be
feedback:
  right: Work began in 2012, long before the counties began to use the model.
  wrong: The dates stand in the table on the page "How it came to be".
steps:
  - Work on the model begins
  - A symposium on the model
  - An updated brochure describes the new edition
`,
  schema,
  isScored: true,
  compile({ steps, credit }, context) {
    const parts = steps.map((text, position) => ({
      id: letterAt(position),
      content: context.inline(text, ['steps', position]),
    }));
    const shown = orderWithNothingInPlace(steps.length, context.questionId).flatMap(
      (position) => parts[position] ?? [],
    );
    return {
      data: { steps: parts.map((part) => part.id), shown: shown.map((part) => part.id), ...creditData(credit) },
      view: { steps: shown },
      solution: parts.map((part) => part.id).join(''),
      optionFeedback: [],
      components: {
        interactionType: 'sequencing',
        choices: parts.map(({ id, content }) => ({ id, text: plainText(content) })),
      },
      faults: sameTextFaults(steps, (position) => ['steps', position], 'step'),
    };
  },
};
