import type { Breach, SessionRules } from '../../lrs/session-rules.js';
import type { JsonObject } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { isCmi5Defined } from '../registration-facts.js';
import { breachOf } from './breach.js';
import { isLaunchData, isPreferences, isRead, judgeDocument } from './judge-document.js';
import { judgeStatement } from './judge-statement.js';
import { lmsStatements } from './lms-statements.js';
import { moveOnMet } from './move-on.js';
import { type Progress, progressShape } from './progress.js';
import { isRuleId, timeOf, verbOf } from './rule.js';
import { cmi5SessionShape } from './session.js';

/** What the rules need of the LMS they speak for. */
export interface LmsVoice {
  /** Stores a statement of the LMS. @returns false when another one was there under its id */
  record(statement: JsonObject): Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Holds one session to cmi5's rules for an AU, puts on record which it breaks, and says Satisfied when they come to it,
 * in whatever process. The state is a `Progress`; its data a `Cmi5Session`.
 */
export function cmi5Guard({ record, now }: LmsVoice): (data: JsonObject) => SessionRules {
  const told = async (statements: readonly JsonObject[]): Promise<readonly JsonObject[]> => {
    const said: JsonObject[] = [];
    for (const statement of statements) if (await record(statement)) said.push(statement);
    return said;
  };
  return (data) => {
    const session = cmi5SessionShape.parse(data);
    const own = lmsStatements(session, now);
    return {
      statements(statements, state) {
        let progress = progressShape.parse(state);
        if (progress.terminated && !wereOvertaken(statements, progress, now())) return over;
        const isLate = progress.terminated;
        for (const statement of statements) {
          if (progress.terminated && !isLate) return notLast;
          const judged = judgeStatement(statement, session, progress);
          if ('reason' in judged) return judged;
          progress = judged;
        }
        return { state: progress.terminated && !isLate ? { ...progress, terminatedAt: now() } : progress };
      },
      document(request, state) {
        const progress = progressShape.parse(state);
        const refusal = shut(progress, now()) ?? judgeDocument(request, session, progress);
        if (refusal) return refusal;
        if (isRead(request) && isLaunchData(request)) return { state: { ...progress, launchDataRead: true } };
        if (isRead(request) && isPreferences(request)) return { state: { ...progress, preferencesRead: true } };
        return { state };
      },
      other: (state) => (progressShape.parse(state).terminated ? over : null),
      malformed: (reason) => breachOf([{ rule: { id: 'A5', requirement: '4.1.0.0-1' }, says: reason }]),
      refused: ({ broke = [], reason }) => told(broke.filter(isRuleId).map((rule) => own.rejected(rule, reason))),
      async stored(statements, state) {
        const progress = progressShape.parse(state);
        if (!statements.some(maySatisfy) || !moveOnMet[session.assignment.moveOn](progress)) return [];
        const open = session.assignment.above.filter(
          ({ id }) => !progress.satisfied.includes(id) && !progress.waiting.includes(id),
        );
        return told(open.map(own.satisfied));
      },
    };
  };
}

const over = breachOf([
  { rule: { id: 'A1', requirement: '9.3.8.0-4' }, says: 'the session was terminated, nothing more is taken.' },
]);
const notLast = breachOf([
  { rule: { id: 'A7', requirement: '7.1.2.0-1' }, says: 'Terminated must be the last statement.' },
]);

/**
 * With Terminated it is looked at once more: the process that stored what met moveOn may have died before it said so
 * (cmi5 9.3.9).
 */
function maySatisfy(statement: JsonObject): boolean {
  return (
    isCmi5Defined(statement) &&
    [verbs.completed, verbs.passed, verbs.terminated].some(({ id }) => id === verbOf(statement))
  );
}

/**
 * The last requests of a closing page leave together with Terminated and may arrive behind it: that is what cmi5's
 * waiting period is for.
 */
function shut({ terminatedAt }: Progress, now: number): Breach | null {
  return terminatedAt !== null && now > terminatedAt + waitAfterTerminated ? over : null;
}

/** Whether all were made before Terminated and only overtaken by it: a closing page cannot wait for answers. */
function wereOvertaken(statements: readonly JsonObject[], progress: Progress, now: number): boolean {
  return shut(progress, now) === null && statements.every((statement) => timeOf(statement) < progress.lastAt);
}

/** Milliseconds between Terminated and the end of all requests (cmi5 9.3.8 leaves the number to the LMS). */
const waitAfterTerminated = 2000;
