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
  return block;
}
