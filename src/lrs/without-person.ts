import { identityOf } from '../xapi/identity.js';
import { isObject, type JsonObject, listAt, textAt } from '../xapi/json.js';
import type { ErasedAgent } from './upkeep-store.js';

/** The usage type of an attachment that signs a statement (xAPI 1.0.3 Data 2.6): it holds a copy of the whole statement. */
const signature = 'http://adlnet.gov/expapi/attachments/signature';

/**
 * What becomes of a statement that a person is found in when the person is erased: null when it must go whole
 * (it is the person's own, about the person, or signed), else the statement with `inPlace` where the person stood.
 */
export function withoutPerson(statement: JsonObject, identity: string, inPlace: ErasedAgent): JsonObject | null {
  const own = [statement.actor, statement.object].some((one) => identityOf(one) === identity);
  const signed = listAt(statement, 'attachments').some((one) => textAt(one, 'usageType') === signature);
  if (own || signed) return null;
  const replaced = replace(statement, identity, inPlace);
  return isObject(replaced) ? replaced : null;
}

function replace(value: unknown, identity: string, inPlace: ErasedAgent): unknown {
  if (Array.isArray(value)) return value.map((one) => replace(one, identity, inPlace));
  if (!isObject(value)) return value;
  if (identityOf(value) === identity) {
    // A group stays one: a team, or what context.contextGroups must hold, can't be an agent.
    return value.objectType === 'Group' ? { objectType: 'Group', account: inPlace.account } : inPlace;
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replace(one, identity, inPlace)]));
}
