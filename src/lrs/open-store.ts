import { openPostgres } from './postgres/open-postgres.js';
import { openSqlite } from './sqlite/open-sqlite.js';
import type { RecordStore } from './store.js';

/**
 * Opens a record store, made or brought up to date first.
 * @param database `postgres://…` or the path of a SQLite file
 * @param now milliseconds since the epoch
 * @param lasting false for a SQLite file that goes with the program: the disk is not waited for
 * @throws DatabaseTooNew, or the system's error when it can't be opened
 */
export function openStore(database: string, now: () => number, lasting = true): Promise<RecordStore> {
  return isPostgres(database) ? openPostgres(database, now) : openSqlite(database, now, lasting);
}

/** True for the address of a PostgreSQL database. */
export function isPostgres(database: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(database);
}
