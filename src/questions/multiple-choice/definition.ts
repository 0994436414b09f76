import * as z from 'zod';
import { credit, creditData } from '../credit.js';
import type { QuestionDefinition } from '../definition.js';
import { compileOptions, option } from '../options.js';
import { sealAll } from '../pure-seal.js';

const schema = z.object({
  options: z.array(option).min(3).max(8).describe('3 to 8 answers, at least one with `correct: true`.'),
  credit,
});

/** Any number of right answers. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'multiple-choice',
  summary:
    'Any number of right answers among 3 to 8. Score: right picks minus wrong picks, over the number of right options, never under 0.',
  example: `id: q-accountable
type: multiple-choice
title: Accountable with a family
text: Which of these show accountability?
objective: accountability
review: keeping-your-word
feedback:
  right: Doing what one said, and owning one's biases, are both part of it.
  wrong: Look again at what the behavior asks of the worker, on the page "Keeping your word".
options:
  - text: She calls back on the day she said she would, without news.
    correct: true
  - text: She talks about her own assumption in supervision.
    correct: true
  - text: She waits with her reply until she is asked a second time.
`,
  schema,
  isScored: true,
  key: 'Sealed: the package holds a hash of each right option, and so says how many there are.',
  compile({ options, credit }, context) {
    const salted = { salt: context.salt };
    const { ids, right, view, optionFeedback, choices, faults } = compileOptions(options, context);
    return {
      data: { ...salted, options: ids, right: sealAll(salted, right), ...creditData(credit) },
      view,
      solution: right.join(''),
      optionFeedback,
      components: { interactionType: 'choice', choices },
      faults,
    };
  },
};
