import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from '../open-store.js';
import { connectPostgres } from '../postgres/connect-postgres.js';
import { migrate } from '../sql/migrations.js';
import type { Tables } from '../sql/tables.js';
import { connectSqlite } from '../sqlite/connect-sqlite.js';
import { DatabaseTooNew } from '../store.js';
import { BackupRefused } from './backup-refused.js';
import { type CopyProgress, copyTables } from './copy-tables.js';

/** What a backup holds, or a restored store. */
export interface BackupCount {
  readonly statements: number;
  readonly documents: number;
}

/**
 * Writes one moment of a record store into a file while the store is in use. Whatever the database, the backup is a
 * SQLite file with the same tables, so that `restoreStore` can bring it back to either.
 * @param database `postgres://…` or the path of a SQLite file
 * @param file written whole or not at all
 * @param now milliseconds since the epoch
 * @throws BackupRefused when there is such a file already, or no store, or one of an older program; DatabaseTooNew
 */
export async function backupStore(
  database: string,
  file: string,
  now: () => number,
  progress: CopyProgress,
): Promise<BackupCount> {
  if (!existsSync(path.dirname(file)))
    throw new BackupRefused(`The folder of ${file} does not exist`, 'make it, or name another file.');
  if (existsSync(file)) throw new BackupRefused(`${file} is there already`, 'name a file that is not there yet.');
  const part = `${file}.part`;
  await removeSqlite(part);
  // It holds what the store holds, and the roster: nobody else is to read it. SQLite keeps the rights of an empty file.
  await writeFile(part, '', { mode: 0o600, flag: 'wx' });
  try {
    const count = isPostgres(database)
      ? await fromPostgres(database, part, now, progress)
      : await fromSqlite(database, part);
    await rename(part, file);
    return count;
  } finally {
    await removeSqlite(part);
  }
}

async function fromSqlite(database: string, part: string): Promise<BackupCount> {
  if (!existsSync(database)) throw new BackupRefused(`There is no record store at ${database}`, noStoreHint);
  const source = connectSqlite(database);
  try {
    source.exec(`vacuum into '${part.replaceAll("'", "''")}'`);
  } finally {
    await source.db.destroy();
  }
  const copy = connectSqlite(part);
  try {
    return await countOf(copy.db);
  } finally {
    // Leaves one file alone, without a log beside it.
    copy.exec('pragma journal_mode = delete');
    await copy.db.destroy();
  }
}

async function fromPostgres(
  database: string,
  part: string,
  now: () => number,
  progress: CopyProgress,
): Promise<BackupCount> {
  const source = await connectPostgres(database);
  const target = connectSqlite(part);
  try {
    await migrate(target.db, target.dialect, now);
    await source.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (reader) => {
        await checkVersion(reader, target.db);
        await target.db.transaction().execute((writer) => copyTables(reader, writer, progress));
      });
    const count = await countOf(target.db);
    target.exec('pragma journal_mode = delete');
    return count;
  } finally {
    await target.db.destroy();
    await source.db.destroy();
  }
}

/** What only another version of the program knows would be left out. */
async function checkVersion(reader: Kysely<Tables>, target: Kysely<Tables>): Promise<void> {
  const { rows } = await sql`select 1 from pg_tables where schemaname = any (current_schemas(false))
    and tablename = 'schema_version'`.execute(reader);
  if (rows.length === 0) throw new BackupRefused('There is no record store in that database', noStoreHint);
  const [found, known] = [await versionOf(reader), await versionOf(target)];
  if (found > known) throw new DatabaseTooNew(found, known);
  if (found < known)
    throw new BackupRefused(
      'An older version of this program made the record store',
      'back it up with that one, or start the server once: it brings the database up to date.',
    );
}

async function versionOf(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('schema_version')
    .select((e) => e.fn.max('version').as('version'))
    .executeTakeFirst();
  return Number(row?.version ?? 0);
}

/** Statements and documents of a store. */
export async function countOf(db: Kysely<Tables>): Promise<BackupCount> {
  const count = async (table: 'statements' | 'documents') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select((e) => e.fn.countAll().as('n'))
          .executeTakeFirst()
      )?.n ?? 0,
    );
  return { statements: await count('statements'), documents: await count('documents') };
}

/** Removes a SQLite file with what lies beside it. */
export async function removeSqlite(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm', '-journal']) await rm(file + end, { force: true });
}

const noStoreHint = 'name its folder with --data, or its address with --database.';
