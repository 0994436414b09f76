import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import type { Dialect } from '../sql/dialect.js';
import { migrate } from '../sql/migrations.js';
import { sqlRecordStore } from '../sql/record-store.js';
import type { Tables } from '../sql/tables.js';
import type { RecordStore } from '../store.js';
import { libsqlDatabase } from './libsql-database.js';

const dialect: Dialect = {
  blob: 'blob',
  bigInteger: 'integer',
  identity: 'integer primary key',
  keyOnly: 'without rowid',
};

/**
 * Opens the record store in one SQLite file, made when it is not there: write-ahead log, and the disk is waited for
 * at every commit, so that what was acknowledged survives a crash of the program and of the machine.
 * @param now milliseconds since the epoch
 * @throws DatabaseTooNew, or the system's error when the file can't be opened
 */
export async function openSqlite(file: string, now: () => number): Promise<RecordStore> {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const database = libsqlDatabase(file);
  database.exec('pragma busy_timeout = 5000');
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full');
  database.exec('pragma cache_size = -32000');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  try {
    await migrate(db, dialect, now);
  } catch (error) {
    database.close();
    throw error;
  }
  return sqlRecordStore(db, now, () => db.destroy());
}
