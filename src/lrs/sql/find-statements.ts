import { type RawBuilder, sql } from 'kysely';
import { role } from '../links.js';
import type { StatementPage, StatementQuery } from '../store.js';
import { commonKeys, type Span, within } from './common-keys.js';
import type { Dialect } from './dialect.js';
import type { Db } from './group-commit.js';
import { activityRoles, agentRoles, keyLists, type Numbered, type Source } from './key-lists.js';
import { keysPerMillisecond } from './tables.js';

/**
 * One page of the statements that match, in two queries: the numbers of the values asked for, then the keys that all
 * filters have in common together with their statements. Both only descend into indexes, in key order.
 */
export async function findStatements(db: Db, dialect: Dialect, query: StatementQuery): Promise<StatementPage> {
  const numbered = await numbersOf(db, dialect, query);
  if (numbered === null) return { statements: [], next: null };
  const end = query.ascending ? query.until : query.since;
  if (Object.keys(numbered).length === 0 && end === undefined) return unfiltered(db, dialect, query);
  const { rows } = await page(dialect, query, numbered).execute(db);
  // A statement may match by itself and by what it refers to.
  const found = new Map(rows.map((row) => [Number(row.key), row]));
  const ordered = [...found].sort(([a], [b]) => (query.ascending ? a - b : b - a)).slice(0, query.limit);
  const last = ordered.at(-1);
  return {
    statements: ordered.map(([key, { id, body }]) => ({ cursor: String(key), id, json: body })),
    next: found.size > query.limit && last !== undefined ? String(last[0]) : null,
  };
}

interface Row {
  /** Some drivers give big integers as text. */
  readonly key: number | string;
  readonly id: string;
  readonly body: string;
}

/**
 * Whoever reads all there is from a place on reads the table itself in its order: a third of what looking up each key
 * would cost. Only from a place on, and all but the voided: of what it takes for few rows, PostgreSQL would gather all
 * first and sort them then.
 */
async function unfiltered(db: Db, dialect: Dialect, query: StatementQuery): Promise<StatementPage> {
  const { above, below, ascending } = spanOf(query);
  const { rows } = await sql<Row>`${sql.raw(dialect.again)} select s.key, s.id, s.body from statements as s
    where ${ascending ? sql`s.key > ${above}` : sql`s.key < ${below}`} and s.voided <> 1
    order by s.key ${sql.raw(ascending ? 'asc' : 'desc')} limit ${query.limit + 1}`.execute(db);
  const statements = rows.slice(0, query.limit).map(({ key, id, body }) => ({ cursor: String(key), id, json: body }));
  return { statements, next: rows.length > query.limit ? (statements.at(-1)?.cursor ?? null) : null };
}

function page(dialect: Dialect, query: StatementQuery, numbered: Numbered): RawBuilder<Row> {
  const span = spanOf(query);
  const filtered = Object.keys(numbered).some((name) => name !== 'authority');
  const sources: readonly Source[] = filtered ? ['own', 'inherited'] : ['own'];
  const keys = sources.map((source) => commonKeys(`${source}_keys`, keyLists(query, numbered, source), span));
  const found = sources.map((source) => {
    const of = (column: string) => sql`(select ${sql.ref(`s.${column}`)} from statements as s where s.key = k.first)`;
    // Scalar subqueries are looked up by key; of a join or of `exists` a planner might make a scan.
    return sql`select * from (
      select k.first as key, ${of('id')} as id, ${of('body')} as body from ${sql.table(`${source}_keys`)} as k
      where k.first = k.last and ${within(sql`k.first`, span)} and ${of('voided')} = 0
        ${source === 'own' ? sql`` : sql`and ${oneHeritage(query, numbered)} = 1`}
      limit ${query.limit + 1}) as ${sql.table(source)}`;
  });
  return sql`${sql.raw(dialect.again)} with recursive ${sql.join(keys)} ${sql.join(found, sql` union all `)}`;
}

/** 1 when a single statement that k.first refers to meets all filters; in the lists each may have met one. */
function oneHeritage(query: StatementQuery, numbered: Numbered): RawBuilder<unknown> {
  const { registration, agent, activity, verb, authority } = numbered;
  const linked = (table: string, column: string, number: number, roles: readonly number[]) =>
    sql`(select 1 from ${sql.table(table)} as l where ${sql.ref(`l.${column}`)} = ${number} and l.role in (${sql.join(roles)})
      and l.key = h.key and l.via = h.via limit 1) = 1`;
  // In a form that no index has: the few rows of the key are all there is to look at.
  const conditions: RawBuilder<unknown>[] = [sql`h.key = k.first`];
  if (registration !== undefined) conditions.push(sql`coalesce(h.registration, '') = ${registration}`);
  if (verb !== undefined) conditions.push(sql`h.verb_id + 0 = ${verb}`);
  if (agent !== undefined)
    conditions.push(linked('inherited_agents', 'agent_id', agent, agentRoles(query, 'inherited')));
  if (activity !== undefined)
    conditions.push(linked('inherited_activities', 'activity_id', activity, activityRoles(query)));
  // Who may only see what it sent must not learn from a reference what others say.
  if (authority !== undefined)
    conditions.push(
      sql`(select 1 from statement_agents as l where l.agent_id = ${authority} and l.role = ${role.authority} and l.key = h.via limit 1) = 1`,
    );
  return sql`(select 1 from inherited as h where ${sql.join(conditions, sql` and `)} limit 1)`;
}

/** since, until and the place to go on from, all as bounds of the key. */
function spanOf({ since, until, cursor, ascending = false }: StatementQuery): Span {
  const place = cursor === undefined ? undefined : Number(cursor);
  const firstKeyAfter = (time: number) => (Math.floor(time) + 1) * keysPerMillisecond;
  return {
    above: Math.max(-1, since === undefined ? -1 : firstKeyAfter(since) - 1, (ascending ? place : undefined) ?? -1),
    below: Math.min(
      Number.MAX_SAFE_INTEGER,
      until === undefined ? Number.MAX_SAFE_INTEGER : firstKeyAfter(until),
      (ascending ? undefined : place) ?? Number.MAX_SAFE_INTEGER,
    ),
    ascending,
  };
}

/** Null when a value was never seen, so that nothing can match. */
async function numbersOf(db: Db, dialect: Dialect, query: StatementQuery): Promise<Numbered | null> {
  const registration = query.registration?.toLowerCase();
  const numbered: { -readonly [Name in keyof Numbered]: Numbered[Name] } =
    registration === undefined ? {} : { registration };
  const wanted = [
    { name: 'agent', table: 'agents', column: 'identity', value: query.agent },
    { name: 'authority', table: 'agents', column: 'identity', value: query.authority },
    { name: 'verb', table: 'verbs', column: 'iri', value: query.verb },
    { name: 'activity', table: 'activities', column: 'iri', value: query.activity },
  ] as const;
  const asked = wanted.flatMap((one) => (one.value === undefined ? [] : [one]));
  if (asked.length === 0) return numbered;
  const ids = asked.map(
    ({ name, table, column, value }) =>
      sql`(select n.id from ${sql.table(table)} as n where ${sql.ref(`n.${column}`)} = ${value}) as ${sql.ref(name)}`,
  );
  const { rows } = await sql<Record<string, number | null>>`${sql.raw(dialect.again)} select ${sql.join(ids)}`.execute(
    db,
  );
  for (const { name } of asked) {
    const id = rows[0]?.[name] ?? null;
    if (id === null) return null;
    numbered[name] = id;
  }
  return numbered;
}
