import { type Slip, slip } from './slip.js';

const test = 'questions/assessment.yaml';
const checks = 'questions/checks.yaml';

/** Slips in questions. */
export const slipsInQuestions: readonly Slip[] = [
  slip('A misspelt type', 'question/unknown-type', test, 'type: sequencing', 'type: sequencng'),
  {
    what: 'A question pasted at the left margin',
    code: 'field/wrong-value',
    changes: [
      {
        write: checks,
        text: 'use: check\nquestions:\nid: k-abbreviation\ntype: true-false\ntitle: A\ntext: B\nobjective: ask-first\nanswer: true\nfeedback:\n  right: C\n  wrong: D\n',
      },
    ],
  },
  slip('`question:` for `text:`', 'field/unknown', checks, '    text: ', '    question: '),
  slip('An option without `text:`', 'yaml/syntax', checks, '- text: It was full', '- It was full'),
  slip(
    'Options as bare texts',
    'field/wrong-value',
    checks,
    '      - text: It was too long.\n        feedback: It had two sentences.\n',
    '      - It was too long.\n',
  ),
  slip('A field of the question below `feedback:`', 'field/unknown', checks, '    options:\n', '      options:\n'),
  slip('`wrong:` outside of `feedback:`', 'field/unknown', test, '      wrong: Read them', '    wrong: Read them'),
  slip('An answer in quotes', 'field/wrong-value', checks, 'correct: true', 'correct: "true"'),
  slip('The title of a page for its id', 'field/wrong-value', test, 'review: say-it-plainly', 'review: Say it plainly'),
  slip('No correct option', 'question/no-correct-option', checks, '        correct: true\n', ''),
  slip(
    'Two correct options in a single choice',
    'question/second-correct-option',
    checks,
    '      - text: It was too long.',
    '      - text: It was too long.\n        correct: true',
  ),
  slip(
    'The same option twice',
    'question/duplicate-option',
    checks,
    'It was too long.',
    'It was  full of abbreviations.',
  ),
  slip(
    'One option only',
    'field/wrong-value',
    checks,
    '      - text: It was too long.\n        feedback: It had two sentences.\n',
    '',
  ),
  slip('`corect:` for `correct:`', 'field/unknown', checks, 'correct: true', 'corect: true'),
  slip('`correct: yes`', 'field/wrong-value', checks, 'correct: true', 'correct: "yes"'),
  {
    what: 'The number of the right option at the question',
    code: 'field/unknown',
    changes: [
      { in: checks, from: '        correct: true\n', to: '' },
      { in: checks, from: '    options:\n', to: '    correct: 2\n    options:\n' },
    ],
  },
  {
    what: 'Its letter',
    code: 'field/unknown',
    changes: [
      { in: checks, from: '        correct: true\n', to: '' },
      { in: checks, from: '    options:\n', to: '    answer: B\n    options:\n' },
    ],
  },
  slip('The same question id twice', 'id/twice', test, 'id: q-ask', 'id: q-plain'),
  slip('An objective that is not listed', 'reference/objective', test, 'objective: ask-first', 'objective: ask-frist'),
  slip('No page to review', 'question/no-review', test, '    review: say-it-plainly\n', ''),
  slip('A page to review that is not there', 'reference/page', test, 'review: say-it-plainly', 'review: say-it-plain'),
  slip(
    'No feedback',
    'field/missing',
    test,
    '    feedback:\n      right: It says who, when and what for.\n      wrong: Read them as a neighbor would. The page "Say it plainly" helps.\n',
    '',
  ),
  slip('A weight below nothing', 'field/wrong-value', test, 'weight: 2', 'weight: -2'),
  slip('An answer twice, but for capitals', 'question/duplicate-answer', test, '[ask, asking]', '[ask, Ask]'),
  slip(
    'A step twice',
    'question/duplicate-step',
    test,
    '[Emerging, Acquiring, Accomplished]',
    '[Emerging, Acquiring, Emerging]',
  ),
  slip('A use that is none', 'field/wrong-value', test, 'use: assessment', 'use: exam'),
  slip(
    'An image in a question',
    'markdown/not-here',
    test,
    'Which sentence is plain?',
    '"Which is plain? ![A](media/table.svg)"',
  ),
  slip('An item without its edition', 'field/wrong-value', test, 'item: 2016/foundational-1', 'item: foundational-1'),
  slip(
    'Questions, but no assessment for them',
    'module/no-assessment-questions',
    'module.yaml',
    'assessment:\n  passing-score: 80\n  tries: 3\n',
    '',
  ),
  slip('A list that is none', 'field/wrong-value', test, 'answers: [ask, asking]', 'answers: ask'),
  {
    what: 'A check that no page shows',
    code: 'question/not-placed',
    changes: [{ in: 'lessons/01-plain-words.md', from: '{% check "k-abbreviation" /%}\n', to: '' }],
  },
];
