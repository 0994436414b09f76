import { existsSync, mkdirSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../open-store.js';
import { connectPostgres } from '../postgres/connect-postgres.js';
import { migrate } from '../sql/migrations.js';
import type { Tables } from '../sql/tables.js';
import { connectSqlite, type SqliteConnection } from '../sqlite/connect-sqlite.js';
import { BackupRefused } from './backup-refused.js';
import { type BackupCount, countOf, removeSqlite } from './backup-store.js';
import { type CopyProgress, copyTables } from './copy-tables.js';

/**
 * Brings a backup back into an empty record store on either database: statements with their times, documents,
 * credentials and all else. A backup of an older program is brought up to date on the way; the file itself stays as it is.
 * @param database `postgres://…`, or the path of a SQLite file that is not there yet
 * @param now milliseconds since the epoch
 * @throws BackupRefused when the file is no sound backup or the store is not empty; DatabaseTooNew
 */
export async function restoreStore(
  file: string,
  database: string,
  now: () => number,
  progress: CopyProgress,
): Promise<BackupCount> {
  if (!existsSync(file)) throw new BackupRefused(`There is no file ${file}`, 'name the file that the backup wrote.');
  const part = path.join(
    isPostgres(database) ? path.dirname(file) : path.dirname(database),
    `.restoring-${process.pid}`,
  );
  mkdirSync(path.dirname(part), { recursive: true });
  if (!isPostgres(database)) refuseRemains(database);
  try {
    await copyFile(file, part);
    const copy = opened(part, file);
    let count: BackupCount;
    try {
      await check(copy, file);
      await migrate(copy.db, copy.dialect, now);
      count = await countOf(copy.db);
      if (isPostgres(database)) await intoPostgres(copy.db, database, now, progress);
      copy.exec('pragma journal_mode = delete');
    } finally {
      await copy.db.destroy();
    }
    if (!isPostgres(database)) await rename(part, database);
    return count;
  } finally {
    await removeSqlite(part);
  }
}

/** SQLite would play the log of a store that is gone into the one that takes its place. */
function refuseRemains(database: string): void {
  if (existsSync(database)) throw new BackupRefused(`There is a record store at ${database} already`, emptyHint);
  const rest = ['-wal', '-journal'].map((end) => database + end).find((one) => existsSync(one));
  if (rest !== undefined)
    throw new BackupRefused(
      `${rest} is left of a record store that was there before`,
      'move it away together with the file that it belongs to.',
    );
}

/** @throws BackupRefused when it is no database */
function opened(part: string, file: string): SqliteConnection {
  try {
    return connectSqlite(part);
  } catch (cause) {
    throw Object.assign(new BackupRefused(`${file} is no backup of a record store`, anotherHint), { cause });
  }
}

async function check(copy: SqliteConnection, file: string): Promise<void> {
  const sound = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(copy.db).catch(() => null);
  if (sound?.rows[0]?.integrity_check !== 'ok') throw new BackupRefused(`${file} is no sound backup`, anotherHint);
  const ours = await sql`select 1 from sqlite_master where name = 'schema_version'`.execute(copy.db);
  if (ours.rows.length === 0) throw new BackupRefused(`${file} is no backup of a record store`, anotherHint);
}

async function intoPostgres(
  from: Kysely<Tables>,
  database: string,
  now: () => number,
  progress: CopyProgress,
): Promise<void> {
  const { db, dialect } = await connectPostgres(database);
  try {
    await migrate(db, dialect, now);
    await db.transaction().execute(async (trx) => {
      for (const table of ['statements', 'documents', 'credentials', 'roster'] as const) {
        const row = await trx.selectFrom(table).select(sql`1`.as('one')).limit(1).executeTakeFirst();
        if (row) throw new BackupRefused('The record store in that database is not empty', emptyHint);
      }
      // What a first start leaves behind goes; the backup brings its own.
      for (const table of ['settings', 'sessions', 'forwards', 'audit'] as const) await trx.deleteFrom(table).execute();
      await copyTables(from, trx, progress);
      for (const table of ['verbs', 'agents', 'activities', 'audit']) {
        await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select coalesce(max(id), 0) + 1 from ${sql.table(table)}), false)`.execute(
          trx,
        );
      }
    });
  } finally {
    await db.destroy();
  }
}

const emptyHint = 'restore into a new folder or an empty database, and start the server with that.';
const anotherHint = 'name a file that cpm lrs backup wrote, or take another backup.';
