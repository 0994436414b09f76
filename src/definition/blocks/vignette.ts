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
  attributes: {
    title: { description: 'A heading of a few words.', kind: 'text', fallback: '' },
    invented: {
      description: 'Your word that the case is invented, and that nobody real can be recognized in it.',
      kind: 'text',
      values: ['yes'],
      missing: {
        code: 'vignette/not-attested',
        message: 'This vignette does not say that it is invented.',
        hint: 'add `invented="yes"` when nobody real can be recognized in it; else take it out',
      },
    },
  },
  example: `{% vignette title="A call on Thursday" invented="yes" %}
Dana calls the grandmother before the visit and asks what she would like to talk about.
{% /vignette %}`,
};
