import { isObject, type JsonObject } from '../../xapi/json.js';
import type { IncomingBatch } from '../store.js';

/**
 * The texts of statements that were sent in a form that can be kept.
 * @param statements as they are to be stored: what was sent, or the same with an id before all else
 * @param sent the same as they came
 * @param written texts of what was sent; null for none
 */
export function textsOf(
  statements: readonly JsonObject[],
  sent: readonly unknown[],
  written: readonly string[] | null,
): NonNullable<IncomingBatch['texts']> {
  const texts = new Map<JsonObject, string>();
  for (const [index, statement] of statements.entries()) {
    const text = written?.[index];
    if (text === undefined || !isObject(sent[index])) continue;
    texts.set(statement, statement === sent[index] ? text : `{"id":${JSON.stringify(statement.id)},${text.slice(1)}`);
  }
  return texts;
}
