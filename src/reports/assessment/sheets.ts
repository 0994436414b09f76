import type { RawBuilder } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { TrackingDb } from '../../tracking/open-tracking.js';
import { asOf } from '../as-of.js';
import { readItemSheet, readPageSheet, type SheetName } from './read-sheets.js';
import type { ItemSheet, PageSheet } from './sheet.js';

/** A sheet with the time up to which everything is in it. */
export interface Dated<Sheet> {
  readonly sheet: Sheet;
  /** Milliseconds since the epoch. */
  readonly through: number;
}

/** Sheets read before, for as long as the facts they were read from stay as they are. */
export interface Sheets {
  items(name: SheetName): Promise<Dated<ItemSheet>>;
  pages(name: SheetName): Promise<Dated<PageSheet>>;
  /** The rows of a query that counts: few rows made from many. Never older than the facts. */
  counts<Row>(query: RawBuilder<Row>): Promise<readonly Row[]>;
}

export interface SheetsOptions {
  readonly db: TrackingDb;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds for which a sheet is given out after facts changed, while it is read anew; 0 waits for the new one. */
  readonly stale: number;
  /** Told when a sheet could not be read anew while the old one was given out. */
  readonly onError: (error: unknown) => void;
}

/**
 * Statistics need every answer at once: half a million rows. They are read once a revision of the facts and kept in
 * columns (some megabytes a sheet). While statements come in all the time, readers get the last sheet at once, which
 * says its time, and the next reader the new one.
 */
export function createSheets({ db, now, stale, onError }: SheetsOptions): Sheets {
  const shelf = <Sheet extends object>(read: (db: TrackingDb, name: SheetName) => Promise<Sheet>) => {
    const kept = new LRUCache<string, Kept<Sheet>>({ max: mostSheets });
    const reading = new Map<string, Promise<Kept<Sheet>>>();
    const readAnew = (key: string, name: SheetName): Promise<Kept<Sheet>> => {
      const begun = reading.get(key);
      if (begun) return begun;
      const work = (async () => {
        const { revision, through } = await asOf(db);
        const made = { sheet: await read(db, name), revision, through, at: now() };
        kept.set(key, made);
        return made;
      })().finally(() => reading.delete(key));
      reading.set(key, work);
      return work;
    };
    return async (name: SheetName): Promise<Dated<Sheet>> => {
      const key = `${name.module}\n${name.version}`;
      const known = kept.get(key);
      const { revision, through } = await asOf(db);
      if (known?.revision === revision) return { sheet: known.sheet, through };
      const next = readAnew(key, name);
      if (!known || now() - known.at > stale) return next;
      next.catch(onError);
      return known;
    };
  };
  return { items: shelf(readItemSheet), pages: shelf(readPageSheet), counts: counter(db) };
}

/** Counts by what was asked, limits of the reader included: whoever may not see the same asks something else. */
function counter(db: TrackingDb): Sheets['counts'] {
  const kept = new LRUCache<string, { readonly revision: number; readonly rows: readonly unknown[] }>({
    max: mostCounts,
  });
  return async <Row>(query: RawBuilder<Row>) => {
    const compiled = query.compile(db);
    const key = JSON.stringify([compiled.sql, compiled.parameters]);
    // Before it is counted: what changes meanwhile is counted again by the next reader.
    const { revision } = await asOf(db);
    const known = kept.get(key);
    // Under the same text only rows of the same kind are kept.
    if (known?.revision === revision) return known.rows as readonly Row[];
    const { rows } = await db.executeQuery(compiled);
    kept.set(key, { revision, rows });
    return rows;
  };
}

interface Kept<Sheet> extends Dated<Sheet> {
  readonly revision: number;
  /** When it was read. */
  readonly at: number;
}

/** So many of each kind: an office has a few modules with two or three versions in use. */
const mostSheets = 16;
/** Some rows each: everybody's usual filters. */
const mostCounts = 500;
