import type { ContentElement, ContentNode } from '../../src/content.js';
import { irisOf } from '../../src/iris.js';
import type { Module, Page, Question } from '../../src/model/module.js';
import { questionDefinitions } from '../../src/questions/definitions.js';

const base = 'https://example.org/cpm/';

/** A small module with every block, every question type as check and as assessment question, in the language asked for. */
export function sampleModule(options: { language?: string; tries?: number | null; assessed?: boolean } = {}): Module {
  const { language = 'en', tries = 2, assessed = true } = options;
  return {
    id: 'sample',
    iri: `${base}modules/sample`,
    iriBase: base,
    title: 'Clear words in practice',
    version: '1.2.0',
    language,
    original: language,
    translations: [],
    summary: 'Words that a listener understands.',
    minutes: 8,
    audience: ['social workers'],
    publisher: 'Sample academy',
    objectives: [
      { id: 'words', iri: `${base}objectives/words`, text: 'Recognize clear words in a conversation' },
      {
        id: 'levels',
        iri: `${base}objectives/levels`,
        text: 'Rate practice with the three levels of the Practice Profile',
      },
    ],
    lessons: [
      {
        id: 'clear',
        iri: `${base}lessons/clear`,
        title: 'Open, honest, clear and respectful',
        pages: [
          page('clear-words', 'Clear means clear to the listener', everyBlock),
          page('result', 'How it sounds', checkPage),
        ],
      },
      {
        id: 'levels',
        iri: `${base}lessons/levels`,
        title: 'Three levels',
        pages: [page('three-levels', 'The same behavior, three levels', morePage)],
      },
    ],
    checks: [
      single('k-one', true),
      multiple('k-many', true),
      matching('k-match', true),
      sequencing('k-order', true),
      fillIn('k-word', true),
    ],
    assessment: assessed
      ? {
          iri: `${base}assessment`,
          title: 'Final assessment',
          passingScore: 0.8,
          timeLimit: null,
          tries,
          questions: [
            single('q-one'),
            multiple('q-many'),
            matching('q-match'),
            sequencing('q-order'),
            fillIn('q-word'),
          ],
        }
      : null,
    completion: assessed ? 'pages-and-pass' : 'pages',
    contributors: ['Sample academy'],
    sources: [],
    media: [],
  };
}

function element(
  tag: string,
  children: readonly ContentNode[] = [],
  attributes: ContentElement['attributes'] = {},
): ContentElement {
  return { tag, attributes, children };
}

const p = (...children: ContentNode[]): ContentElement => element('p', children);
const check = (question: string): ContentElement => element('check', [], { question });

const everyBlock: readonly ContentNode[] = [
  p(
    'The first behavior asks everyone to ',
    element('behavior', [], { name: 'Be open, honest, clear and respectful', edition: '2016', url: '', source: '' }),
    ' and <b>more</b>. ',
  ),
  element('ul', [
    element('li', ['using words that fit the listener']),
    element('li', ['asking which way of ', element('em', ['communicating']), ' a family prefers']),
  ]),
  element('vignette', [p('“Good,” says Dana. “So, the CFT is on Thursday.”'), p('Teresa says yes.')], {
    title: 'A call on Thursday',
  }),
  element('h2', ['The same behavior, three levels']),
  element('figure', [p('Three steps rise from left to right.')], {
    src: 'media/steps.svg',
    alt: 'Three rising steps',
    caption: 'The levels of the Practice Profile.',
  }),
  element('callout', [p('Ask, then check.')], { title: 'Try this week', kind: 'tip' }),
  element('callout', [p('One guide has nearly the same name.')], { title: 'Mind the title', kind: 'caution' }),
  element('reveal', [p('“On Thursday you and I sit down together.”')], {
    summary: 'What could Dana have said instead?',
  }),
  p(
    'See ',
    element('a', ['the brochure'], { href: 'https://example.org/about' }),
    ' or ',
    element('a', ['the levels'], { href: '#three-levels' }),
    '. ',
    element('source', [], {
      title: 'About the model',
      publisher: 'An institute',
      url: 'https://example.org/about',
      date: '2024',
    }),
  ),
];

const checkPage: readonly ContentNode[] = [
  p('Now try it.'),
  ...['k-one', 'k-many', 'k-match', 'k-order', 'k-word'].map(check),
];

const morePage: readonly ContentNode[] = [
  element('table', [
    element('thead', [
      element('tr', [
        element('th', ['Level'], { scope: 'col' }),
        element('th', ['Seen'], { scope: 'col', align: 'right' }),
      ]),
    ]),
    element('tbody', [
      element('tr', [element('td', ['Accomplished']), element('td', ['In all interactions'], { align: 'right' })]),
    ]),
  ]),
  element('ol', [element('li', ['Ask']), element('li', ['Check'])], { start: 3 }),
  element('blockquote', [p('Say it back.')]),
  element('pre', [element('code', ['one  two'])]),
  element('hr'),
  element('video', [p('A worker and a parent talk.')], {
    src: 'media/talk.mp4',
    captions: 'media/talk.vtt',
    title: 'Before the meeting',
  }),
];

function page(id: string, title: string, content: readonly ContentNode[]): Page {
  const checks = content.flatMap((node) =>
    typeof node !== 'string' && node.tag === 'check' ? [String(node.attributes.question)] : [],
  );
  return { id, iri: `${base}pages/${id}`, title, content, words: 120, checks };
}

function question(type: string, id: string, title: string, text: string, objective: string, fields: object): Question {
  const definition = questionDefinitions.find((one) => one.type === type);
  if (!definition) throw new Error(`No type ${type}`);
  const compiled = definition.compile(definition.schema.parse(fields), {
    questionId: id,
    salt: 'salt',
    inline: (words) => [words],
    image: (file) => file,
  });
  return {
    id,
    iri: irisOf(base, 'sample').question(id),
    type,
    title,
    text: [text],
    objective,
    item: null,
    review: objective === 'words' ? 'clear-words' : 'three-levels',
    weight: definition.isScored ? 1 : 0,
    hints: [],
    timeLimit: null,
    feedback: { right: [`Right because ${id}.`], wrong: [`Look again, says ${id}.`], partly: null, again: [] },
    solution: compiled.solution,
    optionFeedback: compiled.optionFeedback,
    data: compiled.data,
    view: compiled.view,
    components: compiled.components,
  };
}

// A check is not a copy of the assessment's question: their right answers stand elsewhere.
const single = (id: string, isCheck = false) =>
  question(
    'single-choice',
    id,
    'One level',
    'Dana asks every family how they want to be reached, but seldom checks what was understood. Which level is this?',
    'levels',
    {
      options: [
        { text: isCheck ? 'Accomplished practice' : 'Acquiring practice', correct: !isCheck },
        { text: isCheck ? 'Acquiring practice' : 'Accomplished practice', correct: isCheck },
        { text: 'Emerging practice', feedback: 'Emerging means seldom seen.' },
      ],
    },
  );
const multiple = (id: string, isCheck = false) =>
  question('multiple-choice', id, 'Signs of accountability', 'Which of these show accountability?', 'words', {
    options: [
      { text: 'He calls back on the day he said he would.', correct: true },
      { text: 'He waits until she asks a second time.', feedback: 'Waiting is no answer.' },
      { text: 'He talks about his own assumption in supervision.', correct: true },
      ...(isCheck ? [] : [{ text: 'He promises a date that he cannot be sure of.' }]),
    ],
  });
const matching = (id: string, isCheck = false) =>
  question('matching', id, 'Levels and how often', 'Match each level with how often the behavior is seen.', 'levels', {
    pairs: [
      { source: 'Accomplished practice', target: 'In all interactions' },
      { source: 'Acquiring practice', target: 'In many interactions, with slips' },
      { source: 'Emerging practice', target: 'Seldom' },
      ...(isCheck ? [] : [{ source: 'No practice', target: 'Never' }]),
    ],
  });
const sequencing = (id: string, isCheck = false) =>
  question('sequencing', id, 'From first to last', 'Put these moments in order, the earliest first.', 'words', {
    steps: [
      'Work on the model begins',
      'A symposium on the model',
      'A learning session draws about 200 staff',
      ...(isCheck ? [] : ['An updated brochure describes the new edition']),
    ],
  });
const fillIn = (id: string, isCheck = false) =>
  question('fill-in', id, 'The tools', 'By which practice are the behaviors often done? Write its name out.', 'words', {
    answers: isCheck ? ['coaching'] : ['Safety Organized Practice', 'SOP'],
  });
