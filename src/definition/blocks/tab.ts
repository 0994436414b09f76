import type { Block } from './block.js';

/** One of the texts of `tabs`. */
export const tab: Block = {
  name: 'tab',
  summary: 'One of the texts of `tabs`.',
  inline: false,
  body: 'text-and-media',
  partOf: 'tabs',
  bodyName: 'the text behind the tab',
  mayBeEmpty: () => false,
  onlyOnPage: false,
  attributes: { title: { description: 'One to three words on the tab.', kind: 'text' } },
  example: `{% tabs label="Three ways to tell a family" %}

{% tab title="A letter" %}
Good for dates. Read it aloud before you send it.
{% /tab %}

{% tab title="A call" %}
Good for questions. Ask when it suits.
{% /tab %}

{% /tabs %}`,
};
