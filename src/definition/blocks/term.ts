import type { Block } from './block.js';

/** A word that the glossary explains. */
export const term: Block = {
  name: 'term',
  summary:
    'A word of the glossary in module.yaml. The learner opens its meaning where it stands. Mark a word where it comes up first, not every time. Stands inside a sentence.',
  inline: true,
  onlyInLessons: true,
  body: 'none',
  bodyName: '',
  mayBeEmpty: () => true,
  onlyOnPage: false,
  attributes: {
    id: { description: 'Id of the term.', kind: 'term', unnamed: true },
    as: { description: 'The word as the sentence needs it, a plural for example.', kind: 'text', fallback: '' },
  },
  example: 'The toolkit looks at {% term "fidelity" /%} in three areas.',
};
