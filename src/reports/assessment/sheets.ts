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
  return { items: shelf(readItemSheet), pages: shelf(readPageSheet) };
}

interface Kept<Sheet> extends Dated<Sheet> {
  readonly revision: number;
  /** When it was read. */
  readonly at: number;
}

/** So many of each kind: an office has a few modules with two or three versions in use. */
const mostSheets = 16;
