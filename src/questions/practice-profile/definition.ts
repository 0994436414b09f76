import * as z from 'zod';
import type { QuestionDefinition } from '../definition.js';

const text = z.string().trim().min(1);
const level = z.strictObject({
  text: text.describe('What practice looks like at this level; inline Markdown.'),
  feedback: text.optional().describe('A next step for who chose this level; inline Markdown.'),
});
const schema = z.object({
  emerging: level.describe('The level "emerging practice".'),
  acquiring: level.describe('The level "acquiring practice".'),
  accomplished: level.describe('The level "accomplished practice".'),
});

/** The fields in the order of the profile, with the ids that the behaviour knows. */
const fields = [
  ['emerging', 'a'],
  ['acquiring', 'b'],
  ['accomplished', 'c'],
] as const;

/** One's own practice on the Practice Profile. */
export const definition: QuestionDefinition<typeof schema> = {
  type: 'practice-profile',
  summary:
    'A rating of one’s own practice by the levels of the Practice Profile, with evidence. Private: the evidence stays in the window, and nothing is reported; it never counts.',
  example: `id: k-my-level
type: practice-profile
title: Your own invitations
text: How do you invite families today?
objective: clear-words
feedback:
  any: Choose one invitation of this week and look at it together with your supervisor.
emerging:
  text: I use the words of the office, and explain when somebody asks.
acquiring:
  text: I often use plain words, and sometimes check what was understood.
  feedback: Ask one family this week to say in their own words what will happen.
accomplished:
  text: In every conversation I use plain words and check what was understood.
`,
  schema,
  isScored: false,
  key: 'None: no answer is right or wrong.',
  compile(authored, context) {
    return {
      data: null,
      view: {
        levels: fields.map(([field, id]) => ({
          id,
          field,
          content: context.inline(authored[field].text, [field, 'text']),
        })),
      },
      solution: 'a',
      optionFeedback: fields.flatMap(([field, key]) => {
        const { feedback } = authored[field];
        return feedback === undefined ? [] : [{ key, content: context.inline(feedback, [field, 'feedback']) }];
      }),
      components: { interactionType: 'other' },
      faults: [],
    };
  },
};
