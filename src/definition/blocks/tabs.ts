import type { Block } from './block.js';
import { tab } from './tab.js';

/** Views of one thing, one at a time. */
export const tabs: Block = {
  name: 'tabs',
  summary:
    'Two to six texts of which the learner sees one at a time, chosen by its tab. On paper, and where scripts are off, all stand below each other. For what is read in order use `process`; for what is to be weighed side by side, `comparison`.',
  inline: false,
  body: 'parts',
  parts: { name: 'tab', least: 2, most: 6 },
  bodyName: 'two to six `tab`',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: {
    label: {
      description: 'What the tabs have in common; said to who listens to the page.',
      kind: 'text',
      fallback: '',
    },
  },
  example: tab.example,
};
