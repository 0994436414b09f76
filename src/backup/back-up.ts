import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../lrs/open-store.js';
import { connectPostgres } from '../lrs/postgres/connect-postgres.js';
import { connectSqlite } from '../lrs/sqlite/connect-sqlite.js';
import { DatabaseTooNew } from '../lrs/store.js';
import { type BackupCount, countOf, type Everything } from './backup-count.js';
import { BackupRefused } from './backup-refused.js';
import { type CopyProgress, copyTables } from './copy-tables.js';
import { storeTables, trackingTables } from './kept-tables.js';
import { openPart, removeSqlite } from './sqlite-part.js';

/** Where the data lies: two SQLite files of one folder, or twice the address of one PostgreSQL database. */
export interface DataPlace {
  /** `postgres://…` or the path of a SQLite file. */
  readonly records: string;
  readonly tracking: string;
}

/**
 * Writes one moment of record store and tracking into a file while both are in use. Whatever the database, the backup
 * is one SQLite file with the same tables, so that `restore` can bring it back to either.
 *
 * In SQLite the two are files of their own, and no moment is common to both. Tracking is read first: then it is at
 * most behind the record store, as it always may be, and what came in between is folded after a restore.
 * @param file written whole or not at all
 * @param now milliseconds since the epoch
 * @throws BackupRefused when there is such a file already, or no data, or data of an older program; DatabaseTooNew
 */
export async function backUp(
  place: DataPlace,
  file: string,
  now: () => number,
  progress: CopyProgress,
): Promise<BackupCount> {
  if (!existsSync(path.dirname(file)))
    throw new BackupRefused(`The folder of ${file} does not exist`, 'make it, or name another file.');
  if (existsSync(file)) throw new BackupRefused(`${file} is there already`, 'name a file that is not there yet.');
  const part = `${file}.part`;
  await removeSqlite(part);
  // It holds what the data hold, names too: nobody else is to read it. SQLite keeps the rights of an empty file.
  await writeFile(part, '', { mode: 0o600, flag: 'wx' });
  try {
    const count = isPostgres(place.records)
      ? await fromPostgres(place.records, part, now, progress)
      : await fromSqlite(place, part, now, progress);
    await rename(part, file);
    return count;
  } finally {
    await removeSqlite(part);
  }
}

async function fromSqlite(
  place: DataPlace,
  part: string,
  now: () => number,
  progress: CopyProgress,
): Promise<BackupCount> {
  if (!existsSync(place.records)) throw new BackupRefused(`There is no record store at ${place.records}`, noDataHint);
  const hasTracking = existsSync(place.tracking);
  const tracking = `${part}-tracking`;
  await removeSqlite(tracking);
  try {
    if (hasTracking) {
      await writeFile(tracking, '', { mode: 0o600, flag: 'wx' });
      await momentOf(place.tracking, tracking);
      const moment = openPart(tracking);
      // Brought up to date: its rows go into tables as this program makes them.
      await moment.makeTrackingTables(now).finally(() => moment.close());
    }
    await momentOf(place.records, part);
    const copy = openPart(part);
    try {
      if (hasTracking) {
        await copy.makeTrackingTables(now);
        await copy.bringOver(tracking, trackingTables, progress);
      }
      return await countOf(copy.db);
    } finally {
      await copy.close();
    }
  } finally {
    await removeSqlite(tracking);
  }
}

/** One moment of a SQLite file as another file. */
async function momentOf(database: string, part: string): Promise<void> {
  const source = connectSqlite(database);
  try {
    source.exec(`vacuum into '${part.replaceAll("'", "''")}'`);
  } finally {
    await source.db.destroy();
  }
}

async function fromPostgres(
  database: string,
  part: string,
  now: () => number,
  progress: CopyProgress,
): Promise<BackupCount> {
  const source = await connectPostgres<Everything>(database);
  const target = openPart(part);
  try {
    await target.makeStoreTables(now);
    await target.makeTrackingTables(now);
    await source.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (reader) => {
        // It may take longer than a question of the server may.
        await sql`set local statement_timeout = 0`.execute(reader);
        if (!(await isCurrent(reader, target.db, 'schema_version')))
          throw new BackupRefused('There is no record store in that database', noDataHint);
        const hasTracking = await isCurrent(reader, target.db, 'tracking_version');
        await target.db.transaction().execute(async (writer) => {
          await copyTables(reader, writer, storeTables, progress);
          if (hasTracking) await copyTables(reader, writer, trackingTables, progress);
        });
      });
    return await countOf(target.db);
  } finally {
    await target.close();
    await source.db.destroy();
  }
}

/**
 * Whether the tables are there, of this version: what only another version of the program knows would be left out.
 * @throws DatabaseTooNew, BackupRefused
 */
async function isCurrent(
  reader: Kysely<Everything>,
  target: Kysely<Everything>,
  table: 'schema_version' | 'tracking_version',
): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_tables where schemaname = any (current_schemas(false))
    and tablename = ${table}`.execute(reader);
  if (rows.length === 0) return false;
  const [found, known] = [await versionOf(reader, table), await versionOf(target, table)];
  if (found > known) throw new DatabaseTooNew(found, known);
  if (found < known)
    throw new BackupRefused(
      'An older version of this program made the tables',
      'back them up with that one, or start the server once: it brings the database up to date.',
    );
  return true;
}

async function versionOf(db: Kysely<Everything>, table: 'schema_version' | 'tracking_version'): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((e) => e.fn.max('version').as('version'))
    .executeTakeFirst();
  return Number(row?.version ?? 0);
}

const noDataHint = 'name its folder with --data, or its address with --database.';
