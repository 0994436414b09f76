import type { Block } from './block.js';

/** The name of a practice-model item. */
export const behavior: Block = {
  name: 'behavior',
  summary:
    'The official name of an item of the practice model, quoted, with its edition and a link to where it is published. Stands inside a sentence.',
  inline: true,
  body: 'none',
  bodyName: '',
  mayBeEmpty: () => true,
  onlyOnPage: false,
  attributes: { item: { description: 'The item, as `edition/id`.', kind: 'item', unnamed: true } },
  example: 'The first one, {% behavior "2016/foundational-1" /%}, is about words.',
};
