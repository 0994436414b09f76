import { migrate } from '../sql/migrations.js';
import { sqlRecordStore } from '../sql/record-store.js';
import type { RecordStore } from '../store.js';
import { connectPostgres } from './connect-postgres.js';
import { throughQuery } from './postgres-dialect.js';

/**
 * Opens the record store in a PostgreSQL database, which is brought to this program's version first. Any number of
 * processes may have it open: they behave as one.
 * @param url as for `connectPostgres`
 * @param now milliseconds since the epoch; statements are timed by the database's clock
 * @throws DatabaseTooNew, DatabaseUnavailable, or the driver's error when the database won't have it
 */
export async function openPostgres(url: string, now: () => number): Promise<RecordStore> {
  const { db, dialect, shortWay } = await connectPostgres(url);
  try {
    await migrate(db, dialect, now);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const store = sqlRecordStore({
    db,
    dialect,
    shortWay,
    version: null,
    now,
    askThrough: async () => Number((await throughQuery.execute(db)).rows[0]?.through ?? 0),
    close: () => db.destroy(),
  });
  // From the first answer on there is a time to name.
  await store.consistentThrough();
  return store;
}
