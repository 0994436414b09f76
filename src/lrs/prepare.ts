import { at, isObject, type JsonObject, listAt, textAt } from '../xapi/json.js';
import { timeOf } from '../xapi/validate/time.js';
import type { IncomingBatch } from './store.js';

/**
 * A statement as the store keeps it: with stored, timestamp, authority and version, lists where a single
 * context activity may be sent, and under xAPI 2.0 its timestamp in UTC.
 * @param stored milliseconds since the epoch
 */
export function prepareStatement(
  sent: JsonObject,
  batch: Pick<IncomingBatch, 'authority' | 'keepAuthority' | 'version'>,
  stored: number,
): JsonObject {
  const time = new Date(stored).toISOString();
  const { authority, stored: _stored, ...rest } = sent;
  const timestamp = textAt(sent, 'timestamp');
  return {
    ...withLists(rest),
    timestamp: timestamp === undefined ? time : batch.version === '2.0.0' ? inUtc(timestamp) : timestamp,
    stored: time,
    authority: batch.keepAuthority ? (authority ?? batch.authority) : batch.authority,
    version: textAt(sent, 'version') ?? (batch.version === '2.0.0' ? '2.0.0' : '1.0.0'),
  };
}

function inUtc(timestamp: string): string {
  return /Z$/i.test(timestamp) ? timestamp : new Date(timeOf(timestamp)).toISOString();
}

/** Context activities always come back as lists (xAPI 1.0.3 Data 2.4.6.2). */
function withLists(statement: JsonObject): JsonObject {
  const object = at(statement, 'object');
  const inner = isObject(object) && object.objectType === 'SubStatement' ? { object: withLists(object) } : {};
  const context = at(statement, 'context');
  const activities = at(context, 'contextActivities');
  if (!isObject(context) || !isObject(activities)) return { ...statement, ...inner };
  const lists = Object.fromEntries(Object.keys(activities).map((kind) => [kind, listAt(activities, kind)]));
  return { ...statement, ...inner, context: { ...context, contextActivities: lists } };
}
