import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.js';
import type { Tables } from '../tables.js';

/** Version 1: statements with their links, documents, credentials. */
export async function firstTables(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
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
