import { isoDuration } from '../../xapi/duration.js';
import { at, type JsonObject, textAt } from '../../xapi/json.js';
import { cmi5 } from '../../xapi/vocabulary.js';
import { lmsVerbs } from './lms-verbs.js';
import { nameBasedId } from './name-based-id.js';
import type { RuleId } from './rule.js';
import type { Cmi5Session } from './session.js';

type Above = Cmi5Session['assignment']['above'][number];

/** The statements that the LMS makes itself about a session. */
export interface LmsStatements {
  /** @param url the AU's address without launch parameters (cmi5 9.6.3.4) */
  launched(url: string): JsonObject;
  /**
   * @param launched what was said when that session began, of whatever AU of the course
   * @param seconds from launch to the last statement (cmi5 9.5.4.2)
   */
  abandoned(launched: JsonObject, seconds: number): JsonObject;
  /** By what the AU reported. */
  satisfied(above: Above): JsonObject;
  /** Found at launch, not by a session: it has a session id of its own (cmi5 9.6.1). */
  satisfiedBefore(above: Above): JsonObject;
  /** Once a session and rule; the LMS is its actor. @param reason what the AU was told */
  rejected(rule: RuleId, reason: string): JsonObject;
}

/**
 * Their ids are made from what they say: two processes that say one of them at once store it once.
 * @param now milliseconds since the epoch
 */
export function lmsStatements(session: Cmi5Session, now: () => number): LmsStatements {
  const { assignment, launchMode, registration, sessionId } = session;
  const activity = (id: string) => ({ objectType: 'Activity', id });
  const au = { ...activity(assignment.activityId), definition: { name: { 'en-US': assignment.title } } };
  /** @param name what makes it this one among all of the registration with the verb */
  const make = (verb: keyof typeof lmsVerbs, name: string, said: Said): JsonObject => ({
    id: nameBasedId(registration, `${lmsVerbs[verb].id} ${name}`),
    actor: said.actor ?? session.actor,
    verb: { id: lmsVerbs[verb].id, display: { 'en-US': lmsVerbs[verb].word } },
    object: said.object ?? au,
    ...(said.result ? { result: said.result } : {}),
    context: {
      registration,
      contextActivities: {
        grouping: said.grouping ?? [activity(assignment.publisherId)],
        ...(said.actor ? {} : { category: [activity(cmi5.category)] }),
      },
      extensions: { [cmi5.sessionId]: said.sessionId ?? sessionId, ...said.extensions },
    },
    timestamp: new Date(now()).toISOString(),
  });
  const group = ({ id, type, title }: Above) => ({ ...activity(id), definition: { type, name: { 'en-US': title } } });
  return {
    launched: (url) =>
      make('launched', sessionId, {
        extensions: {
          [cmi5.launchMode]: launchMode,
          [cmi5.launchUrl]: url,
          [cmi5.moveOnExtension]: assignment.moveOn,
          ...(assignment.masteryScore === null ? {} : { [cmi5.masteryScore]: assignment.masteryScore }),
          ...(assignment.launchParameters === null ? {} : { [cmi5.launchParameters]: assignment.launchParameters }),
        },
      }),
    abandoned(launched, seconds) {
      const abandonedId = textAt(at(launched, 'context', 'extensions'), cmi5.sessionId) ?? '';
      return make('abandoned', abandonedId, {
        sessionId: abandonedId,
        object: launched.object,
        grouping: at(launched, 'context', 'contextActivities', 'grouping'),
        result: { duration: isoDuration(seconds) },
      });
    },
    // Blocks and course are satisfied once a registration, all else is said once a session.
    satisfied: (above) =>
      make('satisfied', above.id, {
        object: group(above),
        grouping: [activity(assignment.publisherId), activity(above.publisherId)],
      }),
    satisfiedBefore: (above) =>
      make('satisfied', above.id, {
        sessionId: nameBasedId(registration, `before ${sessionId}`),
        object: group(above),
        grouping: [activity(above.publisherId)],
      }),
    rejected: (rule, reason) =>
      make('rejected', `${sessionId} ${rule}`, {
        actor: session.lms,
        result: { response: reason, extensions: { [ruleExtension(session.lms)]: rule } },
      }),
  };
}

/** Under which a rejection names the rule. @param lms the agent that the LMS speaks of itself as */
export function ruleExtension(lms: JsonObject): string {
  return `${textAt(lms, 'account', 'homePage')}/extensions/rule`;
}

/** What a statement says besides; what is absent is as the session has it. */
interface Said {
  readonly actor?: JsonObject;
  readonly object?: unknown;
  readonly sessionId?: string;
  readonly grouping?: unknown;
  readonly result?: object;
  readonly extensions?: object;
}
