import { durationSeconds } from '../xapi/duration.js';
import { at, type JsonObject, listAt, numberAt, textAt } from '../xapi/json.js';
import { cmi5, verbs } from '../xapi/vocabulary.js';
import { lmsVerbs } from './cmi5/lms-verbs.js';

/** What the statements of one registration at one activity amount to, for an LMS. */
export interface RegistrationFacts {
  readonly completed: boolean;
  readonly passed: boolean;
  readonly failed: boolean;
  /** 0 to 1, of the last passed or failed; null before. */
  readonly score: number | null;
  readonly answered: number;
  /** Sum of the ended sessions. */
  readonly seconds: number;
  /** Activity ids that the LMS called satisfied. */
  readonly satisfied: readonly string[];
  /** cmi5: launched and neither terminated nor abandoned, by session id. */
  readonly openSessions: ReadonlyMap<string, OpenSession>;
}

export interface OpenSession {
  /** The statement that it began with. */
  readonly launched: JsonObject;
  /** Milliseconds since the epoch. */
  readonly launchedAt: number;
  /** Time of its latest statement. */
  readonly lastAt: number;
}

export const noFacts: RegistrationFacts = {
  completed: false,
  passed: false,
  failed: false,
  score: null,
  answered: 0,
  seconds: 0,
  satisfied: [],
  openSessions: new Map(),
};

/**
 * The facts after one more statement, in the order in which they were stored.
 * @param activityId what completed, passed and failed must be about
 * @param definedOnly true counts cmi5-defined statements alone (cmi5 7.1.3)
 */
export function withStatement(
  facts: RegistrationFacts,
  statement: JsonObject,
  activityId: string,
  definedOnly: boolean,
): RegistrationFacts {
  const verb = textAt(statement, 'verb', 'id');
  const object = textAt(statement, 'object', 'id') ?? '';
  const noted = { ...facts, openSessions: sessionsAfter(facts.openSessions, statement) };
  if (verb === verbs.answered.id) return { ...noted, answered: facts.answered + 1 };
  if (verb === lmsVerbs.satisfied.id) return { ...noted, satisfied: [...facts.satisfied, object] };
  if (object !== activityId || (definedOnly && !isCmi5Defined(statement))) return noted;
  const score = numberAt(statement, 'result', 'score', 'scaled') ?? facts.score;
  switch (verb) {
    case verbs.completed.id:
      return { ...noted, completed: true };
    case verbs.passed.id:
      return { ...noted, passed: true, score };
    case verbs.failed.id:
      return { ...noted, failed: true, score };
    case verbs.terminated.id:
      return {
        ...noted,
        seconds: facts.seconds + (durationSeconds(textAt(statement, 'result', 'duration') ?? '') ?? 0),
      };
    default:
      // Every other verb says nothing about the registration as a whole.
      return noted;
  }
}

/** True for a statement with cmi5's own category (cmi5 9.6.2.1). */
export function isCmi5Defined(statement: JsonObject): boolean {
  return listAt(statement, 'context', 'contextActivities', 'category').some(
    (activity) => textAt(activity, 'id') === cmi5.category,
  );
}

function sessionsAfter(
  sessions: ReadonlyMap<string, OpenSession>,
  statement: JsonObject,
): ReadonlyMap<string, OpenSession> {
  const extensions = at(statement, 'context', 'extensions');
  const session = textAt(extensions, cmi5.sessionId);
  if (session === undefined) return sessions;
  const after = new Map(sessions);
  const when = Date.parse(textAt(statement, 'timestamp') ?? '') || 0;
  const verb = textAt(statement, 'verb', 'id');
  const known = sessions.get(session);
  const defined = isCmi5Defined(statement);
  if (defined && verb === lmsVerbs.launched.id)
    after.set(session, { launched: statement, launchedAt: when, lastAt: when });
  else if (defined && (verb === verbs.terminated.id || verb === lmsVerbs.abandoned.id)) after.delete(session);
  // What the LMS rejected is no statement of the AU.
  else if (known && verb !== lmsVerbs.rejected.id)
    after.set(session, { ...known, lastAt: Math.max(known.lastAt, when) });
  return after;
}
