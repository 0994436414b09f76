import type { CourseData, QuestionData } from '../model/course-data.js';
import type { Behaviour } from '../questions/behaviour.js';
import { suspendedForm } from '../suspended-form.js';

/**
 * The attempt: what one learner did in one module, as a value, and what may happen to it.
 * Pure: no clock, no DOM, no LMS. Every protocol and every view reads the same attempt.
 */
export interface AttemptState {
  readonly where: Where;
  /** Ids of the pages seen. */
  readonly seen: readonly string[];
  /** Last checked answer of each knowledge check, encoded by its behaviour. */
  readonly checks: Answers;
  /** Handed-in tries, oldest first. */
  readonly tries: readonly Try[];
  /** Answers of the try handed in last, for the result page. */
  readonly lastAnswers: Answers;
  /** The try under way, or null. */
  readonly current: Answers | null;
  /** How many checks had been answered before each of the first tries: what places SCORM's interactions (`AnswerPlace`). */
  readonly blocks: readonly number[];
  /** Seconds of all earlier sessions. */
  readonly seconds: number;
}

/** Encoded answers by question id. */
export type Answers = Readonly<Record<string, string>>;

export interface Try {
  /** 0 to 1, in ten-billionths: so it comes back from the suspended state as it went in. */
  readonly score: number;
}

/** What the learner has before them. `question` counts from 0. */
export type Where =
  | { readonly screen: 'page'; readonly page: string }
  | { readonly screen: 'assessment' }
  | { readonly screen: 'question'; readonly question: number }
  | { readonly screen: 'hand-in' }
  | { readonly screen: 'result' };

/** What a learner can do. The view sends these, nothing else changes an attempt. */
export type Action =
  | { readonly type: 'go'; readonly to: Where }
  | { readonly type: 'check'; readonly question: string; readonly answer: string }
  | { readonly type: 'start-try' }
  | { readonly type: 'keep'; readonly question: string; readonly answer: string }
  | { readonly type: 'hand-in' };

/** The rules of this launch: the module, its behaviours, and the passing score in force (0 to 1; the LMS may set its own). */
export interface Rules {
  readonly course: CourseData;
  readonly behaviour: (type: string) => Behaviour;
  readonly passingScore: number;
}

export interface Outcome {
  readonly completion: 'incomplete' | 'completed';
  readonly success: 'unknown' | 'passed' | 'failed';
  /** Best score of all tries, 0 to 1; null before the first try. */
  readonly score: number | null;
  /** True when failed and no try is left, or passed, or completed without a test: nothing can change any more. */
  readonly final: boolean;
  /** 0 to 1. */
  readonly progress: number;
  /** null: no limit. */
  readonly triesLeft: number | null;
  /** True when the assessment may be opened. */
  readonly unlocked: boolean;
}

/** A new attempt, standing on the first page. */
export function newAttempt(course: CourseData): AttemptState {
  const first = pageIds(course)[0];
  return {
    where: first === undefined ? { screen: 'assessment' } : { screen: 'page', page: first },
    seen: first === undefined ? [] : [first],
    checks: {},
    tries: [],
    lastAnswers: {},
    current: null,
    blocks: [],
    seconds: 0,
  };
}

/** The attempt after an action; the same attempt when the action is not allowed now. */
export function act(rules: Rules, state: AttemptState, action: Action): AttemptState {
  switch (action.type) {
    case 'go':
      return go(rules, state, action.to);
    case 'check':
      return check(rules, state, action.question, action.answer);
    case 'start-try':
      return canStart(rules, state) ? { ...state, current: {}, where: { screen: 'question', question: 0 } } : state;
    case 'keep':
      return keep(rules, state, action.question, action.answer);
    case 'hand-in':
      return handIn(rules, state);
  }
}

/** What the attempt amounts to under these rules. */
export function outcome(rules: Rules, state: AttemptState): Outcome {
  const { course } = rules;
  const pages = pageIds(course);
  const allSeen = pages.every((id) => state.seen.includes(id));
  const score = bestScore(state);
  const limit = course.assessment?.tries ?? null;
  const triesLeft = limit === null ? null : Math.max(0, limit - state.tries.length);
  const success = successOf(rules, state);
  const passed = success === 'passed';
  const failedForGood = success === 'failed' && triesLeft === 0;
  const needsPass = course.completion !== 'pages' && course.assessment !== null;
  const needsPages = course.completion !== 'pass';
  // Failing for good ends the module too: completed and failed (status table of the standards, one row for all protocols).
  const done = (!needsPages || allSeen) && (!needsPass || passed || failedForGood);
  const units = pages.length + (course.assessment ? 1 : 0);
  const doneUnits = pages.filter((id) => state.seen.includes(id)).length + (passed || failedForGood ? 1 : 0);
  return {
    completion: done ? 'completed' : 'incomplete',
    success,
    score,
    final: done && (course.assessment === null || passed || failedForGood),
    progress: units === 0 ? 1 : doneUnits / units,
    triesLeft,
    unlocked: course.assessment !== null && (allSeen || !needsPages || state.tries.length > 0),
  };
}

/** Score of one set of answers, 0 to 1, weighted; and of each question. */
export function scoreAnswers(
  rules: Rules,
  answers: Answers,
): { score: number; byQuestion: ReadonlyMap<string, number> } {
  const byQuestion = new Map<string, number>();
  let sum = 0;
  let weight = 0;
  for (const q of assessed(rules)) {
    // Of a question without a right answer nothing is to be scored, reviewed or missed.
    if (q.weight === 0) continue;
    const points = scoreAnswer(rules, q, answers[q.id] ?? '');
    byQuestion.set(q.id, points);
    sum += points * q.weight;
    weight += q.weight;
  }
  return { score: weight === 0 ? 0 : sum / weight, byQuestion };
}

/** Score of one encoded answer, 0 to 1. */
export function scoreAnswer(rules: Rules, question: QuestionData, answer: string): number {
  const behaviour = rules.behaviour(question.type);
  return behaviour.score(question.data, behaviour.decode(question.data, answer));
}

/** False for a type that keeps its answers private: nobody is told of them. */
export function isReported(rules: Rules, question: QuestionData): boolean {
  const behaviour = rules.behaviour(question.type);
  return behaviour.interaction(question.data, behaviour.decode(question.data, '')) !== undefined;
}

/** Ids of the answered checks of which somebody is told, in the order of their first answers. */
export function reportedChecks(rules: Rules, { checks }: Pick<AttemptState, 'checks'>): string[] {
  return Object.keys(checks).filter((id) => rules.course.checks.some((q) => q.id === id && isReported(rules, q)));
}

/** Ids of all pages in order. */
export function pageIds(course: CourseData): string[] {
  return course.lessons.flatMap((lesson) => lesson.pages.map((page) => page.id));
}

/** True when a new try may begin. */
export function canStart(rules: Rules, state: AttemptState): boolean {
  const now = outcome(rules, state);
  return state.current === null && now.unlocked && now.success !== 'passed' && now.triesLeft !== 0;
}

function go(rules: Rules, state: AttemptState, to: Where): AttemptState {
  switch (to.screen) {
    case 'page':
      if (!pageIds(rules.course).includes(to.page)) return state;
      return { ...state, where: to, seen: state.seen.includes(to.page) ? state.seen : [...state.seen, to.page] };
    case 'assessment':
      return outcome(rules, state).unlocked ? { ...state, where: to } : state;
    case 'question':
      return state.current && to.question >= 0 && to.question < assessed(rules).length
        ? { ...state, where: to }
        : state;
    case 'hand-in':
      return state.current ? { ...state, where: to } : state;
    case 'result':
      return state.tries.length > 0 ? { ...state, where: to } : state;
  }
}

function check(rules: Rules, state: AttemptState, id: string, answer: string): AttemptState {
  const question = rules.course.checks.find((q) => q.id === id);
  if (!question || !isAnswered(rules, question, answer)) return state;
  return { ...state, checks: { ...state.checks, [id]: answer } };
}

function keep(rules: Rules, state: AttemptState, id: string, answer: string): AttemptState {
  if (!state.current || !assessed(rules).some((q) => q.id === id)) return state;
  if ((state.current[id] ?? '') === answer) return state;
  const others = Object.fromEntries(Object.entries(state.current).filter(([other]) => other !== id));
  return { ...state, current: answer === '' ? others : { ...others, [id]: answer } };
}

function isAnswered(rules: Rules, question: QuestionData, answer: string): boolean {
  const behaviour = rules.behaviour(question.type);
  return behaviour.isAnswered(question.data, behaviour.decode(question.data, answer));
}

function handIn(rules: Rules, state: AttemptState): AttemptState {
  if (!state.current) return state;
  return {
    ...state,
    tries: [...state.tries, { score: Math.round(scoreAnswers(rules, state.current).score * 1e10) / 1e10 }],
    lastAnswers: state.current,
    current: null,
    where: { screen: 'result' },
    blocks: [...state.blocks, reportedChecks(rules, state).length].slice(0, suspendedForm.keptBlocks),
  };
}

function successOf(rules: Rules, state: AttemptState): Outcome['success'] {
  const best = bestScore(state);
  if (best === null || !rules.course.assessment) return 'unknown';
  // 0.8 of ten questions is 0.7999999 in floating point: decide with a hair's tolerance, round only for display.
  return best + 1e-9 >= rules.passingScore ? 'passed' : 'failed';
}

function bestScore(state: AttemptState): number | null {
  return state.tries.length === 0 ? null : Math.max(...state.tries.map((t) => t.score));
}

function assessed(rules: Rules): readonly QuestionData[] {
  return rules.course.assessment?.questions ?? [];
}
