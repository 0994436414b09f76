import type { Block } from './block.js';

/** A reference to a source. */
export const source: Block = {
  name: 'source',
  summary:
    'A short reference to a source of module.yaml, with a link when it has an address. Stands inside a sentence.',
  inline: true,
  body: 'none',
  bodyName: '',
  mayBeEmpty: () => true,
  onlyOnPage: false,
  attributes: { id: { description: 'Id of the source.', kind: 'source', unnamed: true } },
  example: 'The directors asked for one framework {% source "cpm-about" /%}.',
};
