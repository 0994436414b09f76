import type { SessionRules } from '../lrs/session-rules.js';
import type { JsonObject } from '../xapi/json.js';
import { cmi5Guard, type LmsVoice } from './cmi5/guard.js';
import { sessionGuard } from './session-guard.js';

/** The kinds of rules that launches are held to: stored with each session, under names that must never change their meaning. */
export type GuardKind = 'within-activity' | 'cmi5';

/** Makes the rules of a stored session anew, in whatever process it is met. */
export function guardKinds(voice: LmsVoice): Readonly<Record<GuardKind, (data: JsonObject) => SessionRules>> {
  return { 'within-activity': sessionGuard, cmi5: cmi5Guard(voice) };
}
