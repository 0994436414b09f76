import type { ShortWays } from '../sql/insert-shortly.js';
import type { ShortRows } from '../sql/short-way.js';
import { keysPerMillisecond } from '../sql/tables.js';
import { commitText } from './commit-text.js';
import type { LibsqlDatabase } from './libsql-database.js';
import type { Line } from './line.js';
import { newcomersIn } from './newcomers.js';
import type { SqliteWriter } from './sqlite-writer.js';

/**
 * A whole commit is one text, carried out beside this thread: while it is written and the disk is waited for, the next
 * requests are read and checked. Its time is taken once the writer holds the lock, so that nobody vouches for a later
 * one before it is committed.
 * @param database tells the turn that is due
 * @param line keeps what the writer does from what must not meet it
 */
export function sqliteShortWay(database: LibsqlDatabase, writer: SqliteWriter, line: Line): ShortWays {
  const write = async (rows: ShortRows): Promise<number | null> => {
    // Somebody's transaction is open on the connection; the long way waits for its end.
    if (database.isInTransaction()) return null;
    let firstKey: number | null = null;
    const hasWritten = await writer.hasWritten(() => {
      const { lastKey, epoch } = clockOf(database);
      if (epoch !== rows.epoch || (rows.newcomers && rows.newcomers.lastKey !== lastKey)) return null;
      firstKey = Math.max(lastKey + 1, Math.max(rows.now(), rows.notBefore()) * keysPerMillisecond);
      return commitText(rows, firstKey);
    });
    return hasWritten ? firstKey : null;
  };
  return {
    shortWay: (rows) => line(() => write(rows)),
    async welcome(names, said) {
      if (database.isInTransaction()) return null;
      const { lastKey } = clockOf(database);
      const found = newcomersIn(database, names, said);
      return found && { lastKey, ...found };
    },
  };
}

function clockOf(database: LibsqlDatabase): { lastKey: number; epoch: number } {
  const [row] = database.prepare('select last_key, epoch from clock where one = 1').all([]);
  if (typeof row !== 'object' || row === null || !('last_key' in row) || !('epoch' in row))
    throw new Error('The database has no clock row');
  return { lastKey: Number(row.last_key), epoch: Number(row.epoch) };
}
