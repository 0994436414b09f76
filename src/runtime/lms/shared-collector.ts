import { registrationIn } from '../suspended-state.js';
import type { Host, StatementDoor } from './session.js';

/** What a SCORM LMS says about a launch that the collector needs to know. */
export interface ScormLaunch {
  /** `cmi.launch_data`. */
  readonly data: string;
  /** `cmi.core.student_id` or `cmi.learner_id`. */
  readonly learner: string;
  /** Suspended state of the last session. */
  readonly saved: string;
  /** False when nothing is kept of this session (8i). */
  readonly writes: boolean;
}

/**
 * The statement door of a SCORM package that was built with a collector: `collector=<address>&key=<id>:<secret>` in its
 * launch data. The learner is the LMS's own id at the LMS's origin: the API was reached, so the page has the same.
 * The registration is drawn in an attempt's first session and kept in its suspended state.
 * Null, and no statement leaves, when any of it is missing.
 */
export function collectorDoor({ data, learner, saved, writes }: ScormLaunch, host: Host): StatementDoor | null {
  const given = new URLSearchParams(data.trim());
  const collector = given.get('collector') ?? '';
  const key = given.get('key') ?? '';
  const homePage = host.window.location.origin;
  // A session that is not kept has no place for a registration of its own.
  const registration = registrationIn(saved) ?? (writes ? host.uuid() : '');
  if (!/^https?:\/\/[^?#]+\/$/i.test(collector) || !URL.canParse(collector)) return null;
  if (!/^[!-9;-~]+:[!-~]+$/.test(key) || !/^https?:/.test(homePage) || learner === '' || registration === '')
    return null;
  return {
    endpoint: collector,
    authorization: `Basic ${btoa(key)}`,
    actor: { objectType: 'Agent', account: { homePage, name: learner } },
    registration,
    activityId: host.courseIri,
    version: '1.0.3',
    answersCarrySuccess: true,
    isRecord: false,
    lastingCredential: true,
    dress: (statement) => statement,
  };
}
