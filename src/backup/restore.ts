import { existsSync, mkdirSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../lrs/open-store.js';
import { connectPostgres } from '../lrs/postgres/connect-postgres.js';
import { migrate } from '../lrs/sql/migrations.js';
import { openTracking } from '../tracking/open-tracking.js';
import type { DataPlace } from './back-up.js';
import { type BackupCount, countOf, type Everything } from './backup-count.js';
import { BackupRefused } from './backup-refused.js';
import { type CopyProgress, copyTables } from './copy-tables.js';
import { storeTables, trackingTables } from './kept-tables.js';
import { openPart, removeSqlite, type SqlitePart } from './sqlite-part.js';

/**
 * Brings a backup back into an empty folder or database: statements with their times, documents, credentials, people,
 * users and all else; whoever was signed in has to sign in again. A backup of an older program is brought up to date on
 * the way, also one of a record store alone; the file itself stays as it is.
 * @param place files that are not there yet, or an empty database
 * @param now milliseconds since the epoch
 * @throws BackupRefused when the file is no sound backup or the place is not empty; DatabaseTooNew
 */
export async function restore(
  file: string,
  place: DataPlace,
  now: () => number,
  progress: CopyProgress,
): Promise<BackupCount> {
  if (!existsSync(file)) throw new BackupRefused(`There is no file ${file}`, 'name the file that the backup wrote.');
  const intoDatabase = isPostgres(place.records);
  const part = path.join(intoDatabase ? path.dirname(file) : path.dirname(place.records), `.restoring-${process.pid}`);
  mkdirSync(path.dirname(part), { recursive: true });
  if (!intoDatabase) {
    refuseRemains(place.records, 'a record store');
    refuseRemains(place.tracking, 'a database of people and users');
  }
  const tracking = `${part}-tracking`;
  try {
    await copyFile(file, part);
    const copy = opened(part, file);
    let count: BackupCount;
    let hasTracking: boolean;
    try {
      hasTracking = await checked(copy, file);
      await copy.makeStoreTables(now);
      if (hasTracking) {
        await copy.makeTrackingTables(now);
        for (const table of passing) await copy.db.deleteFrom(table).execute();
      }
      count = await countOf(copy.db);
      if (intoDatabase) await intoPostgres(copy.db, hasTracking, place.records, now, progress);
      else if (hasTracking) await parted(copy, part, tracking, now, progress);
    } finally {
      await copy.close();
    }
    if (!intoDatabase) {
      if (hasTracking) await rename(tracking, place.tracking);
      await rename(part, place.records);
    }
    return count;
  } finally {
    await removeSqlite(part);
    await removeSqlite(tracking);
  }
}

/** Sign-ins that were ended after the backup would live again. */
const passing = ['sign_ins', 'oidc_tries', 'guesses'] as const;

/** SQLite would play the log of a database that is gone into the one that takes its place. */
function refuseRemains(database: string, what: string): void {
  if (existsSync(database)) throw new BackupRefused(`There is ${what} at ${database} already`, emptyHint);
  const rest = ['-wal', '-journal'].map((end) => database + end).find((one) => existsSync(one));
  if (rest !== undefined)
    throw new BackupRefused(
      `${rest} is left of ${what} that was there before`,
      'move it away together with the file that it belongs to.',
    );
}

function opened(part: string, file: string): SqlitePart {
  try {
    return openPart(part);
  } catch (cause) {
    throw Object.assign(new BackupRefused(`${file} is no backup`, anotherHint), { cause });
  }
}

/** @returns whether tracking is in it @throws BackupRefused when it is no sound backup */
async function checked({ db }: SqlitePart, file: string): Promise<boolean> {
  const sound = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db).catch(() => null);
  if (sound?.rows[0]?.integrity_check !== 'ok') throw new BackupRefused(`${file} is no sound backup`, anotherHint);
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  const names = new Set(rows.map(({ name }) => name));
  if (!names.has('schema_version')) throw new BackupRefused(`${file} is no backup`, anotherHint);
  return names.has('tracking_version');
}

/** Moves tracking into a file of its own. */
async function parted(
  copy: SqlitePart,
  part: string,
  file: string,
  now: () => number,
  progress: CopyProgress,
): Promise<void> {
  const tracking = openPart(file);
  try {
    await tracking.makeTrackingTables(now);
    await tracking.bringOver(part, trackingTables, progress);
  } finally {
    await tracking.close();
  }
  copy.drop([...Object.keys(trackingTables), 'tracking_version']);
}

async function intoPostgres(
  from: Kysely<Everything>,
  hasTracking: boolean,
  database: string,
  now: () => number,
  progress: CopyProgress,
): Promise<void> {
  const store = await connectPostgres(database);
  try {
    await migrate(store.db, store.dialect, now);
  } finally {
    await store.db.destroy();
  }
  await (await openTracking(database, now)).close();
  const { db } = await connectPostgres<Everything>(database);
  try {
    await db.transaction().execute(async (trx) => {
      await sql`set local statement_timeout = 0`.execute(trx);
      // What a first start leaves behind goes; the backup brings its own.
      for (const table of mustBeEmpty) {
        const row = await trx.selectFrom(table).select(sql`1`.as('one')).limit(1).executeTakeFirst();
        if (row) throw new BackupRefused('The database is not empty', emptyHint);
      }
      await copyTables(from, trx, storeTables, progress);
      if (hasTracking) await copyTables(from, trx, trackingTables, progress);
      for (const table of numbered) {
        await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select coalesce(max(id), 0) + 1 from ${sql.table(table)}), false)`.execute(
          trx,
        );
      }
    });
  } finally {
    await db.destroy();
  }
}

const mustBeEmpty = ['statements', 'documents', 'credentials', 'roster', 'people', 'users', 'certificates'] as const;

/** Tables whose rows the database numbers. */
const numbered = [
  ...['verbs', 'agents', 'activities', 'audit'],
  ...['people', 'learners', 'attempts', 'next_learners', 'next_attempts', 'achievements', 'access_log'],
] as const;

const emptyHint = 'restore into a new folder or an empty database, and start the server with that.';
const anotherHint = 'name a file that cpm backup wrote, or take another backup.';
