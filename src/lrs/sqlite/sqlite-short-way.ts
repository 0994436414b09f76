import type { ShortWay } from '../sql/short-way.js';
import { storedAt } from '../sql/tables.js';
import { textStoredAt } from '../statement-text.js';
import type { LibsqlDatabase } from './libsql-database.js';
import { sqliteRows } from './sqlite-rows.js';

/** SQLite is in this process: a whole commit is a handful of calls, with no other work in between. */
export function sqliteShortWay(database: LibsqlDatabase): ShortWay {
  const rows = sqliteRows(database);
  const run = (text: string) => void database.prepare(text).run([]);
  return async ({ epoch, now, notBefore, statements, agents, activities }) => {
    // Somebody's transaction is open on the connection; the long way waits for its end.
    if (database.isInTransaction()) return null;
    try {
      run('begin');
      const turn = rows.takeTurn(statements.length, now, notBefore);
      const { firstKey } = turn;
      if (turn.epoch === epoch) {
        const { stored, awaited } = rows.put({
          statements: statements.map(({ id, verb, registration, text }, index) => ({
            ...{ key: firstKey + index, id, verb, registration, voiding: 0 },
            body: textStoredAt(text, storedAt(firstKey + index)),
          })),
          agents: agents.map(([number, role, index]) => [number, role, firstKey + index]),
          activities: activities.map(([number, role, index]) => [number, role, firstKey + index]),
        });
        if (stored === statements.length && awaited.length === 0) {
          run('commit');
          return firstKey;
        }
      }
      run('rollback');
    } catch {
      // A full disk, another program's lock: the long way meets it again, and says it or waits.
      if (database.isInTransaction()) run('rollback');
    }
    return null;
  };
}
