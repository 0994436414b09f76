import { type AttemptState, isPreTest, pageIds, type Rules, type Try } from './attempt.js';

export interface Outcome {
  readonly completion: 'incomplete' | 'completed';
  readonly success: 'unknown' | 'passed' | 'failed';
  /**
   * Score of the round that counts, 0 to 1; null before there is one, and where no score is told. Under the passing
   * score as long as it is not passed: whoever is told it decides again by it (an objective may have fallen short).
   */
  readonly score: number | null;
  /** True where a later try counts in the place of a better one. */
  readonly lastCounts: boolean;
  /** True when the pre-test was passed and stands for the assessment. */
  readonly testedOut: boolean;
  /** True when failed and no try is left, or passed, or completed without a test: nothing can change any more. */
  readonly final: boolean;
  /** 0 to 1. */
  readonly progress: number;
  /** null: no limit. */
  readonly triesLeft: number | null;
  /** True when the assessment may be opened. */
  readonly unlocked: boolean;
}

/** What the attempt amounts to under these rules. */
export function outcome(rules: Rules, state: AttemptState): Outcome {
  const { course } = rules;
  const { assessment } = course;
  const { seen, tries, before } = state;
  const pages = pageIds(course);
  const allSeen = pages.every((id) => seen.includes(id));
  const limit = assessment?.tries ?? null;
  const triesLeft = limit === null ? null : Math.max(0, limit - tries.length);
  const testedOut =
    assessment?.preTest === 'test-out' && before !== null && tries.length === 0 && isPass(rules, before);
  const counted = testedOut ? { score: before } : countedTry(rules, tries);
  const isJudged = assessment !== null && !assessment.kind;
  const passed = isJudged && counted !== null && isPassing(rules, counted);
  const failedForGood = isJudged && counted !== null && !passed && triesLeft === 0;
  const settled = passed || failedForGood || (!isJudged && counted !== null);
  const needsPass = course.completion !== 'pages' && assessment !== null;
  const needsPages = course.completion !== 'pass';
  // Failing for good ends the module too: completed and failed (status table of the standards, one row for all protocols).
  const done = testedOut || ((!needsPages || allSeen) && (!needsPass || settled));
  const units = pages.length + (assessment ? 1 : 0);
  const doneUnits = pages.filter((id) => seen.includes(id)).length + (settled ? 1 : 0);
  return {
    completion: done ? 'completed' : 'incomplete',
    success: !isJudged || counted === null ? 'unknown' : passed ? 'passed' : 'failed',
    score: isJudged && counted ? (passed ? counted.score : Math.min(counted.score, rules.passingScore - 1e-8)) : null,
    lastCounts: assessment?.counts === 'last',
    testedOut,
    final: done && (assessment === null || settled),
    progress: units === 0 || testedOut ? 1 : doneUnits / units,
    triesLeft,
    unlocked: assessment !== null && (allSeen || !needsPages || tries.length > 0 || isPreTest(course, state)),
  };
}

/** True when this score is a pass, for an LMS too: what falls short only in an objective is no matter here. */
export function isPass({ passingScore }: Pick<Rules, 'passingScore'>, score: number): boolean {
  // 0.8 of ten questions is 0.7999999 in floating point: decide with a hair's tolerance, round only for display.
  return score + 1e-9 >= passingScore;
}

/** True when a try passes by its score and by its objectives. */
export function isPassing(rules: Rules, { score, short }: Try): boolean {
  return !short && isPass(rules, score);
}

/** The try that counts: one that passes before all, else the best or the last as declared. */
export function countedTry(rules: Rules, tries: readonly Try[]): Try | null {
  const last = tries.at(-1) ?? null;
  if (last === null || rules.course.assessment?.counts === 'last') return last;
  return tries.reduce((a, b) => {
    const better = Number(isPassing(rules, b)) - Number(isPassing(rules, a)) || b.score - a.score;
    return better > 0 ? b : a;
  }, last);
}
