import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Dialect } from '../sql/dialect.js';
import type { LibsqlDatabase } from './libsql-database.js';
import { sqliteRows } from './sqlite-rows.js';

/**
 * What is particular to SQLite: one writer at a time (`begin immediate`), so nothing to lock; lists come in as JSON;
 * the clock is the program's. What writes statements runs on the connection itself, which there is one of.
 */
export function sqliteDialect(database: LibsqlDatabase): Dialect {
  const rows = sqliteRows(database);
  return {
    blob: 'blob',
    bigInteger: 'integer',
    identity: 'integer primary key',
    keyOnly: 'without rowid',
    withKey: '',
    lock: () => null,
    beforeMigration: async () => undefined,
    among: (column, values): RawBuilder<SqlBool> =>
      sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
    entries: (json) => sql`json_each(${json})`,
    // What is deleted is overwritten in the database (`secure_delete`), but its log still has it.
    wipe: async () => {
      // Worth standing still for: readers in other programs have to let go of the log first.
      database.exec('pragma busy_timeout = 250');
      database.exec('pragma wal_checkpoint(truncate)');
      database.exec('pragma busy_timeout = 25');
    },
    again: '',
    takeTurn: async (_trx, count, now, notBefore) => rows.takeTurn(count, now, notBefore),
    put: async (_trx, all) => rows.put(all),
  };
}
