import { identityOf } from '../../xapi/identity.js';
import { at, type JsonObject, textAt } from '../../xapi/json.js';
import { cmi5 } from '../../xapi/vocabulary.js';
import { ruleExtension } from './lms-statements.js';
import { lmsVerbs } from './lms-verbs.js';

/** Which rules each session broke, by session id: ids in the order in which they were broken, each with what was answered. */
export type BrokenRules = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The broken rules after one more statement. They stand in the record store, as what the LMS rejected,
 * so they stay with a session for good: whatever comes after, at whatever process.
 * @param lms the agent that the LMS speaks of itself as
 */
export function withRejection(broken: BrokenRules, statement: JsonObject, lms: JsonObject): BrokenRules {
  const session = textAt(at(statement, 'context', 'extensions'), cmi5.sessionId);
  const rule = textAt(at(statement, 'result', 'extensions'), ruleExtension(lms));
  const isLms = identityOf(statement.actor) === identityOf(lms);
  if (textAt(statement, 'verb', 'id') !== lmsVerbs.rejected.id || !isLms || !session || !rule) return broken;
  const rules = broken.get(session) ?? new Map<string, string>();
  return rules.has(rule)
    ? broken
    : new Map(broken).set(session, new Map(rules).set(rule, textAt(statement, 'result', 'response') ?? ''));
}
