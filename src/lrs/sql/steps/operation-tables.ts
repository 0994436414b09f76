import { type Kysely, sql } from 'kysely';
import { isObject } from '../../../xapi/json.js';
import { attachmentHashes } from '../../attachment-hashes.js';
import type { Dialect } from '../dialect.js';
import { insertRows } from '../insert-rows.js';
import type { Tables } from '../tables.js';

/** Version 2: what several processes share, package keys, sessions, roster, forwarding, audit. */
export async function operationTables(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const big = sql.raw(dialect.bigInteger);
  const identity = sql.raw(dialect.identity);
  const end = sql.raw(dialect.keyOnly);
  const withKey = sql.raw(dialect.withKey);
  const steps = [
    sql`create table clock (one integer primary key, last_key ${big} not null, epoch ${big} not null)`,
    sql`insert into clock (one, last_key, epoch) select 1, coalesce(max(key), 0), 0 from statements`,
    sql`alter table credentials add column activities text`,
    sql`alter table credentials add column requests_a_minute integer`,
    sql`alter table credentials add column expires ${big}`,
    sql`create table sessions (id text primary key, secret_hash text not null, scopes text not null, authority text not null,
      about text not null, rule text, state text not null, revision integer not null, closed text, expires ${big} not null)`,
    sql`create index sessions_by_expires on sessions (expires)`,
    sql`create index sessions_by_about on sessions (about)`,
    sql`create table roster (account text primary key, home_page text not null, learner text not null, first_seen ${big} not null,
      unique (home_page, learner))`,
    sql`create table settings (name text primary key, value text not null)`,
    sql`create table forwards (url text primary key, last_key ${big} not null, holder text, lease_until ${big} not null,
      updated ${big} not null, failures integer not null, last_error text)`,
    sql`create table forward_refusals (url text not null, key ${big} not null, at ${big} not null, reason text not null,
      primary key (url, key))`,
    sql`create table audit (id ${identity}, at ${big} not null, action text not null, detail text not null)`,
    sql`create table statement_attachments (sha2 text not null, key ${big} not null, primary key (sha2, key)) ${end}`,
    // `key + 0`: see common-keys.ts.
    sql`drop index statements_by_verb`,
    sql`create index statements_by_verb on statements (verb_id, (key + 0)) ${withKey}`,
    sql`drop index statements_by_registration`,
    sql`create index statements_by_registration on statements (registration, (key + 0)) ${withKey} where registration is not null`,
    sql`drop index inherited_by_verb`,
    sql`create index inherited_by_verb on inherited (verb_id, (key + 0)) ${withKey}`,
    sql`drop index inherited_by_registration`,
    sql`create index inherited_by_registration on inherited (registration, (key + 0)) ${withKey} where registration is not null`,
    sql`create index documents_by_agent on documents (agent)`,
    sql`create index documents_by_updated on documents (updated)`,
    sql`create index inherited_by_via on inherited (via)`,
  ];
  for (const step of steps) await step.execute(db);
  await linkAttachments(db);
}

/** Version 1 knew attachments by the statements' text only. */
async function linkAttachments(db: Kysely<Tables>): Promise<void> {
  let after = -1;
  for (;;) {
    const rows = await db
      .selectFrom('statements')
      .select(['key', 'body'])
      .where('key', '>', after)
      .where('body', 'like', '%"sha2"%')
      .orderBy('key')
      .limit(500)
      .execute();
    for (const { key, body } of rows) {
      const statement: unknown = JSON.parse(body);
      const hashes = new Set(attachmentHashes(isObject(statement) ? [statement] : []));
      await insertRows(
        db,
        'statement_attachments',
        [...hashes].map((sha2) => ({ sha2, key })),
      );
      after = Number(key);
    }
    if (rows.length < 500) return;
  }
}
