import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../lrs/sql/dialect.js';
import { DatabaseTooNew } from '../lrs/store.js';
import { certificateTables } from './steps/certificate-tables.js';
import { firstTrackingTables } from './steps/first-tracking-tables.js';
import { guessTables } from './steps/guess-tables.js';
import { signInTables } from './steps/sign-in-tables.js';
import type { TrackingTables } from './tables.js';

type Migration = (db: Kysely<TrackingTables>, dialect: Dialect) => Promise<void>;

/** Every step, in order; only ever added to. The version is the number of steps taken. */
const migrations: readonly Migration[] = [firstTrackingTables, signInTables, certificateTables, guessTables];

/**
 * Brings the tables of tracking to the version this program knows, within one transaction.
 * @throws DatabaseTooNew when a newer program made them
 */
export async function migrateTracking(db: Kysely<TrackingTables>, dialect: Dialect, now: () => number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await dialect.beforeMigration(trx);
    await sql`create table if not exists tracking_version (version integer primary key, applied ${sql.raw(dialect.bigInteger)} not null)`.execute(
      trx,
    );
    const row = await trx
      .selectFrom('tracking_version')
      .select((e) => e.fn.max('version').as('version'))
      .executeTakeFirst();
    const found = Number(row?.version ?? 0);
    if (found > migrations.length) throw new DatabaseTooNew(found, migrations.length);
    for (const [index, step] of migrations.entries()) {
      if (index < found) continue;
      await step(trx, dialect);
      await trx
        .insertInto('tracking_version')
        .values({ version: index + 1, applied: now() })
        .execute();
    }
  });
}
