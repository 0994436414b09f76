import type { CourseData, QuestionData } from '../../../src/model/course-data.js';
import { behaviourOf } from '../../../src/questions/behaviours.js';
import type { Rules } from '../../../src/runtime/attempt.js';
import { sealedData } from '../../questions/sealed-data.js';

const base = 'https://example.org/cpm/';
const iri = `${base}modules/sample`;

function question(
  id: string,
  type: string,
  interactionType: QuestionData['components']['interactionType'],
  data: unknown,
): QuestionData {
  return {
    id,
    iri: `${iri}/questions/${id}`,
    type,
    title: `Title of ${id}`,
    text: `Text of ${id}, with "quotes" & <signs>?`,
    objective: 'first-objective',
    item: null,
    review: 'page-one',
    weight: 1,
    components: { interactionType },
    data,
  };
}

/** Two lessons with three pages, one check, and an assessment of one question of each type; 80 % in three tries. */
export const sampleCourse: CourseData = {
  format: 1,
  module: { id: 'sample', iri, iriBase: base, version: '1.0.0', title: 'A sample module', language: 'en' },
  completion: 'pages-and-pass',
  lessons: [
    {
      id: 'start',
      title: 'Start',
      pages: [
        { id: 'page-one', iri: `${iri}/pages/page-one`, title: 'Page one', seconds: 30 },
        { id: 'page-two', iri: `${iri}/pages/page-two`, title: 'Page two', seconds: 30 },
      ],
    },
    {
      id: 'end',
      title: 'End',
      pages: [{ id: 'page-three', iri: `${iri}/pages/page-three`, title: 'Page three', seconds: 30 }],
    },
  ],
  objectives: [{ id: 'first-objective', text: 'Name the first thing' }],
  checks: [question('k1', 'single-choice', 'choice', sealedData.one(['a', 'b', 'c'], 'b'))],
  assessment: {
    iri: `${iri}/assessment`,
    title: 'Final assessment',
    passingScore: 0.8,
    tries: 3,
    seconds: 225,
    questions: [
      question('q-one', 'single-choice', 'choice', sealedData.one(['a', 'b', 'c'], 'a')),
      question('q-many', 'multiple-choice', 'choice', sealedData.picks(['a', 'b', 'c', 'd'], ['a', 'c'])),
      question('q-match', 'matching', 'matching', sealedData.pairs(['1a', '2b', '3c'])),
      question('q-order', 'sequencing', 'sequencing', sealedData.order(['a', 'b', 'c'], ['b', 'c', 'a'])),
      question('q-word', 'fill-in', 'fill-in', sealedData.words(['trust'])),
    ],
  },
};

export const rightAnswers = {
  'q-one': 'a',
  'q-many': 'ac',
  'q-match': '1a2b3c',
  'q-order': 'abc',
  'q-word': 'trust',
} as const;

export const sampleRules: Rules = { course: sampleCourse, behaviour: behaviourOf, passingScore: 0.8 };
