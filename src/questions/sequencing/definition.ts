import * as z from 'zod';
import { plainText } from '../../content.js';
import { credit, creditData } from '../credit.js';
import type { QuestionDefinition } from '../definition.js';
import { orderWithNothingInPlace } from '../order-of-its-own.js';
import { letterAt } from '../pure-letters.js';
import { sealAll } from '../pure-seal.js';
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
  key: 'Sealed: the package holds a hash of each step with its place.',
  compile({ steps, credit }, context) {
    // By the place where it is shown, not by its right one: an id says nothing of where a step belongs.
    const order = orderWithNothingInPlace(steps.length, context.questionId);
    const shown = order.map((position, place) => ({
      id: letterAt(place),
      content: context.inline(steps[position] ?? '', ['steps', position]),
    }));
    const right = steps.map((_, position) => letterAt(order.indexOf(position)));
    const salted = { salt: context.salt };
    return {
      data: {
        ...salted,
        shown: shown.map((part) => part.id),
        right: sealAll(
          salted,
          right.map((id, place) => `${place + 1}${id}`),
        ),
        ...creditData(credit),
      },
      view: { steps: shown },
      solution: right.join(''),
      optionFeedback: [],
      components: {
        interactionType: 'sequencing',
        choices: shown.map(({ id, content }) => ({ id, text: plainText(content) })),
      },
      faults: sameTextFaults(steps, (position) => ['steps', position], 'step'),
    };
  },
};
