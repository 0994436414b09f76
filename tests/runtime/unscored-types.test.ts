import { describe, expect, it } from 'vitest';
import type { CourseData, QuestionData } from '../../src/model/course-data.js';
import { answerRecords } from '../../src/runtime/answer-records.js';
import {
  type Action,
  type AttemptState,
  act,
  newAttempt,
  type Rules,
  scoreAnswers,
} from '../../src/runtime/attempt.js';
import { interactionElements } from '../../src/scorm/interaction-elements.js';
import { rightAnswers, sampleCourse, sampleRules } from './support/sample-course.js';

const [choice] = sampleCourse.checks;
if (!choice || !sampleCourse.assessment) throw new Error('no question');
const unscored = (id: string, type: string, data: unknown): QuestionData => ({ ...choice, id, type, weight: 0, data });
const course: CourseData = {
  ...sampleCourse,
  checks: [unscored('k-text', 'long-text', null), ...sampleCourse.checks],
  assessment: {
    ...sampleCourse.assessment,
    questions: [
      unscored('q-level', 'practice-profile', null),
      unscored('q-scale', 'likert', { scale: ['1', '2', '3'] }),
      ...sampleCourse.assessment.questions,
    ],
  },
};
const rules: Rules = { ...sampleRules, course };

/** Every record that these actions bring. */
function told(actions: readonly Action[]) {
  let state: AttemptState = newAttempt(course);
  const records = actions.flatMap((action) => {
    const before = state;
    state = act(rules, before, action);
    return state === before ? [] : answerRecords(rules, before, action, 0, () => 1);
  });
  return { state, records };
}

const answers = { 'q-level': 'b', 'q-scale': '2', ...rightAnswers };
const whole: readonly Action[] = [
  { type: 'go', to: { screen: 'page', page: 'page-two' } },
  { type: 'go', to: { screen: 'page', page: 'page-three' } },
  { type: 'check', question: 'k-text', answer: 'a' },
  { type: 'check', question: 'k1', answer: 'b' },
  { type: 'start-try' },
  ...Object.entries(answers).map(([question, answer]): Action => ({ type: 'keep', question, answer })),
  { type: 'hand-in' },
];

describe('questions without a right answer', () => {
  it('tell nobody of a private answer, and leave no gap among those that are told', () => {
    const { records, state } = told(whole);
    expect(records.map(({ questionId, place }) => [questionId, place.position])).toEqual([
      ['k1', 0],
      ['q-scale', 0],
      ['q-one', 1],
      ['q-many', 2],
      ['q-match', 3],
      ['q-order', 4],
      ['q-word', 5],
    ]);
    expect(records.map(({ place }) => place.of)).toEqual(records.map(() => 6));
    expect(records.every(({ interaction }) => interaction !== undefined)).toBe(true);
    // One check that was told stands before the try.
    expect(state.blocks).toEqual([1]);
  });

  it('count for no score, and cannot be missed', () => {
    const { byQuestion, score } = scoreAnswers(rules, rightAnswers);
    expect(score).toBe(1);
    expect([...byQuestion.keys()]).toEqual(Object.keys(rightAnswers));
  });

  it('are neither right nor wrong in SCORM, and weigh nothing', () => {
    const scale = told(whole).records.find(({ questionId }) => questionId === 'q-scale');
    if (!scale?.interaction) throw new Error('not told');
    const record = { ...scale, id: 'q-scale', interaction: scale.interaction };
    for (const spell of [interactionElements.scorm12, interactionElements.scorm2004]) {
      const parts = new Map(spell(record));
      expect([parts.get('type'), parts.get('result'), parts.get('weighting')]).toEqual(['likert', 'neutral', '0']);
    }
  });
});
