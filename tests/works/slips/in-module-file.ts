import { type Slip, slip } from './slip.js';

const file = 'module.yaml';

/** Slips in module.yaml, and in how the folder is laid out. */
export const slipsInModuleFile: readonly Slip[] = [
  slip('`titel:` for `title:`', 'field/unknown', file, 'title: Clear words', 'titel: Clear words'),
  slip('The title is left out', 'field/missing', file, 'title: Clear words\n', ''),
  slip('The title is left empty', 'field/missing', file, 'title: Clear words', 'title:'),
  slip('A version without quotes', 'field/not-quoted', file, 'version: "1.0.0"', 'version: 1.10'),
  slip('A version of two numbers', 'field/wrong-value', file, 'version: "1.0.0"', 'version: "1.0"'),
  slip('A language by its name', 'field/wrong-value', file, 'language: en', 'language: English'),
  slip('A language that is none', 'field/wrong-value', file, 'language: en', 'language: english please'),
  slip('Minutes in words', 'field/wrong-value', file, 'minutes: 5', 'minutes: five'),
  slip('Ten times the minutes that the text takes', 'module/minutes', file, 'minutes: 5', 'minutes: 50'),
  slip('A passing score of 120', 'field/wrong-value', file, 'passing-score: 80', 'passing-score: 120'),
  slip('No tries', 'field/wrong-value', file, 'tries: 3', 'tries: 0'),
  slip('A draw of more questions than there are', 'assessment/impossible-draw', file, ...draw('- questions: 9')),
  slip(
    'A draw from an objective that is not there',
    'reference/objective',
    file,
    ...draw('- questions: 1\n      objective: ask-frist'),
  ),
  slip(
    'Two draws that take the same question',
    'assessment/draw-overlap',
    file,
    ...draw('- questions: 1\n      objective: each\n    - questions: 1'),
  ),
  slip('A draw without a number', 'field/missing', file, ...draw('- objective: each')),
  slip(
    'Mastery of what a try may not ask',
    'assessment/mastery-unasked',
    file,
    'tries: 3',
    'tries: 3\n  mastery: 50\n  draw:\n    - questions: 1',
  ),
  slip('A wait after the only try', 'assessment/one-try', file, 'tries: 3', 'tries: 1\n  cooling-off: 24 hours'),
  slip('A wait without its unit', 'field/wrong-value', file, 'tries: 3', 'tries: 3\n  cooling-off: two days'),
  slip('A passing score in a survey', 'assessment/not-for-kind', file, 'tries: 3', 'tries: 3\n  kind: survey'),
  slip(
    'A survey with right answers',
    'assessment/right-answer-in-survey',
    file,
    '  passing-score: 80\n  tries: 3\ncompletion: pages-and-pass',
    '  kind: survey\ncompletion: pages',
  ),
  slip(
    'A pre-test by choice, but none',
    'assessment/no-pre-test',
    file,
    'tries: 3',
    'tries: 3\n  pre-test-optional: true',
  ),
  slip('A pre-test that is none', 'field/wrong-value', file, 'tries: 3', 'tries: 3\n  pre-test: yes'),
  slip('The same objective id twice', 'id/twice', file, 'id: ask-first', 'id: plain-words'),
  slip('An objective id with a blank', 'field/wrong-value', file, 'id: ask-first', 'id: ask first'),
  slip(
    'An edition that is not there',
    'module/unknown-edition',
    file,
    'practice-model: "2016"',
    'practice-model: "2015"',
  ),
  slip('A word for completion that is none', 'field/wrong-value', file, 'pages-and-pass', 'pages-or-pass'),
  slip('An address without https://', 'field/wrong-value', file, 'url: https://cpm', 'url: cpm'),
  slip('A tab for blanks', 'yaml/tab', file, '  passing-score: 80', '\tpassing-score: 80'),
  slip('A quote that is not closed', 'yaml/syntax', file, 'title: Clear words', 'title: "Clear words'),
  slip('A colon inside a text', 'yaml/syntax', file, 'title: Clear words', 'title: Clear words: a start'),
  slip(
    'Typographic quotes around a text with a colon',
    'yaml/syntax',
    file,
    'title: Clear words',
    'title: “Clear words: a start”',
  ),
  slip('One field indented too far', 'yaml/syntax', file, 'minutes: 5', '  minutes: 5'),
  slip(
    'A list written as one text',
    'field/wrong-value',
    file,
    '[social workers, supervisors]',
    'social workers, supervisors',
  ),
  slip('A score with its %', 'field/wrong-value', file, 'passing-score: 80', 'passing-score: 80%'),
  slip('`attempts:`, as other tools have it', 'field/unknown', file, 'tries: 3', 'attempts: 3'),
  slip('A field under the wrong one', 'field/unknown', file, 'completion:', 'passing-score: 80\ncompletion:'),
  slip('A draw in words', 'field/wrong-value', file, '  tries: 3', '  tries: 3\n  draw: 1 of each objective'),
  slip('A term as `word: meaning`', 'field/unknown', file, 'sources:', 'glossary:\n  - growth: What grows.\nsources:'),
  slip('A field twice', 'yaml/duplicate-key', file, 'minutes: 5', 'minutes: 5\nminutes: 6'),
  slip('A colon forgotten', 'yaml/syntax', file, 'minutes: 5', 'minutes 5'),
  { what: 'No module.yaml', code: 'module/no-module-file', changes: [{ remove: file }] },
  { what: 'module.yml for module.yaml', code: 'module/no-module-file', changes: [{ move: file, to: 'module.yml' }] },
  {
    what: 'A file saved in another encoding than UTF-8',
    code: 'file/not-utf-8',
    changes: [{ write: 'lessons/03-more.md', text: Buffer.from('# M\xE1s\n\n## Hola\n\nTexto.\n', 'latin1') }],
  },
];

/** `draw:` with these lines, behind the tries. */
function draw(lines: string): [from: string, to: string] {
  return ['tries: 3', `tries: 3\n  draw:\n    ${lines}`];
}
