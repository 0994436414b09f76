import type { Outcome } from './outcome.js';
import type { Told } from './suspended-state.js';

export type VerdictKind = 'passed' | 'failed' | 'completed';

/**
 * Which verdicts a record store is still to be told, in the order in which they go: the score's verb, then Completed.
 * One rule for every protocol, the strictest: each once per registration, no Failed while a try is left,
 * never Passed and Failed in one session, no Failed after a Passed (cmi5 9.3: rules A7, A8).
 * @param told under this registration, this session included
 * @param failedHere true when this session said Failed
 */
export function verdictsDue(outcome: Outcome, told: Told, failedHere: boolean): VerdictKind[] {
  const due: VerdictKind[] = [];
  if (outcome.success === 'passed' && !told.passed && !failedHere) due.push('passed');
  if (outcome.success === 'failed' && outcome.triesLeft === 0 && !told.passed && !told.failed) due.push('failed');
  if (outcome.completion === 'completed' && !told.completed) due.push('completed');
  return due;
}
