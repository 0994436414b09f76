import type { SavedSign, Scene } from '../../view.js';
import { shownPercent } from '../shown-percent.js';
import type { Stage } from '../stage.js';

/** True where the round handed in last is the pre-test, and it stands for nothing else. */
export function isPreTestResult({ state, outcome }: Scene): boolean {
  return state.tries.length === 0 && state.before !== null && !outcome.testedOut;
}

/** Score of the round handed in last. */
export function roundScore({ state }: Scene): number {
  return state.tries.at(-1)?.score ?? state.before ?? 0;
}

/** Key of the words above a result. */
export function verdict(scene: Scene): string {
  const { outcome, rules } = scene;
  if (rules.course.assessment?.kind) return 'handedInThanks';
  if (isPreTestResult(scene)) return 'preTestDone';
  if (outcome.success === 'passed') return 'passed';
  return outcome.triesLeft === 0 ? 'notPassed' : 'notPassedYet';
}

/** How far the score has come since the pre-test; '' where there is nothing to compare. */
export function gainText({ words }: Stage, { rules, state }: Scene): string {
  const { before } = state;
  const last = state.tries.at(-1);
  if (before === null || !last) return '';
  const n = Math.round(last.score * 100) - Math.round(before * 100);
  const shares = { before: words.percent(before), after: shownPercent(words, last.score, rules.passingScore) };
  return n > 0 ? words.say('gain', { ...shares, n }) : words.say('noGain', shares);
}

/** Which try it was, what counts, and how many are left. */
export function triesText({ words }: Stage, { rules, state, outcome }: Scene): string {
  const n = state.tries.length;
  if (outcome.testedOut) return words.say('testedOut');
  const of = rules.course.assessment?.tries ?? null;
  const parts = [of === null ? words.say('tryNumber', { n }) : words.say('tryNumberOf', { n, of })];
  const best = Math.max(...state.tries.map(({ score }) => score));
  if (!outcome.lastCounts && best > (state.tries.at(-1)?.score ?? 0)) {
    parts.push(words.say('bestSoFar', { share: shownPercent(words, best, rules.passingScore) }));
  }
  const { triesLeft } = outcome;
  const more = outcome.success !== 'passed' && triesLeft !== null && triesLeft > 0;
  const which = outcome.lastCounts ? 'last' : 'best';
  parts.push(more ? words.say(`triesLeft-${which}`, { n: triesLeft }) : words.say(`counts-${which}`));
  return parts.join(' ');
}

export function keptText({ words }: Stage, sign: SavedSign, passed: boolean): string {
  switch (sign.state) {
    case 'saved':
      return words.say(passed ? 'resultSaved' : 'answersSaved', { time: words.time(sign.at) });
    case 'saving':
      return words.say('resultSaving');
    case 'failing':
      return words.say('resultFailing');
    case 'untracked':
    case 'elsewhere':
      return words.say('resultUntracked');
    case 'review':
      return words.say('resultInReview');
  }
}

export function nextText({ words }: Stage, scene: Scene, sign: SavedSign): string {
  const { outcome, state, rules } = scene;
  const { course } = rules;
  if (sign.state === 'failing') return words.say(sign.retrying ? 'keepOpen' : 'openAgain');
  if (isPreTestResult(scene)) return words.say('lessonsNext');
  if (!course.assessment?.kind && outcome.success !== 'passed') {
    return words.say(outcome.triesLeft === 0 ? 'noTryLeft' : 'readAndTryAgain');
  }
  if (outcome.completion === 'completed' && sign.state === 'saving') return words.say('finished');
  // With everything right there is nothing to review.
  if (outcome.completion === 'completed') {
    return words.say(course.assessment?.kind || roundScore(scene) === 1 ? 'finishedAll' : 'finishedClose');
  }
  const unread = course.lessons.flatMap((lesson) => lesson.pages).filter((page) => !state.seen.includes(page.id));
  return words.say('pagesToRead', { n: unread.length });
}
