import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../lrs/open-store.js';
import { connectPostgres } from '../lrs/postgres/connect-postgres.js';
import type { Dialect } from '../lrs/sql/dialect.js';
import { connectSqlite } from '../lrs/sqlite/connect-sqlite.js';
import { DatabaseTooNew } from '../lrs/store.js';
import { certificateTables } from './steps/certificate-tables.js';
import { firstTrackingTables } from './steps/first-tracking-tables.js';
import { signInTables } from './steps/sign-in-tables.js';
import type { TrackingTables } from './tables.js';

export type TrackingDb = Kysely<TrackingTables>;

/** The database of tracking: facts made from statements, and what has no other home (people, attendance). */
export interface Tracking {
  readonly db: TrackingDb;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

type Migration = (db: TrackingDb, dialect: Dialect) => Promise<void>;

/** Every step, in order; only ever added to. The version is the number of steps taken. */
const migrations: readonly Migration[] = [firstTrackingTables, signInTables, certificateTables];

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
    await migrate(db, dialect, now);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, dialect, close: () => db.destroy() };
}

async function migrate(db: TrackingDb, dialect: Dialect, now: () => number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await dialect.beforeMigration(trx);
    await sql`create table if not exists tracking_version (version integer primary key, applied ${sql.raw(dialect.bigInteger)} not null)`.execute(
      trx,
    );
    const row = await trx
      .selectFrom('tracking_version')
      .select((e) => e.fn.max('version').as('version'))
      .executeTakeFirst();
    const found = Number(row?.version ?? 0);
    if (found > migrations.length) throw new DatabaseTooNew(found, migrations.length);
    for (const [index, step] of migrations.entries()) {
      if (index < found) continue;
      await step(trx, dialect);
      await trx
        .insertInto('tracking_version')
        .values({ version: index + 1, applied: now() })
        .execute();
    }
  });
}
