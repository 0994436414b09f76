import { isObject } from '../../xapi/json.js';
import type { Statement } from '../lms/session.js';
import type { Timer } from '../timer.js';
import { openTable } from './table.js';

/**
 * What is not acknowledged, on the learner's disk: each statement stands there from its making to its acknowledgement,
 * under the place that it was made for (`placeOf`), and is brought back to that place only.
 */
export interface Outbox {
  /**
   * Brings what earlier loads of the page left, in its order; of a window that is still open, when that one closes.
   * Resolves when no more is to be waited for; never rejects.
   */
  open(found: (left: readonly Left[]) => void): Promise<void>;
  /** Keeps a statement beside its sending. Effective also within `pagehide`. */
  keep(statement: Statement, alone: boolean): OutboxKey;
  drop(keys: readonly OutboxKey[]): void;
}

/** Where a statement stands: sorts by the load's beginning, then by order of making. */
export type OutboxKey = readonly [began: number, load: string, count: number];

/** One statement that an earlier load of the page left. */
export interface Left {
  readonly key: OutboxKey;
  readonly statement: Statement;
  readonly alone: boolean;
}

export interface OutboxParts {
  readonly place: Promise<string>;
  /** The launch's actor: not on the disk, and given back to what is brought from there. */
  readonly actor: object;
  /** The session that alone may send these statements; null where the place is enough. */
  readonly session: string | null;
  /** Gets what is left of another session of this place. */
  readonly ofOtherSession: (session: string, left: readonly Left[]) => void;
  /** Absent on pages without https. */
  readonly locks: LockManager | undefined;
  readonly now: () => number;
  readonly uuid: () => string;
  readonly timer: Timer;
  /** The browser refuses to keep anything (more): from now on statements are in memory alone. Told once. */
  readonly refused: () => void;
}

const name = 'cpm-statements';
/** How long unsent statements are kept, in milliseconds: 30 days. */
const longestStay = 30 * 24 * 3_600_000;
/** How long the first sending waits for what earlier loads left, in milliseconds. */
const patience = 1500;

/** An outbox in IndexedDB. Where the browser has none, or refuses, everything goes on without. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { actor, locks, now, session } = parts;
  const load = parts.uuid();
  const began = now();
  let count = 0;
  let told = false;
  const opened = Promise.all([parts.place, hold(locks, load).then(() => openTable(name))]).catch(refused);

  function refused(): null {
    if (!told) parts.refused();
    told = true;
    return null;
  }

  function change(act: (store: IDBObjectStore, place: string) => void): void {
    opened.then((open) => open?.[1].change((store) => act(store, open[0]))).catch(refused);
  }

  async function bringAll(found: (left: readonly Left[]) => void): Promise<void> {
    const [place, table] = (await opened) ?? [];
    if (place === undefined || !table) return;
    const loads = new Map<string, number>();
    for (const key of await table.keys()) {
      const [of, start, by] = Array.isArray(key) ? key : [];
      const expired = typeof start !== 'number' || start < now() - longestStay;
      // Also another learner's; else what is theirs is left alone.
      if (expired) change((store) => store.delete(key));
      else if (of === place && typeof by === 'string' && by !== load) loads.set(by, start);
    }
    await Promise.all(
      [...loads].map(async ([by, start]) => {
        // Another window that is open sends its own; what it leaves is for the next one that is there.
        await hold(locks, by);
        const all = (await table.between([place, start, by], [place, start, by, []])).flatMap(([key, value]) =>
          read(key, value, actor),
        );
        found(all.filter((one) => one.session === session));
        for (const other of new Set(all.map((one) => one.session))) {
          const left = all.filter((one) => one.session === other);
          if (other !== null && other !== session) parts.ofOtherSession(other, left);
        }
      }),
    );
  }

  return {
    open: (found) =>
      new Promise((resolve) => {
        parts.timer.set(resolve, patience);
        bringAll(found).then(resolve, resolve);
      }),
    keep({ actor: _, ...statement }, alone) {
      const key: OutboxKey = [began, load, count];
      count += 1;
      change((store, place) => store.put({ statement, alone, session }, [place, ...key]));
      return key;
    },
    drop: (keys) => {
      if (keys.length > 0)
        change((store, place) => {
          for (const key of keys) store.delete([place, ...key]);
        });
    },
  };
}

/** Takes the lock of a page's load and never gives it back: the browser does, when the page is gone. */
function hold(locks: LockManager | undefined, load: string): Promise<void> {
  return new Promise((granted) => {
    const forever = () => {
      granted();
      return new Promise(() => undefined);
    };
    // Without locks two windows may both send what a third left: the ids make that harmless.
    if (locks) locks.request(`${name} ${load}`, forever).catch(() => granted());
    else granted();
  });
}

function read(key: IDBValidKey, value: unknown, actor: object): (Left & { readonly session: string | null })[] {
  const [, began, load, count] = Array.isArray(key) ? key : [];
  const statement = isObject(value) ? value.statement : null;
  if (typeof began !== 'number' || typeof load !== 'string' || typeof count !== 'number') return [];
  if (!isObject(value) || !isObject(statement) || typeof statement.id !== 'string') return [];
  const session = typeof value.session === 'string' ? value.session : null;
  return [{ key: [began, load, count], statement: { ...statement, actor }, alone: value.alone === true, session }];
}
