import type { Block } from './block.js';

/** One entry of a `timeline`. */
export const event: Block = {
  name: 'event',
  summary: 'One entry of a `timeline`.',
  inline: false,
  body: 'text-and-media',
  partOf: 'timeline',
  bodyName: 'what happened',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: { when: { description: 'The date, as precisely as it matters: `March 2019`.', kind: 'text' } },
  example: `{% timeline %}

{% event when="June 2016" %}
A symposium on the model.
{% /event %}

{% event when="2024" %}
An updated brochure brings a new edition.
{% /event %}

{% /timeline %}`,
};
