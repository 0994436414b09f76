import type { ShortWays } from '../sql/insert-shortly.js';
import type { ShortRows } from '../sql/short-way.js';
import { keysPerMillisecond } from '../sql/tables.js';
import { commitText } from './commit-text.js';
import type { LibsqlDatabase } from './libsql-database.js';
import { newcomersIn } from './newcomers.js';
import type { SqliteWriter } from './sqlite-writer.js';

/**
 * A whole commit is one text, carried out beside this thread: while it is written and the disk is waited for, the next
 * requests are read and checked.
 * @param database tells the turn that is due; whoever comes between that and the commit makes the commit fail
 */
export function sqliteShortWay(database: LibsqlDatabase, writer: SqliteWriter): ShortWays {
  const write = async (rows: ShortRows): Promise<number | null> => {
    // Somebody's transaction is open on the connection; the long way waits for its end.
    if (database.isInTransaction()) return null;
    const { lastKey, epoch } = clockOf(database);
    if (epoch !== rows.epoch || (rows.newcomers && rows.newcomers.lastKey !== lastKey)) return null;
    const firstKey = Math.max(lastKey + 1, Math.max(rows.now, rows.notBefore) * keysPerMillisecond);
    // A full disk, another program's lock or turn, a known id: the long way meets it again, and says it or waits.
    return (await writer.hasWritten(commitText(rows, { lastKey, firstKey }))) ? firstKey : null;
  };
  let before: Promise<unknown> = Promise.resolve();
  return {
    shortWay(rows) {
      const mine = before.then(() => write(rows));
      before = mine.catch(() => undefined);
      return mine;
    },
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
