import { at, isObject, type JsonObject, textAt } from '../xapi/json.js';
import { timeOf } from '../xapi/validate/time.js';
import type { IncomingBatch } from './store.js';

/**
 * A statement as the store keeps it, but for the time of storing: with authority and version, lists where a single
 * context activity may be sent, and under xAPI 2.0 its timestamp in UTC.
 */
export function preparedStatement(
  sent: JsonObject,
  batch: Pick<IncomingBatch, 'authority' | 'keepAuthority' | 'version'>,
): JsonObject {
  const timestamp = textAt(sent, 'timestamp');
  return {
    ...sent,
    ...listsIn(sent),
    ...(timestamp !== undefined && batch.version === '2.0.0' ? { timestamp: inUtc(timestamp) } : {}),
    authority: batch.keepAuthority ? (sent.authority ?? batch.authority) : batch.authority,
    version: textAt(sent, 'version') ?? (batch.version === '2.0.0' ? '2.0.0' : '1.0.0'),
  };
}

function inUtc(timestamp: string): string {
  return /Z$/i.test(timestamp) ? timestamp : new Date(timeOf(timestamp)).toISOString();
}

/** What of a statement changes so that context activities come back as lists (xAPI 1.0.3 Data 2.4.6.2): often nothing. */
function listsIn({ object, context }: JsonObject): JsonObject {
  const changed: { object?: JsonObject; context?: JsonObject } = {};
  if (isObject(object) && object.objectType === 'SubStatement') changed.object = { ...object, ...listsIn(object) };
  const activities = at(context, 'contextActivities');
  if (isObject(context) && isObject(activities) && !Object.values(activities).every(Array.isArray)) {
    const lists = Object.entries(activities).map(([kind, value]) => [kind, Array.isArray(value) ? value : [value]]);
    changed.context = { ...context, contextActivities: Object.fromEntries(lists) };
  }
  return changed;
}
