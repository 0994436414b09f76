import type { Breach } from '../../lrs/session-rules.js';
import type { JsonObject } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { isCmi5Defined } from '../registration-facts.js';
import { breachOf, type Fault } from './breach.js';
import { definedRules, hasMoveOn } from './defined-rules.js';
import type { Progress } from './progress.js';
import { type Rule, timeOf, verbOf } from './rule.js';
import { scoreRules } from './score-rules.js';
import type { Cmi5Session } from './session.js';
import { statementRules } from './statement-rules.js';

/**
 * Judges one statement of an AU.
 * @returns every rule that it breaks; or the session's progress after it
 */
export function judgeStatement(statement: JsonObject, session: Cmi5Session, progress: Progress): Breach | Progress {
  const isDefined = isCmi5Defined(statement);
  const rules = [...statementRules, ...(isDefined ? [...definedRules, ...scoreRules] : allowedRules)];
  const faults = rules.flatMap((rule): Fault[] => {
    const says = rule.check(statement, session, progress);
    return says === null ? [] : [{ rule, says }];
  });
  if (faults.length > 0) return breachOf(faults);
  const verb = verbOf(statement);
  const lastAt = Math.max(progress.lastAt, timeOf(statement));
  if (!isDefined) return { ...progress, lastAt };
  return {
    ...progress,
    lastAt,
    initializedAt: progress.initializedAt ?? timeOf(statement),
    terminated: progress.terminated || verb === verbs.terminated.id,
    sent: [...progress.sent, verb],
    completed: progress.completed || verb === verbs.completed.id,
    passed: progress.passed || verb === verbs.passed.id,
  };
}

/** Of an allowed statement cmi5 asks only what it asks of all, and that it keeps away from moveOn (cmi5 9.6.2.2). */
const allowedRules: readonly Rule[] = [
  {
    id: 'A12',
    requirement: '9.6.2.2-2',
    check: (s) => (hasMoveOn(s) ? 'only statements with the cmi5 category may have the moveon category.' : null),
  },
];
