import { type Kysely, sql } from 'kysely';
import { DatabaseTooNew } from '../store.js';
import type { Tables } from './tables.js';

/** How one kind of database writes what SQL leaves open. */
export interface Dialect {
  readonly blob: 'blob' | 'bytea';
  readonly bigInteger: 'integer' | 'bigint';
  /** A number that the database hands out. */
  readonly identity: string;
  /** Put behind a table whose primary key is all there is to it. */
  readonly keyOnly: string;
}

type Migration = (db: Kysely<Tables>, dialect: Dialect) => Promise<void>;

/** Every step a database ever took, in order; only ever added to. The version is the number of steps taken. */
const migrations: readonly Migration[] = [firstTables];

/**
 * Brings a database to the version this program knows, within one transaction.
 * @throws DatabaseTooNew when a newer program made it
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect, now: () => number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`create table if not exists schema_version (version integer primary key, applied ${sql.raw(dialect.bigInteger)} not null)`.execute(
      trx,
    );
    const row = await trx
      .selectFrom('schema_version')
      .select((e) => e.fn.max('version').as('version'))
      .executeTakeFirst();
    const found = row?.version ?? 0;
    if (found > migrations.length) throw new DatabaseTooNew(found, migrations.length);
    for (const [index, step] of migrations.entries()) {
      if (index < found) continue;
      await step(trx, dialect);
      await trx
        .insertInto('schema_version')
        .values({ version: index + 1, applied: now() })
        .execute();
    }
  });
}

async function firstTables(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const big = sql.raw(dialect.bigInteger);
  const blob = sql.raw(dialect.blob);
  const identity = sql.raw(dialect.identity);
  const end = sql.raw(dialect.keyOnly);
  const steps = [
    sql`create table statements (key ${big} primary key, id text not null unique, verb_id integer not null, registration text,
      voided integer not null default 0, voiding integer not null, body text not null)`,
    sql`create index statements_by_verb on statements (verb_id, key)`,
    sql`create index statements_by_registration on statements (registration, key) where registration is not null`,
    sql`create table statement_agents (agent_id integer not null, role integer not null, key ${big} not null, primary key (agent_id, role, key)) ${end}`,
    sql`create table statement_activities (activity_id integer not null, role integer not null, key ${big} not null,
      primary key (activity_id, role, key)) ${end}`,
    sql`create table statement_refs (target_id text not null, key ${big} not null, voids integer not null, primary key (target_id, key)) ${end}`,
    sql`create table inherited (key ${big} not null, via ${big} not null, verb_id integer not null, registration text, primary key (key, via)) ${end}`,
    sql`create index inherited_by_verb on inherited (verb_id, key, via)`,
    sql`create index inherited_by_registration on inherited (registration, key, via)`,
    sql`create table inherited_agents (agent_id integer not null, role integer not null, key ${big} not null, via ${big} not null,
      primary key (agent_id, role, key, via)) ${end}`,
    sql`create table inherited_activities (activity_id integer not null, role integer not null, key ${big} not null, via ${big} not null,
      primary key (activity_id, role, key, via)) ${end}`,
    sql`create table verbs (id ${identity}, iri text not null unique)`,
    sql`create table agents (id ${identity}, identity text not null unique, names text not null)`,
    sql`create table activities (id ${identity}, iri text not null unique, definition text)`,
    sql`create table attachments (sha2 text primary key, content_type text not null, content ${blob} not null)`,
    sql`create table documents (resource text not null, activity text not null, agent text not null, registration text not null, id text not null,
      content ${blob} not null, content_type text not null, etag text not null, updated ${big} not null,
      primary key (resource, activity, agent, registration, id))`,
    sql`create table credentials (id text primary key, label text not null, secret_hash text not null, scopes text not null,
      home_page text not null, created ${big} not null, revoked ${big})`,
  ];
  for (const step of steps) await step.execute(db);
}
