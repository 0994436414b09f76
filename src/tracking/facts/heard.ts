import type { StatementStore } from '../../lrs/store.js';
import type { ProfileTerms } from '../../xapi/vocabulary.js';
import { type Saying, sayingOf } from './gather.js';

/** What this process stored itself: it was in the memory already, and needs neither be read nor parsed again. */
export interface Heard {
  /**
   * What was said behind a place, at most so many statements of it; null where this process did not hear all of that,
   * or nothing.
   */
  behind(cursor: string, most: number): Promise<HeardPart | null>;
  stop(): void;
}

/** Statements one after another in the order of storing, without a gap. */
export interface HeardPart {
  readonly sayings: readonly (Saying | null)[];
  /** There are more behind these. */
  readonly more: boolean;
  /** Of the last one. */
  readonly cursor: string;
  readonly lastId: string;
}

interface One {
  readonly cursor: string;
  readonly id: string;
  readonly saying: Saying | null;
}

/** Who does not come for so many is read to. */
const mostHeld = 20_000;

/**
 * Listens to what is stored. It is all of a stretch only when the store has the very same there: then no other process
 * wrote in between, and none of these was voided, before or since, or erased. Their number alone would not tell.
 */
export function hear(store: Pick<StatementStore, 'onStored' | 'cursorsBetween'>, terms: ProfileTerms): Heard {
  let held: One[] = [];
  const stop = store.onStored((statements) => {
    if (held.length + statements.length > mostHeld) held = [];
    for (const { cursor, id, statement } of statements) {
      if (Number(cursor) <= Number(held.at(-1)?.cursor ?? 0)) held = [];
      held.push({ cursor, id, saying: sayingOf(statement, terms) });
    }
  });
  return {
    async behind(cursor, most) {
      const from = held.findIndex((one) => Number(one.cursor) > Number(cursor));
      held = from < 0 ? [] : held.slice(from);
      const part = held.slice(0, most);
      const last = part.at(-1);
      if (!last) return null;
      const stored = await store.cursorsBetween(cursor, last.cursor, part.length + 1);
      if (stored.length !== part.length || stored.some((one, n) => one !== part[n]?.cursor)) return null;
      const more = part.length < held.length;
      return { sayings: part.map(({ saying }) => saying), more, cursor: last.cursor, lastId: last.id };
    },
    stop,
  };
}
