import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingTables } from '../tables.js';

/** Certificates that were given out. */
export async function certificateTables(db: Kysely<TrackingTables>, dialect: Dialect): Promise<void> {
  await sql`create table certificates (code text primary key, person_id integer not null, subject text not null, done integer not null,
    title text not null, hours double precision not null, provider text not null, issued ${sql.raw(dialect.bigInteger)} not null,
    unique (person_id, subject, done))`.execute(db);
}
