import type { Block } from './block.js';

/** One of the texts of `comparison`. */
export const column: Block = {
  name: 'column',
  summary: 'One of the texts of `comparison`.',
  inline: false,
  body: 'text-and-media',
  partOf: 'comparison',
  bodyName: 'the text of the column',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: { title: { description: 'A heading of a few words.', kind: 'text' } },
  example: `{% comparison %}

{% column title="A judgment" %}
"She was respectful."
{% /column %}

{% column title="Something you can see" %}
"She asked how I want to be addressed."
{% /column %}

{% /comparison %}`,
};
