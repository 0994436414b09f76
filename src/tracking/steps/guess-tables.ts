import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingTables } from '../tables.js';

/** How often passwords were guessed wrong. */
export async function guessTables(db: Kysely<TrackingTables>, dialect: Dialect): Promise<void> {
  const big = sql.raw(dialect.bigInteger);
  await sql`create table guesses (place text primary key, failures integer not null, until ${big} not null)`.execute(
    db,
  );
  await sql`create index guesses_by_until on guesses (until)`.execute(db);
}
