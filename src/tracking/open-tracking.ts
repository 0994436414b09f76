import type { Kysely } from 'kysely';
import { isPostgres } from '../lrs/open-store.js';
import { connectPostgres } from '../lrs/postgres/connect-postgres.js';
import type { Dialect } from '../lrs/sql/dialect.js';
import { connectSqlite } from '../lrs/sqlite/connect-sqlite.js';
import { migrateTracking } from './migrate-tracking.js';
import type { TrackingTables } from './tables.js';

export type TrackingDb = Kysely<TrackingTables>;

/** The database of tracking: facts made from statements, and what has no other home (people, attendance). */
export interface Tracking {
  readonly db: TrackingDb;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

/**
 * Opens tracking, made or brought up to date first. On SQLite it is a file of its own: what reports write never waits
 * for statements, nor they for it. On PostgreSQL its tables stand beside those of the record store.
 * @param database `postgres://…` or the path of a SQLite file
 * @param now milliseconds since the epoch
 * @param lasting false for a SQLite file that goes with the program: the disk is not waited for
 * @throws DatabaseTooNew, DatabaseUnavailable, or the system's error when it can't be opened
 */
export async function openTracking(database: string, now: () => number, lasting = true): Promise<Tracking> {
  const { db, dialect } = isPostgres(database)
    ? await connectPostgres<TrackingTables>(database)
    : connectSqlite<TrackingTables>(database, lasting);
  try {
    await migrateTracking(db, dialect, now);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, dialect, close: () => db.destroy() };
}
