import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Dialect } from '../sql/dialect.js';
import type { ShortWay } from '../sql/short-way.js';
import type { Tables } from '../sql/tables.js';
import { type LibsqlDatabase, libsqlDatabase } from './libsql-database.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { sqliteDriver } from './sqlite-driver.js';
import { sqliteShortWay } from './sqlite-short-way.js';

/** A SQLite file as a database of the store's tables, whatever version they have. */
export interface SqliteConnection<Schema = Tables> {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  readonly shortWay: ShortWay;
  /** Another number after every change that another connection made. */
  readonly version: () => number;
  /** Runs SQL as it is written: settings, and what has no rows. */
  exec(text: string): void;
}

/**
 * Connects to a SQLite file, made when it is not there: write-ahead log, the disk is waited for at every commit,
 * so that what was acknowledged survives a crash of the program and of the machine; deleted data is overwritten.
 * @param lasting false for a file that goes with the program: the disk is not waited for
 * @param patience milliseconds that a write waits for another program that writes
 */
export function connectSqlite<Schema = Tables>(
  file: string,
  lasting = true,
  patience = 5000,
): SqliteConnection<Schema> {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  const database = libsqlDatabase(file);
  // Learners' data is its owner's; the log beside it gets the same mode from SQLite.
  if (existsSync(file)) chmodSync(file, 0o600);
  database.exec('pragma busy_timeout = 250');
  database.exec('pragma journal_mode = wal');
  database.exec(`pragma synchronous = ${lasting ? 'full' : 'off'}`);
  database.exec('pragma cache_size = -32000');
  // 16 MB of log: pages that change with every commit go into the file once for many commits.
  database.exec('pragma wal_autocheckpoint = 4000');
  database.exec('pragma secure_delete = on');
  // Short, since the whole program stands still with it: who finds another writing asks again after a while.
  database.exec('pragma busy_timeout = 25');
  const db = new Kysely<Schema>({
    dialect: {
      createDriver: () => sqliteDriver(database, patience),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return {
    db,
    dialect: sqliteDialect(database),
    shortWay: sqliteShortWay(database),
    version: () => versionOf(database),
    exec: (text) => database.exec(text),
  };
}

function versionOf(database: LibsqlDatabase): number {
  const [row] = database.prepare('pragma data_version').all([]);
  return typeof row === 'object' && row !== null && 'data_version' in row ? Number(row.data_version) : Number.NaN;
}
