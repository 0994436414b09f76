import type { Block } from './block.js';

/** The place of a knowledge check. */
export const check: Block = {
  name: 'check',
  summary:
    'Places a knowledge check: a question of a file with `use: check`. It is answered on the page and never scored.',
  inline: false,
  body: 'none',
  bodyName: '',
  mayBeEmpty: () => true,
  onlyOnPage: true,
  attributes: { question: { description: 'Id of the question.', kind: 'question', unnamed: true } },
  example: '{% check "k1" /%}',
};
