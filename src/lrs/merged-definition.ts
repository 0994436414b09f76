import { isObject, type JsonObject } from '../xapi/json.js';

/**
 * What is known of an activity joined with what is said of it now: languages and extensions add up, all else is
 * replaced (xAPI 1.0.3 Data 2.4.4.1, Communication 2.5).
 */
export function mergedDefinition(known: JsonObject | null, said: JsonObject): JsonObject {
  if (known === null) return said;
  const merged: Record<string, unknown> = { ...known };
  for (const [key, value] of Object.entries(said)) {
    const old = merged[key];
    const adds = key === 'name' || key === 'description' || key === 'extensions';
    merged[key] = adds && isObject(old) && isObject(value) ? { ...old, ...value } : value;
  }
  return merged;
}
