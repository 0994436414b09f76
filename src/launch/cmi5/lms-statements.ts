import { isoDuration } from '../../xapi/duration.js';
import type { JsonObject } from '../../xapi/json.js';
import { cmi5 } from '../../xapi/vocabulary.js';
import { lmsVerbs } from './lms-verbs.js';
import { nameBasedId } from './name-based-id.js';
import type { Cmi5Session } from './session.js';

/** The statements that the LMS makes itself about a session. */
export interface LmsStatements {
  /** @param url the AU's address without launch parameters (cmi5 9.6.3.4) */
  launched(url: string): JsonObject;
  /** @param seconds from launch to the last statement (cmi5 9.5.4.2) */
  abandoned(sessionId: string, seconds: number): JsonObject;
  satisfied(above: Cmi5Session['assignment']['above'][number]): JsonObject;
}

/**
 * Their ids are made from what they say: two processes that say one of them at once store it once.
 * @param now milliseconds since the epoch
 */
export function lmsStatements(session: Cmi5Session, now: () => number): LmsStatements {
  const { assignment, launchMode } = session;
  const make = (
    verb: keyof typeof lmsVerbs,
    object: { readonly objectType: 'Activity'; readonly id: string; readonly definition: object },
    sessionId: string,
    extensions: object,
    result?: object,
  ): JsonObject => ({
    id: nameBasedId(
      session.registration,
      // Blocks and course are satisfied once a registration, all else is said once a session.
      `${lmsVerbs[verb].id} ${verb === 'satisfied' ? object.id : sessionId}`,
    ),
    actor: session.actor,
    verb: { id: lmsVerbs[verb].id, display: { 'en-US': lmsVerbs[verb].word } },
    object,
    ...(result ? { result } : {}),
    context: {
      registration: session.registration,
      contextActivities: {
        grouping: [{ objectType: 'Activity', id: assignment.publisherId }],
        category: [{ objectType: 'Activity', id: cmi5.category }],
      },
      extensions: { [cmi5.sessionId]: sessionId, ...extensions },
    },
    timestamp: new Date(now()).toISOString(),
  });
  const au = {
    objectType: 'Activity' as const,
    id: assignment.activityId,
    definition: { name: { 'en-US': assignment.title } },
  };
  return {
    launched: (url) =>
      make('launched', au, session.sessionId, {
        [cmi5.launchMode]: launchMode,
        [cmi5.launchUrl]: url,
        [cmi5.moveOnExtension]: assignment.moveOn,
        ...(assignment.masteryScore === null ? {} : { [cmi5.masteryScore]: assignment.masteryScore }),
        ...(assignment.launchParameters === null ? {} : { [cmi5.launchParameters]: assignment.launchParameters }),
      }),
    abandoned: (sessionId, seconds) => make('abandoned', au, sessionId, {}, { duration: isoDuration(seconds) }),
    satisfied: ({ id, type, title }) =>
      make(
        'satisfied',
        { objectType: 'Activity', id, definition: { type, name: { 'en-US': title } } },
        session.sessionId,
        {},
      ),
  };
}
