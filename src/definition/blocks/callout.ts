import type { Block } from './block.js';

/** A note beside the text. */
export const callout: Block = {
  name: 'callout',
  summary: 'A short note that stands out from the text.',
  inline: false,
  body: 'text',
  bodyName: 'the text of the note',
  mayBeEmpty: () => false,
  onlyOnPage: true,
  attributes: {
    title: { description: 'A heading of a few words.', kind: 'text', fallback: '' },
    kind: {
      description: 'What sort of note it is.',
      kind: 'text',
      fallback: 'note',
      values: ['note', 'tip', 'caution'],
    },
  },
  example: `{% callout title="Try this week" kind="tip" %}
Ask one family how they would like to be told about meetings.
{% /callout %}`,
};
