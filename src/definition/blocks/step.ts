import type { Block } from './block.js';

/** One step of a `process`. */
export const step: Block = {
  name: 'step',
  summary: 'One step of a `process`.',
  inline: false,
  body: 'text-and-media',
  partOf: 'process',
  bodyName: 'what is done in this step',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: { title: { description: 'The step in a few words.', kind: 'text' } },
  example: `{% process %}

{% step title="Ask" %}
Ask the family how they want to be told.
{% /step %}

{% step title="Check" %}
Let them say back what they heard.
{% /step %}

{% /process %}`,
};
