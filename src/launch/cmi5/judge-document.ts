import type { DocumentRequest, Refusal } from '../../lrs/access.js';
import { parsedJson } from '../../xapi/json.js';
import { breachOf, type Fault } from './breach.js';
import type { Progress } from './progress.js';
import type { RuleName } from './rule.js';
import { sameAgent } from './same-agent.js';
import type { Cmi5Session } from './session.js';

/** What stands against a request of an AU for a document; null when nothing does. */
export function judgeDocument(request: DocumentRequest, session: Cmi5Session, progress: Progress): Refusal | null {
  const faults = [
    ...placeFaults(request, session),
    ...launchDataFaults(request),
    ...preferencesFaults(request, progress),
  ];
  if (faults.length > 0) return breachOf(faults);
  return isPreferences(request) && !isRead(request) ? preferencesStay : null;
}

/** True for a request that changes nothing. */
export function isRead({ method }: DocumentRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

export function isLaunchData({ resource, params }: DocumentRequest): boolean {
  return resource === 'activities/state' && params.stateId === 'LMS.LaunchData';
}

export function isPreferences({ resource, params }: DocumentRequest): boolean {
  return resource === 'agents/profile' && params.profileId === 'cmi5LearnerPreferences';
}

/** cmi5 lets an LMS say no to this, and an AU take it as no error: so it is not held against the session. */
const preferencesStay: Refusal = {
  status: 403,
  reason: 'A2: this LMS keeps the learner preferences as they are; that you asked is no breach. (cmi5 11.0)',
};

const fault = (id: RuleName['id'], requirement: string, says: string): Fault => ({ rule: { id, requirement }, says });

/** A session stays with its own learner, activity and registration (cmi5 8.1.3 to 8.1.5). */
function placeFaults({ resource, params }: DocumentRequest, session: Cmi5Session): readonly Fault[] {
  const faults: Fault[] = [];
  if (params.agent !== undefined && !sameAgent(parsedJson(params.agent), session.actor)) {
    const says = 'the agent parameter must be the actor of the launch, unchanged.';
    faults.push(fault('A4', resource === 'agents/profile' ? '11.0.0.0-1' : '8.1.3.0-3', says));
  }
  if (resource === 'agents/profile') return faults;
  if (resource === 'activities/state' && params.registration !== session.registration)
    faults.push(fault('A6', '8.1.4.0-3', `the parameter registration must be ${session.registration}.`));
  if (params.activityId !== session.assignment.activityId)
    faults.push(fault('A9', '8.1.5.0-6', `the parameter activityId must be ${session.assignment.activityId}.`));
  return faults;
}

/** A DELETE without stateId empties the activity's whole state, launch data too. */
function launchDataFaults(request: DocumentRequest): readonly Fault[] {
  const isHit = isLaunchData(request) || (request.resource === 'activities/state' && !request.params.stateId);
  if (isRead(request) || !isHit) return [];
  return [fault('A3', '10.2.1.0-5', 'an AU neither writes nor deletes LMS.LaunchData.')];
}

function preferencesFaults(request: DocumentRequest, { launchDataRead }: Progress): readonly Fault[] {
  if (!isPreferences(request)) return [];
  if (request.method === 'DELETE') return [fault('A2', '11.0.0.0-5', 'an AU does not delete the learner preferences.')];
  if (isRead(request) && !launchDataRead) return [fault('A2', '10.2.1.0-4', 'LMS.LaunchData is read first.')];
  return [];
}
