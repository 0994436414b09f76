import * as z from 'zod';
import type { QuestionDefinition } from '../definition.js';
import { sameTextFaults } from '../same-text.js';

const schema = z.object({
  scale: z
    .array(z.string().trim().min(1).max(80))
    .min(2)
    .max(7)
    .describe('2 to 7 places on the scale in words, from the lowest to the highest.'),
});

/** An opinion on a scale. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'likert',
  summary:
    'A sentence and a scale of agreement: for opinions and surveys. It has no right answer and never counts; the answer is reported.',
  example: `id: k-ready
type: likert
title: Ready for the next invitation
text: I feel ready to invite a family in plain words.
objective: clear-words
feedback:
  any: Thank you. Bring your answer to your next supervision.
scale: [Not at all, A little, Mostly, Fully]
`,
  schema,
  isScored: false,
  key: 'None: no answer is right or wrong.',
  compile({ scale }) {
    const places = scale.map((text, position) => ({ id: String(position + 1), text }));
    return {
      data: { scale: places.map((place) => place.id) },
      view: { scale: places },
      solution: '1',
      optionFeedback: [],
      components: { interactionType: 'likert', scale: places },
      faults: sameTextFaults(scale, (position) => ['scale', position], 'place'),
    };
  },
};
