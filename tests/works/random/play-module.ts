import { isDeepStrictEqual } from 'node:util';
import { courseData, type QuestionData } from '../../../src/model/course-data.js';
import type { Module } from '../../../src/model/module.js';
import { numbersFrom } from '../../../src/numbers-from.js';
import { behaviourOf } from '../../../src/questions/behaviours.js';
import { act } from '../../../src/runtime/act.js';
import { answer } from '../../../src/runtime/answer.js';
import { type Action, asked, isPreTest, newAttempt, type Rules } from '../../../src/runtime/attempt.js';
import { canStart, mayTryAgain, opensAt } from '../../../src/runtime/can-start.js';
import { outcome } from '../../../src/runtime/outcome.js';
import { scoreAnswer } from '../../../src/runtime/scores.js';
import { decodeState, encodeState, nothingTold } from '../../../src/runtime/suspended-state.js';
import { worstCaseLength } from '../../../src/suspended-form.js';
import { someAnswer } from './some-answer.js';

/** What a learner met on the way. */
interface Played {
  readonly tries: number;
  readonly resumed: number;
  /** Scores of questions and of rounds, all of them from 0 to 1. */
  readonly scores: number;
}

const registration = '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001';

/**
 * A learner goes through a module to its end, in the pure attempt: by chance rightly, wrongly, in part or not at all,
 * and closes the window by chance. Throws when something on the way is not as it must be.
 * @param learner whatever fixes the learner's choices
 */
export function playModule(module: Module, learner: string): Played {
  const below = numbersFrom(learner);
  const course = courseData(module);
  let clock = 1_790_000_000_000 + below(1e9);
  const rules: Rules = {
    ...{ course, behaviour: behaviourOf, answer, now: () => clock },
    passingScore: course.assessment?.passingScore ?? 1,
  };
  const longest = worstCaseLength(course, ({ type, data }) => behaviourOf(type).longest(data));
  const solutions = new Map([...module.checks, ...(module.assessment?.questions ?? [])].map((q) => [q.id, q]));
  let state = newAttempt(course);
  let resumed = 0;
  let scores = 0;

  const fail = (what: string, found?: unknown): never => {
    throw new Error(`${what}: ${JSON.stringify(found)}\n${JSON.stringify(state)}`);
  };
  const inRange = (what: string, score: number): void => {
    if (!(score >= 0 && score <= 1)) fail(what, score);
    scores += 1;
  };
  const resume = (): void => {
    resumed += 1;
    const text = encodeState({ attempt: state, told: nothingTold, registration });
    if (text.length > longest) fail(`the state is longer than ${longest}`, text);
    const back = decodeState(course, text);
    if (!isDeepStrictEqual(back, { attempt: state, told: nothingTold, registration }))
      fail('the state came back', back);
    if (back === null) return;
    if (!isDeepStrictEqual(asked(course, back.attempt), asked(course, state))) fail('another draw', back);
    state = back.attempt;
  };
  const go = (action: Action): void => {
    const next = act(rules, state, action);
    if (next === state && action.type !== 'keep') fail('refused', action);
    state = next;
    if (below(8) === 0) resume();
  };
  const given = (question: QuestionData, rightly: boolean): string => {
    const text = rightly
      ? (solutions.get(question.id)?.solution ?? '')
      : someAnswer(question, solutions.get(question.id)?.solution ?? '', below);
    const { encode, decode } = behaviourOf(question.type);
    if (encode(question.data, decode(question.data, text)) !== text)
      fail('the answer came back as another', [question, text]);
    const score = scoreAnswer(rules, question, text);
    inRange(question.id, score);
    if (rightly && score !== 1) fail('the right answer earns', [question, score]);
    if (text === '' && score !== 0) fail('nothing earns', [question, score]);
    return text;
  };
  /** Takes a round. @returns its answers all right */
  const round = (how: 'right' | 'none' | 'some'): void => {
    go({ type: 'start-try' });
    for (const [position, question] of asked(course, state).entries()) {
      go({ type: 'go', to: { screen: 'question', question: position } });
      const text = how === 'none' ? '' : given(question, how === 'right' || below(2) === 0);
      go({ type: 'keep', question: question.id, answer: text });
    }
    if (below(2)) go({ type: 'go', to: { screen: 'hand-in' } });
    go({ type: 'hand-in' });
  };
  const { assessment } = course;
  const isScored = assessment !== null && assessment.kind !== 'survey';

  if (isPreTest(course, state)) {
    round(below(4) === 0 ? 'right' : 'some');
    inRange('the pre-test', state.before ?? -1);
  }
  for (const page of course.lessons.flatMap(({ pages }) => pages)) {
    const isThere = state.where.screen === 'page' && state.where.page === page.id;
    if (!isThere) go({ type: 'go', to: { screen: 'page', page: page.id } });
    for (const id of module.lessons.flatMap(({ pages }) => pages).find(({ id }) => id === page.id)?.checks ?? []) {
      const check = course.checks.find((one) => one.id === id) ?? fail('no such check', id);
      const text = given(check, below(2) === 0);
      if (text !== '') go({ type: 'check', question: id, answer: text });
    }
  }
  const before = outcome(rules, state);
  let tries = 0;
  while (assessment && mayTryAgain(rules, state)) {
    go({ type: 'go', to: { screen: 'assessment' } });
    if (!canStart(rules, state)) clock = opensAt(rules, state);
    const how = tries >= 4 || below(4) === 0 ? 'right' : below(6) === 0 ? 'none' : 'some';
    round(how);
    tries += 1;
    const score = state.tries.at(-1)?.score ?? -1;
    inRange('the try', score);
    if (how === 'right' && isScored && score !== 1) fail('all right earns', score);
    if (how === 'none' && score !== 0) fail('nothing earns', score);
    const told = outcome(rules, state);
    if (how === 'right' && isScored && assessment.kind === undefined && (told.success !== 'passed' || told.score !== 1))
      fail('all right, and not passed', told);
    if (told.score !== null) inRange('the score told', told.score);
  }
  resume();
  const end = outcome(rules, state);
  if (end.completion !== 'completed' || !end.final || Math.abs(end.progress - 1) > 1e-9) fail('the end', end);
  if (end.testedOut && !before.testedOut) fail('tested out late', end);
  return { tries, resumed, scores };
}
