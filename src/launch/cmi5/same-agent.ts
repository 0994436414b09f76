import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../../xapi/json.js';

/** True when both are the same agent, property by property; `objectType` may be left out (xAPI 4.1.2.1). */
export function sameAgent(agent: unknown, expected: JsonObject): boolean {
  return isObject(agent) && isDeepStrictEqual({ objectType: 'Agent', ...agent }, { objectType: 'Agent', ...expected });
}
