import { questionDefinitions } from '../../../src/questions/definitions.js';
import type { Slip } from './slip.js';

/** Slips in what only one type of question has, by type: each in the example of the manual, brought into the good module. */
export const slipsByType: Readonly<Record<string, readonly Slip[]>> = {
  'single-choice': [
    spoiled(
      'single-choice',
      'An option that is no list entry',
      'field/wrong-value',
      /options:\n[\s\S]*/,
      'options: yes\n',
    ),
  ],
  'multiple-choice': [
    spoiled('multiple-choice', 'Several to choose, none right', 'question/no-correct-option', / +correct: true\n/g, ''),
  ],
  'true-false': [
    spoiled('true-false', 'True or false, answered by a word', 'field/wrong-value', 'answer: false', 'answer: wrong'),
    spoiled('true-false', '`if-wrong:` for `if-false:`', 'field/unknown', 'if-true:', 'if-wrong:'),
  ],
  'fill-in': [
    spoiled('fill-in', 'Five slips of the keyboard', 'field/wrong-value', 'spelling-slips: 1', 'spelling-slips: 5'),
  ],
  numeric: [
    spoiled('numeric', 'A number in words', 'field/wrong-value', 'answer: 3', 'answer: three'),
    spoiled('numeric', 'A range that is upside down', 'question/empty-range', 'answer: 3', 'from: 5\nto: 3'),
    spoiled('numeric', 'A number and a range', 'question/number-and-range', 'answer: 3', 'answer: 3\nto: 4'),
    spoiled('numeric', 'A tolerance around nothing', 'question/no-number', 'answer: 3', 'from: 2\ntolerance: 1'),
  ],
  matching: [
    spoiled('matching', 'Two pairs with the same target', 'question/duplicate-target', ...sameTarget()),
    spoiled('matching', '`left:` for `source:`', 'field/unknown', 'source:', 'left:'),
  ],
  sequencing: [
    spoiled('sequencing', 'Two steps to order', 'field/wrong-value', /\n {2}- [^\n]*\n$/, '\n'),
    spoiled('sequencing', 'Credit for something else', 'field/wrong-value', /$/, 'credit: some\n'),
  ],
  categorize: [
    spoiled(
      'categorize',
      'The same thing in two categories',
      'question/duplicate-item',
      '- CFT',
      '- the plan for visits',
    ),
    spoiled('categorize', 'Two things to sort', 'question/number-of-items', ...twoThings()),
  ],
  hotspot: [
    spoiled(
      'hotspot',
      'A spot outside the image',
      'question/spot-outside',
      'width: 33\n    height: 90',
      'width: 50\n    height: 90',
    ),
    spoiled('hotspot', 'A spot upon another', 'question/spots-overlap', 'x: 34', 'x: 20'),
    spoiled('hotspot', 'No right spot', 'question/no-correct-option', '    correct: true\n', ''),
    spoiled('hotspot', 'An image to point at that is not there', 'media/missing', 'levels.svg', 'level.svg'),
    spoiled('hotspot', 'An image to point at without a text', 'field/missing', /alt: .*\n/, ''),
  ],
  likert: [
    spoiled('likert', 'The same place twice on a scale', 'question/duplicate-place', 'A little', 'Not at all'),
    spoiled('likert', 'Points for an opinion', 'field/unknown', 'scale:', 'weight: 2\nscale:'),
  ],
  'long-text': [
    spoiled('long-text', 'A text without one to compare with', 'field/missing', /model: .*\n/, ''),
    spoiled('long-text', 'Right and wrong, where nothing is scored', 'field/missing', '  any:', '  right:'),
  ],
  'practice-profile': [
    spoiled(
      'practice-profile',
      'A level of the profile left out',
      'field/missing',
      /accomplished:\n {2}text: .*\n/,
      '',
    ),
    spoiled('practice-profile', 'A level that the profile does not have', 'field/unknown', 'emerging:', 'beginning:'),
  ],
  scenario: [
    spoiled('scenario', 'A decision that leads to no step', 'question/unknown-step', 'to: table', 'to: tabel'),
    spoiled('scenario', 'A case that goes in a ring', 'question/step-leads-back', 'to: end', 'to: door'),
    spoiled('scenario', 'A step that nobody reaches', 'question/step-not-reached', /to: end/g, 'to: street'),
    spoiled('scenario', 'A case that stops without an end', 'question/dead-end', '    end: true\n', ''),
  ],
};

/** The example of a type, with the good module's own objective and page, and the slip in it. */
function spoiled(type: string, what: string, code: string, from: string | RegExp, to: string): Slip {
  const example = questionDefinitions.find((one) => one.type === type)?.example ?? '';
  const good = example
    .replace(/^objective: .*$/m, 'objective: plain-words')
    .replace(/^review: .*\n/m, '')
    .replace(/^objective: .*\n/m, '$&review: say-it-plainly\n');
  const bad = good.replace(from, () => to);
  if (bad === good) throw new Error(`The example of ${type} does not hold ${String(from)}`);
  const lines = bad.trimEnd().split('\n');
  const entry = lines.map((line, position) => `  ${position === 0 ? '- ' : '  '}${line}\n`).join('');
  return { what, code, changes: [{ write: 'questions/more.yaml', text: `use: assessment\nquestions:\n${entry}` }] };
}

function sameTarget(): [RegExp, string] {
  return [
    /pairs:\n[\s\S]*/,
    `pairs:\n${['one', 'two', 'three'].map((source) => `  - source: ${source}\n    target: the same\n`).join('')}`,
  ];
}

function twoThings(): [RegExp, string] {
  return [
    /categories:\n[\s\S]*/,
    'categories:\n  - name: Plain\n    items: [a plan]\n  - name: Not plain\n    items: [CFT]\n',
  ];
}
