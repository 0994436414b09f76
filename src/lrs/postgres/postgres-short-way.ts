import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import type { LinkRow } from '../sql/dialect.js';
import type { Newcomers, ShortRows, ShortWay } from '../sql/short-way.js';
import { keysPerMillisecond } from '../sql/tables.js';
import { takeText } from './postgres-dialect.js';
import { nameOf, preparedMark, sendable } from './postgres-driver.js';

/**
 * A whole commit in one way there and back: its statements are sent together, each sees what the ones before it did,
 * and what fails one of them makes the commit at their end undo all.
 * @param pool its connections send without waiting for answers (`pipeline`)
 */
export function postgresShortWay(pool: Pool): ShortWay {
  return async (rows) => {
    const client = await pool.connect().catch(() => null);
    // The long way asks for a connection as well, and says what is wrong.
    if (!client) return null;
    const before = [
      client.query('begin'),
      client.query({ name: nameOf(takeText), text: takeText, values: [rows.statements.length, rows.notBefore()] }),
      ...welcoming(rows.newcomers).map((one) => client.query(one)),
    ];
    const [put, commit] = await Promise.allSettled([
      client.query<{ first_key: number }>({ name: nameOf(putText), text: putText, values: valuesOf(rows) }),
      client.query('commit'),
      ...before,
    ]);
    done(client, commit);
    const isCommitted = commit.status === 'fulfilled' && commit.value.command === 'COMMIT';
    return isCommitted && put.status === 'fulfilled' ? (put.value.rows[0]?.first_key ?? null) : null;
  };
}

/** A connection that could not even end its transaction is not used again. */
function done(client: PoolClient, commit: PromiseSettledResult<QueryResult>): void {
  client.release(commit.status === 'rejected');
}

/** What is numbered already, by another process, breaks the key of the names. */
function welcoming(newcomers: Newcomers | undefined): QueryConfig[] {
  if (!newcomers) return [];
  const { verbs, agents, activities } = newcomers;
  const inserting = (
    into: string,
    rows: readonly (readonly [number, string, ...(string | null)[]])[],
    more: number,
  ) => {
    const columns = Array.from({ length: 2 + more }, (_, n) => rows.map((row) => row[n] ?? null));
    const text = `${preparedMark} insert into ${into} select * from unnest($1::integer[], $2::text[]${', $3::text[]'.repeat(more)})`;
    return rows.length === 0 ? [] : [{ name: nameOf(text), text, values: columns.map(sendable) }];
  };
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return [
    ...inserting('verbs (id, iri)', verbs, 0),
    ...inserting(
      'agents (id, identity, names)',
      agents.map(([one, { id, names }]) => [id, one, json(names)]),
      1,
    ),
    ...inserting(
      'activities (id, iri, definition)',
      activities.map(([iri, { id, definition }]) => [id, iri, json(definition)]),
      1,
    ),
  ];
}

function valuesOf({ epoch, statements, agents, activities }: ShortRows): unknown[] {
  return [
    epoch,
    statements.map(({ id }) => id),
    statements.map(({ verb }) => verb),
    statements.map(({ registration }) => registration),
    statements.map(({ text }) => text.head),
    statements.map(({ text }) => text.untimed),
    statements.map(({ text }) => text.tail),
    ...columnsOf(agents),
    ...columnsOf(activities),
  ].map(sendable);
}

function columnsOf(rows: readonly LinkRow[]): (readonly number[])[] {
  return [rows.map(([number]) => number), rows.map(([, role]) => role), rows.map(([, , index]) => index)];
}

/**
 * Writes behind `takeText` in the same transaction. A known id breaks the key of the ids; another epoch, or a statement
 * that is referred to already, divides by zero: each undoes all of it.
 */
const putText = `${preparedMark} with turn as materialized (
  select last_key - cardinality($2::text[]) + 1 as first_key from clock where one = 1 and epoch = $1::bigint),
stored as (
  insert into statements (key, id, verb_id, registration, voided, voiding, body)
  select turn.first_key + place - 1, id, verb_id, registration, 0, 0,
    head || case when untimed then '"timestamp":"' || at || '",' else '' end || '"stored":"' || at || tail
  from turn cross join unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::boolean[], $7::text[])
    with ordinality as one (id, verb_id, registration, head, untimed, tail, place)
  cross join lateral (select to_char(
    timestamp 'epoch' + interval '1 millisecond' * ((turn.first_key + place - 1) / ${keysPerMillisecond}),
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at) as moment
  returning key),
agents as (
  insert into statement_agents (agent_id, role, key)
  select number, role, turn.first_key + index
  from turn cross join unnest($8::integer[], $9::integer[], $10::integer[]) as one (number, role, index)),
activities as (
  insert into statement_activities (activity_id, role, key)
  select number, role, turn.first_key + index
  from turn cross join unnest($11::integer[], $12::integer[], $13::integer[]) as one (number, role, index))
select min(key) / case when count(*) = cardinality($2::text[])
  and not exists (select 1 from statement_refs where target_id = any($2::text[])) then 1 else 0 end as first_key from stored`;
