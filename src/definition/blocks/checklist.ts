import type { Block } from './block.js';

/** Lines to tick off. */
export const checklist: Block = {
  name: 'checklist',
  summary:
    "Lines that the learner ticks off, written as one list. It is kept in the learner's own browser, on that computer, and sent to nobody; the learner is told so and can delete it. Put new lines at the end: a tick belongs to the place of its line.",
  inline: false,
  body: 'list',
  bodyName: 'a list',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: {
    id: { description: 'Short name under which the ticks are kept; never change it.', kind: 'id' },
    title: { description: 'A heading of a few words.', kind: 'text' },
  },
  example: `{% checklist id="before-the-visit" title="Before the visit" %}
- I know how they want to be addressed.
- I know in which language they like to speak.
{% /checklist %}`,
};
