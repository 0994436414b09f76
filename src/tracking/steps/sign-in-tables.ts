import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingTables } from '../tables.js';

/** Users, their sessions, and the log of who looked at what. */
export async function signInTables(db: Kysely<TrackingTables>, dialect: Dialect): Promise<void> {
  const big = sql.raw(dialect.bigInteger);
  const steps = [
    sql`create table users (id text primary key, name text not null unique, password text, must_change integer not null,
      role text not null, place text, person_id integer, created ${big} not null, disabled ${big})`,
    sql`create table sign_ins (token_hash text primary key, user_id text not null, created ${big} not null, seen ${big} not null)`,
    sql`create index sign_ins_by_user on sign_ins (user_id)`,
    sql`create index sign_ins_by_seen on sign_ins (seen)`,
    sql`create table oidc_tries (state_hash text primary key, verifier text not null, nonce text not null, next text not null,
      created ${big} not null)`,
    sql`create table access_log (id ${sql.raw(dialect.identity)}, at ${big} not null, ${sql.ref('user')} text not null,
      action text not null, detail text not null)`,
    sql`create index access_log_by_at on access_log (at)`,
  ];
  for (const step of steps) await step.execute(db);
}
