import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingTables } from '../tables.js';

/** Version 1: people, facts, achievements, standings. */
export async function firstTrackingTables(db: Kysely<TrackingTables>, dialect: Dialect): Promise<void> {
  const big = sql.raw(dialect.bigInteger);
  const identity = sql.raw(dialect.identity);
  const real = sql.raw('double precision');
  const steps = [
    sql`create table people (id ${identity}, user_id text not null, user_key text not null unique, last_name text not null,
      first_name text not null, email text not null, active integer not null, county text, academy text, organization text not null,
      role text, employee_type text not null, job_title text not null, department text not null, area text not null,
      hired integer, transferred integer, lms_id text not null, updated ${big} not null,
      standings_mark text not null default '')`,
    sql`create index people_by_county on people (county, last_name, first_name, id)`,
    sql`create index people_by_name on people (last_name, first_name, id)`,
    sql`create index people_by_academy on people (academy, county)`,
    sql`create table person_names (name text primary key, person_id integer not null)`,
    sql`create index person_names_by_person on person_names (person_id)`,
    ...factTables(dialect, ''),
    // What is made anew grows in these, beside readers; keys alone, since nobody searches in them.
    ...factTables(dialect, 'next_'),
    sql`create index learners_by_person on learners (person_id)`,
    sql`create index attempts_by_module on attempts (module, version, learner_id)`,
    sql`create index item_results_by_attempt on item_results (module, version, attempt_id)`,
    sql`create index page_visits_by_attempt on page_visits (module, version, attempt_id)`,
    sql`create table achievements (id ${identity}, person_id integer not null, item text not null, source text not null,
      done integer not null, version text, score ${real}, hours ${real}, place text, reference text not null,
      unique (person_id, item, source, reference))`,
    sql`create index achievements_by_item on achievements (item, person_id)`,
    sql`create table standings (person_id integer not null, requirement text not null, item text not null, county text, academy text,
      role text, begun integer not null, done integer, version text, outdated integer not null, due integer, hours ${real} not null,
      primary key (person_id, requirement, item)) ${sql.raw(dialect.keyOnly)}`,
    sql`create index standings_by_item on standings (requirement, item, academy, county, role, done, due, begun, hours)`,
    sql`create index standings_by_county on standings (county, requirement, item, academy, role, done, due, begun, hours)`,
    sql`create index standings_outdated on standings (outdated, item, person_id) where outdated = 1`,
    sql`create index standings_by_due on standings (item, due, person_id, requirement, done, county, academy, role, begun)`,
    sql`create table fold (one integer primary key, cursor text not null, last_id text not null default '', removals integer not null, revision integer not null,
      through ${big} not null, rules text not null)`,
    sql`insert into fold (one, cursor, last_id, removals, revision, through, rules) values (1, '', '', 0, 0, 0, '')`,
    sql`create table pulls (url text primary key, more text not null, since ${big} not null, updated ${big} not null,
      failures integer not null, last_error text)`,
    sql`create table tracking_settings (name text primary key, value text not null)`,
  ];
  for (const step of steps) await step.execute(db);
}

/** What statements say, folded. */
function factTables(dialect: Dialect, prefix: '' | 'next_'): RawBuilder<unknown>[] {
  const big = sql.raw(dialect.bigInteger);
  const identity = sql.raw(dialect.identity);
  const real = sql.raw('double precision');
  const named = (name: string) => sql.table(prefix + name);
  // Without other indexes a table that is its key is half the writing.
  const end = sql.raw(prefix === '' ? '' : dialect.keyOnly);
  return [
    sql`create table ${named('learners')} (id ${identity}, identity text not null unique, account text not null,
      home_page text not null, person_id integer)`,
    sql`create table ${named('attempts')} (id ${identity}, learner_id integer not null, module text not null,
      registration text not null, target text, begun integer not null default 1, version text, first_at ${big} not null,
      last_at ${big} not null, completed_at ${big}, passed_at ${big}, failed_at ${big}, progress integer not null, score ${real},
      pre_test ${real}, tries integer not null, seconds ${real} not null, state text not null,
      unique (learner_id, module, registration))`,
    sql`create table ${named('item_results')} (attempt_id integer not null, item text not null, try integer not null,
      statement text not null, module text not null, version text, learner_id integer not null, score ${real}, response text,
      seconds ${real}, at ${big} not null, primary key (attempt_id, item, try, statement)) ${end}`,
    sql`create table ${named('page_visits')} (attempt_id integer not null, module text not null, version text, page text not null,
      first_at ${big} not null, seconds ${real}, primary key (attempt_id, page)) ${end}`,
  ];
}
