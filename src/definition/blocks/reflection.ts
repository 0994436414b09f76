import type { Block } from './block.js';

/** A question that the learner answers for herself. */
export const reflection: Block = {
  name: 'reflection',
  summary:
    "A question that the learner answers in writing, for nobody else. It is kept in the learner's own browser, on that computer, and sent to nobody; the learner is told so and can delete it.",
  inline: false,
  body: 'text',
  bodyName: '',
  mayBeEmpty: () => true,
  onlyOnPage: true,
  attributes: {
    id: { description: 'Short name under which the answer is kept; never change it.', kind: 'id' },
    prompt: { description: 'The question.', kind: 'text' },
  },
  example: `{% reflection id="last-meeting" prompt="When did a family last tell you that they had not understood?" %}
Think of one meeting of the past month.
{% /reflection %}`,
};
