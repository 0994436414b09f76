import { describe, expect, it } from 'vitest';
import { act } from '../../src/runtime/act.js';
import { type Action, type AttemptState, newAttempt, type Rules } from '../../src/runtime/attempt.js';
import { outcome } from '../../src/runtime/outcome.js';
import { rightAnswers, sampleCourse, sampleRules } from './support/sample-course.js';

const play = (rules: Rules, actions: readonly Action[], from: AttemptState = newAttempt(rules.course)) =>
  actions.reduce((state, action) => act(rules, state, action), from);

const page = (id: string): Action => ({ type: 'go', to: { screen: 'page', page: id } });
const allPages = [page('page-two'), page('page-three')];
const keepAll = (answers: Readonly<Record<string, string>>): Action[] =>
  Object.entries(answers).map(([question, answer]) => ({ type: 'keep', question, answer }));
const oneTry = (answers: Readonly<Record<string, string>>): Action[] => [
  { type: 'start-try' },
  ...keepAll(answers),
  { type: 'hand-in' },
];
const wrong = { ...rightAnswers, 'q-one': 'b', 'q-word': 'fear' };

describe('an attempt', () => {
  it('begins on the first page, which counts as seen', () => {
    const state = newAttempt(sampleCourse);
    expect(state.where).toEqual({ screen: 'page', page: 'page-one' });
    expect(outcome(sampleRules, state)).toMatchObject({
      completion: 'incomplete',
      success: 'unknown',
      score: null,
      triesLeft: 3,
      unlocked: false,
    });
  });

  it('opens the assessment once every page was seen, and not before', () => {
    const early = play(sampleRules, [page('page-two'), { type: 'go', to: { screen: 'assessment' } }]);
    expect(early.where).toEqual({ screen: 'page', page: 'page-two' });
    expect(play(sampleRules, [...allPages, { type: 'go', to: { screen: 'assessment' } }]).where).toEqual({
      screen: 'assessment',
    });
  });

  it('is completed and passed by right answers, and then nothing can change it', () => {
    const state = play(sampleRules, [...allPages, ...oneTry(rightAnswers)]);
    expect(outcome(sampleRules, state)).toMatchObject({
      completion: 'completed',
      success: 'passed',
      score: 1,
      final: true,
      progress: 1,
    });
    expect(play(sampleRules, [{ type: 'start-try' }, page('page-one')], state).current).toBeNull();
    expect(outcome(sampleRules, play(sampleRules, [page('page-one')], state))).toEqual(outcome(sampleRules, state));
  });

  it('stays open after a failed try while tries are left, and keeps the best score (8f, 8g, M22)', () => {
    const once = play(sampleRules, [...allPages, ...oneTry(wrong)]);
    expect(outcome(sampleRules, once)).toMatchObject({
      completion: 'incomplete',
      success: 'failed',
      score: 0.6,
      final: false,
      triesLeft: 2,
    });
    const twice = play(sampleRules, oneTry({}), once);
    expect(outcome(sampleRules, twice)).toMatchObject({ score: 0.6, triesLeft: 1 });
    expect(outcome(sampleRules, play(sampleRules, oneTry(rightAnswers), twice))).toMatchObject({
      success: 'passed',
      score: 1,
      final: true,
    });
  });

  it('is completed and failed for good when the last try fails (8g)', () => {
    const state = play(sampleRules, [...allPages, ...oneTry(wrong), ...oneTry(wrong), ...oneTry(wrong)]);
    expect(outcome(sampleRules, state)).toMatchObject({
      completion: 'completed',
      success: 'failed',
      final: true,
      triesLeft: 0,
    });
    expect(act(sampleRules, state, { type: 'start-try' })).toBe(state);
  });

  it('passes at the passing score exactly, though 0.8 is no exact number (8f)', () => {
    const state = play(sampleRules, [...allPages, ...oneTry({ ...rightAnswers, 'q-word': 'fear' })]);
    expect(outcome(sampleRules, state).success).toBe('passed');
  });

  it('follows the passing score that the LMS states', () => {
    const state = play(sampleRules, [...allPages, ...oneTry({ ...rightAnswers, 'q-word': 'fear' })]);
    expect(outcome({ ...sampleRules, passingScore: 0.9 }, state).success).toBe('failed');
  });

  it('keeps only checks that were answered, each with its latest answer', () => {
    const state = play(sampleRules, [
      { type: 'check', question: 'k1', answer: '' },
      { type: 'check', question: 'k1', answer: 'a' },
      { type: 'check', question: 'k1', answer: 'b' },
      { type: 'check', question: 'unknown', answer: 'b' },
    ]);
    expect(state.checks).toEqual({ k1: 'b' });
  });

  it('is the same value after an action that is not allowed or changes nothing', () => {
    const state = newAttempt(sampleCourse);
    const refused: Action[] = [
      { type: 'hand-in' },
      { type: 'keep', question: 'q-one', answer: 'a' },
      page('nowhere'),
      { type: 'go', to: { screen: 'result' } },
    ];
    for (const action of refused) expect(act(sampleRules, state, action)).toBe(state);
  });

  it('is completed by its pages alone where the module says so, and a failed test does not undo it', () => {
    const rules: Rules = { ...sampleRules, course: { ...sampleCourse, completion: 'pages' } };
    const state = play(rules, [...allPages, ...oneTry(wrong)]);
    expect(outcome(rules, state)).toMatchObject({ completion: 'completed', success: 'failed', final: false });
  });

  it('is completed by passing alone where the module says so', () => {
    const rules: Rules = { ...sampleRules, course: { ...sampleCourse, completion: 'pass' } };
    expect(outcome(rules, play(rules, oneTry(rightAnswers)))).toMatchObject({
      completion: 'completed',
      success: 'passed',
      final: true,
    });
  });

  it('is final with its pages when there is no assessment', () => {
    const rules: Rules = { ...sampleRules, course: { ...sampleCourse, assessment: null } };
    expect(outcome(rules, play(rules, allPages))).toMatchObject({
      completion: 'completed',
      success: 'unknown',
      final: true,
      score: null,
    });
  });
});
