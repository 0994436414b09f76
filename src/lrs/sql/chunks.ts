/** A list in parts, each small enough for the values that one statement of SQL can carry (SQLite: 32,766). */
export function chunks<Value>(values: readonly Value[], size = 500): Value[][] {
  const parts: Value[][] = [];
  for (let start = 0; start < values.length; start += size) parts.push(values.slice(start, start + size));
  return parts;
}
