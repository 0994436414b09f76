import type { AttemptState, Rules } from './attempt.js';
import { outcome } from './outcome.js';

/** True when a new try may begin. */
export function canStart(rules: Rules, state: AttemptState): boolean {
  return mayTryAgain(rules, state) && opensAt(rules, state) === 0;
}

/** True when a new try may begin now or once the wait is over. */
export function mayTryAgain(rules: Rules, state: AttemptState): boolean {
  const { unlocked, success, triesLeft } = outcome(rules, state);
  return state.current === null && unlocked && success !== 'passed' && triesLeft !== 0;
}

/** When the next try may start, in milliseconds since the epoch; 0 when nothing has to be waited for. */
export function opensAt({ course, now }: Rules, { handedInAt }: AttemptState): number {
  const at = handedInAt > 0 ? (handedInAt + (course.assessment?.coolingOff ?? 0)) * 1000 : 0;
  return at > now() ? at : 0;
}
