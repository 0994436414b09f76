import type { Block } from './block.js';
import { line } from './line.js';

/** A plan that the learner fills in and prints. */
export const plan: Block = {
  name: 'plan',
  summary:
    "A plan of action that the learner fills in and can print by itself. It is kept in the learner's own browser, on that computer, and sent to nobody; the learner is told so and can delete it.",
  inline: false,
  body: 'parts',
  parts: { name: 'line', least: 1, most: 12 },
  bodyName: 'one or more `line`',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: {
    id: { description: 'Short name under which the plan is kept; never change it.', kind: 'id' },
    title: { description: 'A heading of a few words.', kind: 'text' },
  },
  example: line.example,
};
