import { type Kysely, sql } from 'kysely';
import { DatabaseTooNew } from '../store.js';
import type { Dialect } from './dialect.js';
import { firstTables } from './steps/first-tables.js';
import { operationTables } from './steps/operation-tables.js';
import type { Tables } from './tables.js';

type Migration = (db: Kysely<Tables>, dialect: Dialect) => Promise<void>;

/** Every step a database ever took, in order; only ever added to. The version is the number of steps taken. */
const migrations: readonly Migration[] = [firstTables, operationTables];

/**
 * Brings a database to the version this program knows, within one transaction. Of several programs that start at once
 * one does it, and the others wait.
 * @param steps fewer than all only to make a database as an older program made it
 * @throws DatabaseTooNew when a newer program made it
 */
export async function migrate(
  db: Kysely<Tables>,
  dialect: Dialect,
  now: () => number,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await dialect.beforeMigration(trx);
    await sql`create table if not exists schema_version (version integer primary key, applied ${sql.raw(dialect.bigInteger)} not null)`.execute(
      trx,
    );
    const row = await trx
      .selectFrom('schema_version')
      .select((e) => e.fn.max('version').as('version'))
      .executeTakeFirst();
    const found = row?.version ?? 0;
    if (found > steps.length) throw new DatabaseTooNew(found, steps.length);
    for (const [index, step] of steps.entries()) {
      if (index < found) continue;
      await step(trx, dialect);
      await trx
        .insertInto('schema_version')
        .values({ version: index + 1, applied: now() })
        .execute();
    }
  });
}
