import type { DocumentRequest, Guard, Refusal } from '../../lrs/access.js';
import { type JsonObject, parsedJson, textAt } from '../../xapi/json.js';
import type { Progress } from './rule.js';
import { judgeStatement, sameAgent } from './rules.js';
import type { Cmi5Session } from './session.js';

/** A guard that holds one session to cmi5's rules for an AU, and can be closed for good. */
export interface Cmi5Guard extends Guard {
  /** From now on every request is refused with this reason. */
  close(reason: string): void;
}

const no = (reason: string): Refusal => ({ status: 403, reason });

/**
 * @param known what the registration's earlier sessions came to
 * @param now milliseconds since the epoch
 * @param stored called with statements once they are in the store
 */
export function cmi5Guard(
  session: Cmi5Session,
  known: { readonly completed: boolean; readonly passed: boolean },
  now: () => number,
  stored: (statements: readonly JsonObject[]) => void | Promise<void>,
): Cmi5Guard {
  let progress: Progress = {
    launchDataRead: false,
    preferencesRead: false,
    initializedAt: null,
    lastAt: 0,
    terminated: false,
    sent: new Set(),
    ...known,
  };
  let closed: string | null = null;
  let terminatedAt = Number.POSITIVE_INFINITY;
  const accepted = new Set<string>();
  const over = no('cmi5 9.3.8: the session was terminated, nothing more is taken.');
  const shut = (): Refusal | null => {
    if (closed !== null) return no(closed);
    // The last state document of a closing page leaves together with Terminated and may arrive behind it:
    // that is what cmi5's waiting period is for. Statements have no such excuse, they travel in order.
    return now() > terminatedAt + waitAfterTerminated ? over : null;
  };
  return {
    statements(statements) {
      // A delivery that is repeated because its answer was lost is no breach: the store knows the ids.
      const fresh = statements.filter((statement) => !accepted.has(textAt(statement, 'id') ?? ''));
      if (fresh.length === 0 && statements.length > 0 && closed === null) return null;
      const refusal = shut() ?? (progress.terminated ? over : null);
      if (refusal) return refusal;
      let after = progress;
      for (const statement of fresh) {
        if (after.terminated) return no('cmi5 7.1.2: Terminated must be the last statement.');
        const judged = judgeStatement(statement, session, after);
        if ('reason' in judged) return no(judged.reason);
        after = judged;
      }
      // Taken over before it is stored, so that two requests at once cannot both pass.
      progress = after;
      if (progress.terminated) terminatedAt = now();
      for (const statement of fresh) accepted.add(textAt(statement, 'id') ?? '');
      return null;
    },
    document(request) {
      const refusal = shut() ?? judgeDocument(request, session, progress);
      if (refusal) return refusal;
      if (reads(request, 'activities/state') && request.params.stateId === 'LMS.LaunchData')
        progress = { ...progress, launchDataRead: true };
      if (reads(request, 'agents/profile') && request.params.profileId === 'cmi5LearnerPreferences')
        progress = { ...progress, preferencesRead: true };
      return null;
    },
    other: () => shut() ?? (progress.terminated ? over : null),
    stored,
    close(reason) {
      closed ??= reason;
    },
  };
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
