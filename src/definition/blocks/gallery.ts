import type { Block } from './block.js';

/** Several images together. */
export const gallery: Block = {
  name: 'gallery',
  summary:
    'Several figures together, all in view; two in a row where there is room. Each has its own text, caption and description.',
  inline: false,
  body: 'parts',
  parts: { name: 'figure', least: 2, most: 12 },
  bodyName: 'two to twelve `figure`',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: { title: { description: 'A heading of a few words.', kind: 'text', fallback: '' } },
  example: `{% gallery title="Two drawings of the same steps" %}

{% figure src="media/levels.svg" alt="Three rising steps" caption="As steps." %}
Three steps rise from left to right: emerging, acquiring, accomplished.
{% /figure %}

{% figure src="media/table.svg" alt="Two people at a table" caption="At the table." %}
Two people sit at a kitchen table and look at a drawing of three steps.
{% /figure %}

{% /gallery %}`,
};
