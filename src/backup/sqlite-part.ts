import { rm } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { migrate } from '../lrs/sql/migrations.js';
import type { Tables } from '../lrs/sql/tables.js';
import { connectSqlite } from '../lrs/sqlite/connect-sqlite.js';
import { migrateTracking } from '../tracking/migrate-tracking.js';
import type { TrackingTables } from '../tracking/tables.js';
import type { Everything } from './backup-count.js';
import type { CopyProgress } from './copy-tables.js';
import type { KeptTables } from './kept-tables.js';

/**
 * A SQLite file in the making, with the tables of record store, tracking or both. There is one connection to it: a
 * second one would keep the file from being closed without a log beside it.
 */
export interface SqlitePart {
  readonly db: Kysely<Everything>;
  /** Makes the tables, or brings them up to date. @throws DatabaseTooNew */
  makeStoreTables(now: () => number): Promise<void>;
  makeTrackingTables(now: () => number): Promise<void>;
  /** Copies tables out of another SQLite file of the same version, in place of what stands in them. */
  bringOver(file: string, tables: KeptTables, progress: CopyProgress): Promise<void>;
  /** Removes tables and the room they took. */
  drop(tables: readonly string[]): void;
  /** Leaves one file alone, without a log beside it. */
  close(): Promise<void>;
}

type Nothing = Record<never, never>;
/** The same tables, in the form that `withTables` takes. */
type Plain<Schema> = Pick<Schema, keyof Schema>;

export function openPart(file: string): SqlitePart {
  const { db: bare, dialect, exec } = connectSqlite<Nothing>(file);
  const db = bare.withTables<Plain<Everything>>();
  return {
    db,
    makeStoreTables: (now) => migrate(bare.withTables<Plain<Tables>>(), dialect, now),
    makeTrackingTables: (now) => migrateTracking(bare.withTables<Plain<TrackingTables>>(), dialect, now),
    async bringOver(other, tables, progress) {
      await sql`attach ${other} as other`.execute(db);
      await db.transaction().execute(async (trx) => {
        for (const table of Object.keys(tables)) {
          const name = sql.ref(table);
          await sql`delete from main.${name}`.execute(trx);
          const { numAffectedRows } = await sql`insert into main.${name} select * from other.${name}`.execute(trx);
          progress(table, Number(numAffectedRows ?? 0));
        }
      });
      exec('detach other');
    },
    drop(tables) {
      for (const table of tables) exec(`drop table "${table}"`);
      exec('vacuum');
    },
    async close() {
      exec('pragma journal_mode = delete');
      await db.destroy();
    },
  };
}

/** Removes a SQLite file with what lies beside it. */
export async function removeSqlite(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm', '-journal']) await rm(file + end, { force: true });
}
