import type { Block } from './block.js';

/** A document to open. */
export const document: Block = {
  name: 'document',
  summary:
    'A PDF of `media/`, as a link that says its kind and size, and to be read on the page where the browser can show it. The text inside says what the document holds, for who decides whether to open it. Use a tagged PDF: the others are closed to who listens.',
  inline: false,
  body: 'text',
  bodyName: 'what the document holds',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: {
    src: { description: 'The document: `media/<file name>.pdf`.', kind: 'document' },
    title: { description: 'What the document is called.', kind: 'text' },
    view: {
      description: 'Whether it can also be read on the page; `no` for a form to fill in or a sheet to print.',
      kind: 'text',
      fallback: 'yes',
      values: ['yes', 'no'],
    },
  },
  example: `{% document src="media/guide.pdf" title="A letter in plain words" %}
One page: a letter before and after it was put into plain words.
{% /document %}`,
};
