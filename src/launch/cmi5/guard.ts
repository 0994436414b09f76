import type { DocumentRequest, Refusal } from '../../lrs/access.js';
import type { SessionRules } from '../../lrs/session-rules.js';
import { type JsonObject, parsedJson } from '../../xapi/json.js';
import { verbs } from '../../xapi/vocabulary.js';
import { isCmi5Defined } from '../registration-facts.js';
import { moveOnMet } from './assignment.js';
import { lmsStatements } from './lms-statements.js';
import { type Progress, progressShape } from './progress.js';
import { verbOf } from './rule.js';
import { judgeStatement, sameAgent } from './rules.js';
import { type Cmi5Session, cmi5SessionShape } from './session.js';

/** What the rules need of the LMS they speak for. */
export interface LmsVoice {
  /** Stores a statement of the LMS. @returns false when another one was there under its id */
  record(statement: JsonObject): Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Holds one session to cmi5's rules for an AU, and says Satisfied when they come to it, in whatever process.
 * The state is a `Progress`; its data a `Cmi5Session`.
 */
export function cmi5Guard({ record, now }: LmsVoice): (data: JsonObject) => SessionRules {
  return (data) => {
    const session = cmi5SessionShape.parse(data);
    return {
      statements(statements, state) {
        let progress = progressShape.parse(state);
        if (progress.terminated) return over;
        for (const statement of statements) {
          if (progress.terminated) return no('cmi5 7.1.2: Terminated must be the last statement.');
          const judged = judgeStatement(statement, session, progress);
          if ('reason' in judged) return no(judged.reason);
          progress = judged;
        }
        return { state: progress.terminated ? { ...progress, terminatedAt: now() } : progress };
      },
      document(request, state) {
        const progress = progressShape.parse(state);
        const refusal = shut(progress, now()) ?? judgeDocument(request, session, progress);
        if (refusal) return refusal;
        if (reads(request, 'activities/state') && request.params.stateId === 'LMS.LaunchData')
          return { state: { ...progress, launchDataRead: true } };
        if (reads(request, 'agents/profile') && request.params.profileId === 'cmi5LearnerPreferences')
          return { state: { ...progress, preferencesRead: true } };
        return { state };
      },
      other: (state) => (progressShape.parse(state).terminated ? over : null),
      async stored(statements, state) {
        const progress = progressShape.parse(state);
        if (!statements.some(maySatisfy) || !moveOnMet[session.assignment.moveOn](progress)) return [];
        const said: JsonObject[] = [];
        for (const above of session.assignment.above) {
          if (progress.satisfied.includes(above.id)) continue;
          const statement = lmsStatements(session, now).satisfied(above);
          if (await record(statement)) said.push(statement);
        }
        return said;
      },
    };
  };
}

const no = (reason: string): Refusal => ({ status: 403, reason });
const over = no('cmi5 9.3.8: the session was terminated, nothing more is taken.');

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
 * The last state document of a closing page leaves together with Terminated and may arrive behind it:
 * that is what cmi5's waiting period is for. Statements have no such excuse, they travel in order.
 */
function shut({ terminatedAt }: Progress, now: number): Refusal | null {
  return terminatedAt !== null && now > terminatedAt + waitAfterTerminated ? over : null;
}

/** Milliseconds between Terminated and the end of all requests (cmi5 9.3.8 leaves the number to the LMS). */
const waitAfterTerminated = 2000;

function reads(request: DocumentRequest, resource: DocumentRequest['resource']): boolean {
  return request.resource === resource && (request.method === 'GET' || request.method === 'HEAD');
}

function judgeDocument(request: DocumentRequest, session: Cmi5Session, progress: Progress): Refusal | null {
  return judgePlace(request, session) ?? judgeState(request) ?? judgePreferences(request, progress);
}

/** A session stays with its own learner, activity and registration (cmi5 8.1.3 to 8.1.5). */
function judgePlace({ resource, params }: DocumentRequest, session: Cmi5Session): Refusal | null {
  if (params.agent !== undefined && !sameAgent(parsedJson(params.agent), session.actor)) {
    return no('cmi5 8.1.3: the agent parameter must be the actor of the launch, unchanged.');
  }
  if (resource === 'agents/profile') return null;
  if (params.activityId !== session.assignment.activityId)
    return no(`cmi5 8.1.5: activityId must be ${session.assignment.activityId}.`);
  if (resource === 'activities/state' && params.registration !== session.registration)
    return no(`cmi5 8.1.4: registration must be ${session.registration}.`);
  return null;
}

function judgeState(request: DocumentRequest): Refusal | null {
  if (request.resource !== 'activities/state' || reads(request, 'activities/state')) return null;
  // A DELETE without stateId empties the activity's whole state, launch data too.
  const hitsLaunchData = request.params.stateId === 'LMS.LaunchData' || request.params.stateId === undefined;
  return hitsLaunchData ? no('cmi5 10.2.1: an AU neither writes nor deletes LMS.LaunchData.') : null;
}

function judgePreferences(request: DocumentRequest, progress: Progress): Refusal | null {
  if (request.resource !== 'agents/profile' || request.params.profileId !== 'cmi5LearnerPreferences') return null;
  if (!reads(request, 'agents/profile')) return no('cmi5 11.0: this LMS keeps the learner preferences as they are.');
  return progress.launchDataRead ? null : no('cmi5 10.2.1: LMS.LaunchData is read first.');
}
