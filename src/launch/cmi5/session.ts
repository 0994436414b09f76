import * as z from 'zod';
import type { JsonObject } from '../../xapi/json.js';
import { cmi5 } from '../../xapi/vocabulary.js';
import type { LaunchMode } from '../wish.js';
import { assignmentShape } from './assignment.js';

export const cmi5SessionShape = z.object({
  sessionId: z.string(),
  registration: z.string(),
  actor: z.record(z.string(), z.unknown()),
  /** The agent that this LMS speaks of itself as. */
  lms: z.record(z.string(), z.unknown()),
  assignment: assignmentShape.readonly(),
  launchMode: z.enum(['Normal', 'Browse', 'Review']),
});

/** What one cmi5 session is held to: fixed at launch, kept with its credential. */
export type Cmi5Session = Readonly<z.infer<typeof cmi5SessionShape>>;

/** cmi5's words for the launch mode (cmi5 10.2.2). */
export const launchModes: Readonly<Record<LaunchMode, Cmi5Session['launchMode']>> = {
  normal: 'Normal',
  browse: 'Browse',
  review: 'Review',
};

/** The context that every statement of the session starts from (cmi5 10.2.1). */
export function contextTemplate({ sessionId, assignment }: Cmi5Session): JsonObject {
  return {
    contextActivities: { grouping: [{ objectType: 'Activity', id: assignment.publisherId }] },
    extensions: { [cmi5.sessionId]: sessionId },
  };
}

/** The LMS.LaunchData document (cmi5 10.2). */
export function launchData(session: Cmi5Session, returnUrl: string): JsonObject {
  const { moveOn, masteryScore, launchParameters, entitlementKey } = session.assignment;
  return {
    contextTemplate: contextTemplate(session),
    launchMode: session.launchMode,
    moveOn,
    returnURL: returnUrl,
    ...(masteryScore === null ? {} : { masteryScore }),
    ...(launchParameters === null ? {} : { launchParameters }),
    ...(entitlementKey === null ? {} : { entitlementKey: { courseStructure: entitlementKey } }),
  };
}
