import { isDeepStrictEqual } from 'node:util';
import { at, isObject, type JsonObject, listAt } from '../../xapi/json.js';
import { type Cmi5Session, contextTemplate } from './session.js';

/**
 * What of the context template a statement left out or changed, in words; null when nothing (cmi5 10.2.1).
 * Each list of activities begins with the template's; a statement may add to the context, not take away.
 */
export function templateFault(statement: JsonObject, session: Cmi5Session): string | null {
  const template = contextTemplate(session);
  const lists = at(template, 'contextActivities');
  for (const kind of namesOf(lists)) {
    const given = listAt(statement, 'context', 'contextActivities', kind);
    for (const [index, activity] of listAt(lists, kind).entries()) {
      if (!isKept(given[index], activity)) return `context.contextActivities.${kind}[${index}] must be the template's.`;
    }
  }
  const extensions = at(template, 'extensions');
  const given = at(statement, 'context', 'extensions');
  const changed = namesOf(extensions).find((name) => !isDeepStrictEqual(at(given, name), at(extensions, name)));
  return changed === undefined ? null : `context.extensions must hold the template's ${changed}, unchanged.`;
}

/** Whether every property of the template's activity is as it was; `objectType` may be left out (xAPI 4.1.4.1). */
function isKept(given: unknown, activity: unknown): boolean {
  if (!isObject(given) || !isObject(activity)) return false;
  const full: JsonObject = { objectType: 'Activity', ...given };
  return Object.entries(activity).every(([name, value]) => isDeepStrictEqual(full[name], value));
}

function namesOf(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}
