import { durationSeconds } from '../xapi/duration.js';
import { isObject, type JsonObject } from '../xapi/json.js';
import { isTimestamp, timeOf } from '../xapi/validate/time.js';

/**
 * True when what was sent says the same as what is stored (xAPI 1.0.3 Data 2.3.1).
 * Not compared: what the store sets, texts for display, definitions, names; durations count to 0.01 s,
 * times as instants, members of a group in any order.
 * @param sent the statement as it came, before the store added to it
 */
export function isSameStatement(sent: JsonObject, stored: JsonObject): boolean {
  const without = new Set(['stored', 'authority', 'version', 'attachments']);
  // A time that the store set itself says nothing about the sender's.
  if (sent.timestamp === undefined) without.add('timestamp');
  const pick = (statement: JsonObject) =>
    Object.fromEntries(Object.entries(statement).filter(([key]) => !without.has(key)));
  return canonical(pick(sent), 'statement') === canonical(pick(stored), 'statement');
}

const displayOnly = new Set(['display', 'definition', 'name', 'description']);
const activityLists = new Set(['parent', 'grouping', 'category', 'other']);

/** Text that is the same for values that say the same. Inside extensions and accounts every property counts. */
function canonical(value: unknown, key: string): string {
  if (typeof value === 'string') return JSON.stringify(comparable(value, key));
  if (Array.isArray(value)) {
    const entries = value.map((entry) =>
      canonical(entry, key === 'literal' || key === 'extensions' ? 'literal' : `${key}[]`),
    );
    return `[${(key === 'member' ? entries.sort() : entries).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  if (activityLists.has(key)) return canonical([value], key);
  const literal = key === 'extensions' || key === 'literal';
  const entries = Object.keys(value)
    .filter((name) => literal || key === 'account' || !displayOnly.has(name))
    .filter((name) => literal || !isDefaultType(name, value[name]))
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name], literal ? 'literal' : name)}`);
  return `{${entries.join()}}`;
}

/** An objectType that is also meant where none is written. */
function isDefaultType(name: string, value: unknown): boolean {
  return name === 'objectType' && (value === 'Activity' || value === 'Agent');
}

function comparable(value: string, key: string): string | number {
  switch (key) {
    case 'id':
    case 'registration':
      return /^[0-9a-f-]{36}$/i.test(value) ? value.toLowerCase() : value;
    case 'timestamp':
      return isTimestamp(value) ? timeOf(value) : value;
    case 'duration': {
      const seconds = durationSeconds(value);
      return seconds === undefined ? value : Math.floor(seconds * 100 + 1e-6);
    }
    default:
      // Any other text says what it says.
      return value;
  }
}
