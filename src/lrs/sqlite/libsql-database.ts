import type { SqliteDatabase, SqliteStatement } from 'kysely';
import Libsql from 'libsql';
import { DatabaseFull, DatabaseUnavailable } from '../store.js';

export interface LibsqlDatabase extends SqliteDatabase {
  exec(text: string): void;
  isInTransaction(): boolean;
}

/** How many prepared statements are kept: batches of different sizes make different texts. */
const keptStatements = 200;

/**
 * libsql as the database that Kysely expects, with its traps closed: a boolean or undefined value would end the
 * whole process; a write by itself becomes a transaction (see below); and a transaction begins as a writer at once, so that it never fails halfway for want of the lock.
 * Its errors come as `DatabaseUnavailable` and `DatabaseFull` where they mean that.
 */
export function libsqlDatabase(file: string): LibsqlDatabase {
  const database = opened(file);
  const prepared = new Map<string, SqliteStatement>();
  // Never prepared: a prepared one that finds the lock taken stays open too, and the next would wait for it for ever.
  const begin: SqliteStatement = {
    reader: false,
    all: () => [],
    run: () => {
      told(() => database.exec('begin immediate'));
      return { changes: 0, lastInsertRowid: 0 };
    },
    iterate: () => [][Symbol.iterator](),
  };
  return {
    isInTransaction: () => database.inTransaction,
    exec: (text) => told(() => void database.exec(text)),
    close: () => {
      prepared.clear();
      database.close();
    },
    prepare(text) {
      if (text === 'begin') return begin;
      const kept = prepared.get(text);
      if (kept) return kept;
      const statement = told(() => database.prepare(text));
      const isWrite =
        /^\s*(?:insert|update|delete|replace|with)\b/i.test(text) && /\b(?:insert|update|delete)\b/i.test(text);
      const whole = <Value>(run: () => Value): Value =>
        told(() => (isWrite && !database.inTransaction ? inTransaction(database, run) : run()));
      const made: SqliteStatement = {
        reader: statement.reader,
        all: (values) => whole(() => statement.all(...values.map(bindable))),
        run: (values) => {
          // On a full disk SQLite rolls back by itself; Kysely's own rollback would then hide why.
          if (text === 'rollback' && !database.inTransaction) return { changes: 0, lastInsertRowid: 0 };
          return whole(() => statement.run(...values.map(bindable)));
        },
        iterate: (values) => statement.iterate(...values.map(bindable)),
      };
      prepared.set(text, made);
      const oldest = prepared.keys().next();
      if (prepared.size > keptStatements && !oldest.done) prepared.delete(oldest.value);
      return made;
    },
  };
}

/**
 * A write by itself that finds the lock taken stays open in the library, and with it a transaction that nobody began:
 * all that is written later would be seen by this connection alone, and be lost. Where it begins first, only the
 * beginning fails.
 */
function inTransaction<Value>(database: Libsql.Database, run: () => Value): Value {
  database.exec('begin immediate');
  try {
    const value = run();
    database.exec('commit');
    return value;
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
}

function opened(file: string): Libsql.Database {
  try {
    return new Libsql(file);
  } catch (error) {
    // The library says this in a sentence without a code.
    throw Object.assign(new Error(`${file} cannot be opened as a database`, { cause: error }), {
      code: 'SQLITE_CANTOPEN',
    });
  }
}

/** Runs it; what SQLite says of a full disk or of another writer is said in the store's words. */
function told<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'SQLITE_FULL') throw new DatabaseFull(error);
    if (code === 'SQLITE_BUSY' || code.startsWith('SQLITE_BUSY_')) throw new DatabaseUnavailable('busy', error);
    throw error;
  }
}

function bindable(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return value ? 1 : 0;
    case 'undefined':
    case 'function':
    case 'symbol':
      throw new TypeError(`A value of type ${typeof value} can't go into the database`);
    default:
      // Texts, numbers, null and bytes go as they are.
      return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
  }
}
