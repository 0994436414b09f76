import { drawn } from '../draw.js';
import type { CourseData, QuestionData } from '../model/course-data.js';
import type { Behaviour } from '../questions/behaviour.js';

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
  /** Score of the pre-test, 0 to 1 like that of a try; null when none was handed in. */
  readonly before: number | null;
  /** Answers of the round handed in last, for the result page. */
  readonly lastAnswers: Answers;
  /** The round under way, or null. */
  readonly current: Answers | null;
  /** What every draw and every order follows from (`draw.ts`); '' before the first round. */
  readonly seed: string;
  /** When the last try was handed in, in seconds since the epoch; 0 when that makes no difference. */
  readonly handedInAt: number;
  /** Whole percent of each objective in the round that counts, in the module's order; -1 where it was not asked about. */
  readonly byObjective: readonly number[];
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
  /** True when an objective fell short of its mastery: no pass, whatever the score. */
  readonly short?: true;
}

/** What the learner has before them. `question` counts from 0, within the round. */
export type Where =
  | { readonly screen: 'page'; readonly page: string }
  | { readonly screen: 'assessment' }
  | { readonly screen: 'question'; readonly question: number }
  | { readonly screen: 'hand-in' }
  | { readonly screen: 'result' };

/** What a learner can do. The view sends these, nothing else changes an attempt. */
export type Action = { readonly type: 'go'; readonly to: Where } | AnswerAction;

/** What a learner does with questions: for this the rest of the course must be there. */
export type AnswerAction =
  | { readonly type: 'check'; readonly question: string; readonly answer: string }
  | { readonly type: 'start-try' }
  | { readonly type: 'skip-pre-test' }
  | { readonly type: 'keep'; readonly question: string; readonly answer: string }
  | { readonly type: 'hand-in' };

/** The rules of this launch: the module, its behaviours, and the passing score in force (0 to 1; the LMS may set its own). */
export interface Rules {
  readonly course: CourseData;
  readonly behaviour: (type: string) => Behaviour;
  /** What becomes of an attempt by answers; comes with the rest of the course. */
  readonly answer: (rules: Rules, state: AttemptState, action: AnswerAction) => AttemptState;
  readonly passingScore: number;
  /** Milliseconds since the epoch, for the wait between tries. */
  readonly now: () => number;
}

/** A new attempt, standing on the first page, or before the pre-test. */
export function newAttempt(course: CourseData): AttemptState {
  const first = course.assessment?.preTest ? undefined : pageIds(course)[0];
  return {
    where: first === undefined ? { screen: 'assessment' } : { screen: 'page', page: first },
    seen: first === undefined ? [] : [first],
    checks: {},
    tries: [],
    before: null,
    lastAnswers: {},
    current: null,
    seed: '',
    handedInAt: 0,
    byObjective: [],
    blocks: [],
    seconds: 0,
  };
}

/** Ids of all pages in order. */
export function pageIds(course: CourseData): string[] {
  return course.lessons.flatMap((lesson) => lesson.pages.map((page) => page.id));
}

/** True until the pre-test is handed in: it stands before the first page, and an attempt that has seen one goes without. */
export function isPreTest({ assessment }: CourseData, { before, seen, tries }: AttemptState): boolean {
  return Boolean(assessment?.preTest) && before === null && seen.length === 0 && tries.length === 0;
}

/** Rounds handed in: the tries, and the pre-test. */
export function rounds({ tries, before }: AttemptState): number {
  return tries.length + (before === null ? 0 : 1);
}

/** The questions of a round in their order. @param round by default the one under way or, without one, the next */
export function asked({ assessment }: CourseData, state: AttemptState, round = rounds(state)): QuestionData[] {
  return assessment ? drawn(assessment, state.seed, round) : [];
}
