import type { Block } from './block.js';

/** A quotation with its source. */
export const quote: Block = {
  name: 'quote',
  summary: 'The words of a source, word for word, with the source below them.',
  inline: false,
  body: 'text',
  bodyName: 'the words that are quoted',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: {
    source: { description: 'Id of the source in module.yaml.', kind: 'source' },
    by: { description: 'Who says it, when that is not the source itself.', kind: 'text', fallback: '' },
    at: { description: 'Where in the source: `page 4`.', kind: 'text', fallback: '' },
  },
  example: `{% quote source="cpm-about" at="page 4" %}
Words of the source, as they stand there.
{% /quote %}`,
};
