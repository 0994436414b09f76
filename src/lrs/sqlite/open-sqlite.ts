import pRetry from 'p-retry';
import { migrate } from '../sql/migrations.js';
import { sqlRecordStore } from '../sql/record-store.js';
import { keysPerMillisecond } from '../sql/tables.js';
import { DatabaseUnavailable, type RecordStore } from '../store.js';
import { connectSqlite, type SqliteConnection } from './connect-sqlite.js';
import { type LibsqlDatabase, libsqlDatabase } from './libsql-database.js';

/**
 * Opens the record store in one SQLite file, made when it is not there: write-ahead log, and the disk is waited for
 * at every commit, so that what was acknowledged survives a crash of the program and of the machine.
 * Several programs may have it open (a server, and a command beside it); one writes at a time.
 * @param now milliseconds since the epoch
 * @param lasting false for a file that goes with the program: the disk is not waited for
 * @throws DatabaseTooNew, or the system's error when the file can't be opened
 */
export async function openSqlite(file: string, now: () => number, lasting = true): Promise<RecordStore> {
  // Another program that starts at the same time may be making the tables.
  const shouldRetry = ({ error }: { error: Error }) => error instanceof DatabaseUnavailable;
  const { db, dialect, shortWay, welcome, version } = await pRetry(() => opened(file, now, lasting), {
    retries: 100,
    minTimeout: 50,
    maxTimeout: 500,
    shouldRetry,
  });
  const probe = libsqlDatabase(file);
  probe.exec('pragma busy_timeout = 0');
  const store = sqlRecordStore({
    db,
    dialect,
    shortWay,
    welcome,
    version,
    now,
    askThrough: async () => throughOf(probe, now),
    close: async () => {
      probe.close();
      await db.destroy();
    },
  });
  // From the first answer on there is a time to name.
  await store.consistentThrough();
  return store;
}

async function opened(file: string, now: () => number, lasting: boolean): Promise<SqliteConnection> {
  const connection = connectSqlite(file, lasting);
  try {
    await migrate(connection.db, connection.dialect, now);
    return connection;
  } catch (error) {
    await connection.db.destroy();
    throw error;
  }
}

/** Who gets the writer's lock at once knows that no write is open, in any program; else only what is committed counts. */
function throughOf(probe: LibsqlDatabase, now: () => number): number {
  // A millisecond back: another statement may still be stored within the same one.
  try {
    probe.exec('begin immediate');
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    return Math.floor(lastKey(probe) / keysPerMillisecond) - 1;
  }
  try {
    return now() - 1;
  } finally {
    probe.exec('rollback');
  }
}

function lastKey(probe: LibsqlDatabase): number {
  const [row] = probe.prepare('select last_key from clock where one = 1').all([]);
  return typeof row === 'object' && row !== null && 'last_key' in row ? Number(row.last_key) : 0;
}
