import { isObject, type JsonObject } from '../../xapi/json.js';

/** Parts of a definition whose entries add up (xAPI 1.0.3 Data 2.4.4.1); all else is replaced. */
const adding = new Set(['name', 'description', 'extensions']);

/** How what is said stands to what is known: nothing new, something added to it, or something else in its place. */
export function noveltyOf(known: JsonObject | null, said: JsonObject): 'none' | 'adds' | 'replaces' {
  if (known === null) return 'adds';
  let novelty: 'none' | 'adds' = 'none';
  for (const [key, value] of Object.entries(said)) {
    const before = known[key];
    if (before === undefined) novelty = 'adds';
    else if (adding.has(key) && isObject(before) && isObject(value)) {
      const inside = entriesNovelty(before, value);
      if (inside === 'replaces') return inside;
      if (inside === 'adds') novelty = inside;
    } else if (!isSameJson(before, value)) return 'replaces';
  }
  return novelty;
}

function entriesNovelty(known: JsonObject, said: JsonObject): 'none' | 'adds' | 'replaces' {
  let novelty: 'none' | 'adds' = 'none';
  for (const [key, value] of Object.entries(said)) {
    if (!Object.hasOwn(known, key)) novelty = 'adds';
    else if (!isSameJson(known[key], value)) return 'replaces';
  }
  return novelty;
}

function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((entry, index) => isSameJson(entry, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]))
  );
}
