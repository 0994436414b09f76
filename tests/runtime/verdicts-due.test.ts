import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/runtime/outcome.js';
import { nothingTold } from '../../src/runtime/suspended-state.js';
import { verdictsDue } from '../../src/runtime/verdicts-due.js';

const outcome = (part: Partial<Outcome>): Outcome => ({
  completion: 'incomplete',
  success: 'unknown',
  score: null,
  lastCounts: false,
  testedOut: false,
  final: false,
  progress: 0,
  triesLeft: 3,
  unlocked: true,
  ...part,
});

const open = outcome({ success: 'failed', triesLeft: 2 });
const passed = outcome({ completion: 'completed', success: 'passed', triesLeft: 1, final: true });
const failed = outcome({ completion: 'completed', success: 'failed', triesLeft: 0, final: true });

describe('verdicts due (8g)', () => {
  it.each([
    ['nothing while the attempt is open', outcome({}), nothingTold, false, []],
    ['no Failed while tries are left', open, nothingTold, false, []],
    ['no Failed with unlimited tries', outcome({ success: 'failed', triesLeft: null }), nothingTold, false, []],
    ['Passed, then Completed', passed, nothingTold, false, ['passed', 'completed']],
    ['Failed, then Completed', failed, nothingTold, false, ['failed', 'completed']],
    [
      'Completed alone without a test',
      outcome({ completion: 'completed', triesLeft: null, final: true }),
      nothingTold,
      false,
      ['completed'],
    ],
    ['nothing twice', passed, { passed: true, failed: false, completed: true }, false, []],
    ['what did not arrive last time', passed, { passed: true, failed: false, completed: false }, false, ['completed']],
    ['no Failed after a Passed', failed, { passed: true, failed: false, completed: true }, false, []],
    ['no Passed in the session that said Failed', passed, { passed: false, failed: true, completed: true }, true, []],
    [
      'Passed in a later session than Failed',
      passed,
      { passed: false, failed: true, completed: true },
      false,
      ['passed'],
    ],
  ] as const)('%s', (_name, now, told, failedHere, due) => {
    expect(verdictsDue(now, told, failedHere)).toEqual(due);
  });
});
