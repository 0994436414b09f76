import { type Kysely, sql } from 'kysely';
import { DatabaseTooNew } from '../store.js';
import type { Dialect } from './dialect.js';

/** One step from a version of some tables to the next. */
export type Step<Schema> = (db: Kysely<Schema>, dialect: Dialect) => Promise<void>;

export interface Steps<Schema> {
  /** The table that holds which steps were taken, and when. */
  readonly noted: string;
  /** Every step, in order; only ever added to. The version is the number of steps taken. */
  readonly all: readonly Step<Schema>[];
}

/**
 * Takes the steps that a database has not taken yet, within one transaction; of several programs that begin at once
 * one does it, and the others wait.
 * @param now milliseconds since the epoch
 * @throws DatabaseTooNew when a newer program took more
 */
export async function takeSteps<Schema>(
  db: Kysely<Schema>,
  dialect: Dialect,
  { noted, all }: Steps<Schema>,
  now: () => number,
): Promise<void> {
  const table = sql.table(noted);
  await db.transaction().execute(async (trx) => {
    await dialect.beforeMigration(trx);
    await sql`create table if not exists ${table} (version integer primary key, applied ${sql.raw(dialect.bigInteger)} not null)`.execute(
      trx,
    );
    const { rows } = await sql<{ version: number | null }>`select max(version) as version from ${table}`.execute(trx);
    const found = Number(rows[0]?.version ?? 0);
    if (found > all.length) throw new DatabaseTooNew(found, all.length);
    for (const [index, step] of all.entries()) {
      if (index < found) continue;
      await step(trx, dialect);
      await sql`insert into ${table} (version, applied) values (${index + 1}, ${now()})`.execute(trx);
    }
  });
}
