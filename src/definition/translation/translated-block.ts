import type * as z from 'zod';
import { valueAt } from './overlay-yaml.js';
import { ownList } from './own-list.js';
import { idOf, translatableTexts } from './translatable-texts.js';

/** A block as its translation stands in a file: the texts that there are, and the ids by which entries are found. */
export function translatedBlock(
  schemas: readonly z.ZodType[],
  data: unknown,
  targets: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const block: Record<string, unknown> = {};
  for (const { path, key, isList } of schemas.flatMap((schema) => translatableTexts(schema, data))) {
    const target = targets.get(key);
    if (target === undefined) continue;
    let at: object = block;
    for (const [depth, step] of path.entries()) {
      const inner = valueAt(data, path.slice(0, depth + 1));
      if (depth === path.length - 1) Reflect.set(at, step, isList ? ownList.entries(target) : target);
      else {
        const id = idOf(inner);
        const made: unknown = Reflect.get(at, step) ?? (Array.isArray(inner) ? [] : id === undefined ? {} : { id });
        Reflect.set(at, step, made);
        if (typeof made === 'object' && made !== null) at = made;
      }
    }
  }
  return object(withoutGaps(block, data));
}

/** Lists without the gaps of entries that are not translated yet: an entry with an id is found without them. */
function withoutGaps(value: unknown, source: unknown): unknown {
  if (Array.isArray(value)) {
    const from: readonly unknown[] = Array.isArray(source) ? source : [];
    return Array.from(value, (one: unknown, at) =>
      one === undefined ? placeOf(from[at]) : withoutGaps(one, from[at]),
    ).filter((one) => one !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutGaps(one, object(source)[name])]));
}

/** What keeps the place of an entry that is found by its place alone. */
function placeOf(source: unknown): unknown {
  if (idOf(source) !== undefined) return undefined;
  return typeof source === 'string' ? '' : {};
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
