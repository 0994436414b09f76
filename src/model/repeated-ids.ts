import { fault } from '../definition/fault.js';
import type { Diagnostic, Place } from '../diagnostics.js';

export interface PlacedId {
  readonly id: string;
  readonly place: Place;
  /** What the id belongs to: 'question', 'page'. */
  readonly what: string;
  /** What to do about it, when giving another id is not all. */
  readonly hint?: string;
}

/** One fault for each id that stands a second time; it names both places. */
export function repeatedIds(ids: readonly PlacedId[]): Diagnostic[] {
  const first = new Map<string, PlacedId>();
  return ids.flatMap((one) => {
    const before = first.get(one.id);
    if (before === undefined) {
      first.set(one.id, one);
      return [];
    }
    const { file, line, column } = before.place;
    return [
      fault(
        'id/twice',
        one.place,
        `The ${one.what} id "${one.id}" stands twice: here and at ${file}:${line}:${column}.`,
        one.hint ?? `give one of the two ${one.what}s another id`,
      ),
    ];
  });
}
