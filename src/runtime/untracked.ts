import { act } from './act.js';
import { type Action, newAttempt, type Rules } from './attempt.js';
import { outcome } from './outcome.js';
import type { View } from './view.js';

/**
 * The course where nothing is kept: everything works, and the sign, which the caller shows, says so.
 * @returns what takes the learner's actions
 */
export function runUntracked(rules: Rules, view: View): (action: Action) => void {
  let state = newAttempt(rules.course);
  const show = () => view.show({ rules, state, outcome: outcome(rules, state), writes: true });
  show();
  return (action) => {
    state = act(rules, state, action);
    show();
  };
}
