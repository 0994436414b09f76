import type { Block } from './block.js';

/** An invented case. */
export const vignette: Block = {
  name: 'vignette',
  summary: 'A short invented case. Never a real one: no real name, number or place of a family.',
  inline: false,
  body: 'text-and-media',
  bodyName: 'the story',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: { title: { description: 'A heading of a few words.', kind: 'text', fallback: '' } },
  example: `{% vignette title="A call on Thursday" %}
Dana calls the grandmother before the visit and asks what she would like to talk about.
{% /vignette %}`,
};
