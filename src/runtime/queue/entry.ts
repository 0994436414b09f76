import type { Statement } from '../lms/session.js';
import { bytesOf } from './lasting-fetch.js';
import type { Left, OutboxKey } from './outbox.js';

/** One statement in the line to a record store. */
export interface Entry {
  readonly statement: Statement;
  /** Bytes of its JSON and the comma behind it. */
  readonly size: number;
  /** Posted in a request of its own. */
  readonly alone: boolean;
  readonly key: OutboxKey;
  /** Left by an earlier load of the page. */
  readonly old: boolean;
}

export function entryOf({ statement, alone, key }: Left, old: boolean): Entry {
  return { statement, alone, key, old, size: bytesOf(JSON.stringify(statement)) + 1 };
}

/** The oldest entries that fit into one request of so many bytes; one that goes alone is a request of its own. */
export function nextBatch(pending: readonly Entry[], bytes: number): readonly Entry[] {
  if (pending[0]?.alone) return pending.slice(0, 1);
  const stop = pending.findIndex((entry, n) => n > 0 && (entry.alone || sizeOf(pending.slice(0, n + 1)) > bytes));
  return stop < 0 ? pending : pending.slice(0, stop);
}

/** The oldest entries that have room together in so many bytes; none when the first is too large. */
export function fitting(pending: readonly Entry[], bytes: number): readonly Entry[] {
  return pending.filter((_, n) => sizeOf(pending.slice(0, n + 1)) <= bytes);
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((total, entry) => total + entry.size, 0);
}
