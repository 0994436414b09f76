import * as z from 'zod';
import type { QuestionDefinition } from '../definition.js';
import { sameTextFaults } from '../same-text.js';

const text = z.string().trim().min(1);
const schema = z.object({
  model: text.max(2000).describe('A good answer, shown when the learner asks to compare. Inline Markdown.'),
  points: z
    .array(text)
    .min(1)
    .max(6)
    .optional()
    .describe('What a good answer holds, as a list under the model answer. Inline Markdown.'),
});

/** A text of one's own, compared with a model answer. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'long-text',
  summary:
    'A text of one’s own. The learner compares it with a model answer and says how close it comes. Private: the text stays in the window, and nothing is reported; it never counts.',
  example: `id: k-own-words
type: long-text
title: An invitation in your words
text: Write two sentences that invite a family to a meeting.
objective: clear-words
feedback:
  any: Read yours aloud once, and stop where a neighbor would ask back.
model: On Friday at four, you, your sister and I meet at your home to plan the visits. Tell me if another time is better.
points:
  - It says who meets, when, and what for.
  - It asks whether the time is good.
`,
  schema,
  isScored: false,
  key: 'The model answer lies open in the package, for the learner compares with it.',
  compile({ model, points = [] }, context) {
    return {
      data: null,
      view: {
        model: { content: context.inline(model, ['model']) },
        points: points.map((point, position) => ({ content: context.inline(point, ['points', position]) })),
        ratings: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      },
      solution: 'a',
      optionFeedback: [],
      components: { interactionType: 'other' },
      faults: sameTextFaults(points, (position) => ['points', position], 'point'),
    };
  },
};
