import type { Block } from './block.js';

/** The list of terms. */
export const glossary: Block = {
  name: 'glossary',
  summary:
    'Every term of the glossary in module.yaml with its meaning, by the alphabet. Give it a page at the end of the module.',
  inline: false,
  body: 'none',
  bodyName: '',
  mayBeEmpty: () => true,
  onlyOnPage: true,
  attributes: {},
  example: '{% glossary /%}',
};
