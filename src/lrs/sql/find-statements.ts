import { type RawBuilder, sql } from 'kysely';
import { role } from '../links.js';
import type { StatementPage, StatementQuery, StoredStatement } from '../store.js';
import type { Db } from './group-commit.js';
import { keysPerMillisecond } from './tables.js';

/** A query with its values turned into the numbers of the link tables. */
interface Numbered {
  readonly agent?: number;
  readonly activity?: number;
  readonly verb?: number;
  readonly registration?: string;
  readonly authority?: number;
}

/** Where matches are looked for: a statement's own links, or those of what it refers to. */
type Source = 'own' | 'inherited';

/**
 * One page of the statements that match. Each part of the search is one scan over an index range in key order:
 * the narrowest filter leads, the others are looked up by key.
 */
export async function findStatements(db: Db, query: StatementQuery): Promise<StatementPage> {
  const numbered = await numbersOf(db, query);
  if (numbered === null) return { statements: [], next: null };
  const filtered = Object.entries(numbered).some(([name]) => name !== 'authority');
  const sources: Source[] = filtered && (await anyInherited(db)) ? ['own', 'inherited'] : ['own'];
  const keys = new Set<number>();
  for (const source of sources) {
    for (const lead of leads(query, numbered, source)) {
      const { rows } = await scan(query, numbered, source, lead).execute(db);
      for (const row of rows) keys.add(Number(row.key));
    }
  }
  const ordered = [...keys].sort((a, b) => (query.ascending ? a - b : b - a));
  const page = ordered.slice(0, query.limit);
  const last = page.at(-1);
  return {
    statements: await bodies(db, page),
    next: ordered.length > query.limit && last !== undefined ? String(last) : null,
  };
}

/** The index that a scan follows, with the role it is for. */
type Lead =
  | { readonly by: 'agent' | 'activity' | 'authority'; readonly role: number }
  | { readonly by: 'registration' | 'verb' | 'key' };

function leads(query: StatementQuery, numbered: Numbered, source: Source): Lead[] {
  if (numbered.registration !== undefined) return [{ by: 'registration' }];
  if (numbered.agent !== undefined) return agentRoles(query, source).map((as) => ({ by: 'agent', role: as }));
  if (numbered.activity !== undefined) return activityRoles(query).map((as) => ({ by: 'activity', role: as }));
  if (numbered.verb !== undefined) return [{ by: 'verb' }];
  if (numbered.authority !== undefined) return [{ by: 'authority', role: role.authority }];
  return [{ by: 'key' }];
}

function agentRoles(query: StatementQuery, source: Source): number[] {
  if (!query.relatedAgents) return [role.direct];
  return source === 'own' ? [role.direct, role.related, role.authority] : [role.direct, role.related];
}

function activityRoles(query: StatementQuery): number[] {
  return query.relatedActivities ? [role.direct, role.related] : [role.direct];
}

function scan(
  query: StatementQuery,
  numbered: Numbered,
  source: Source,
  lead: Lead,
): RawBuilder<{ key: number | string }> {
  const facts = sql.table(source === 'own' ? 'statements' : 'inherited');
  const same = (alias: string) =>
    source === 'own'
      ? sql`${sql.ref(`${alias}.key`)} = s.key`
      : sql`${sql.ref(`${alias}.key`)} = s.key and ${sql.ref(`${alias}.via`)} = s.via`;
  const agents = sql.table(source === 'own' ? 'statement_agents' : 'inherited_agents');
  const activities = sql.table(source === 'own' ? 'statement_activities' : 'inherited_activities');
  const conditions: RawBuilder<unknown>[] = [];
  let from = sql`${facts} as s`;
  // CROSS JOIN keeps the order as written in SQLite; elsewhere it is an ordinary join.
  if (lead.by === 'agent' || lead.by === 'activity' || lead.by === 'authority') {
    const table = lead.by === 'activity' ? activities : lead.by === 'agent' ? agents : sql.table('statement_agents');
    const column = lead.by === 'activity' ? 'l.activity_id' : 'l.agent_id';
    from = sql`${table} as l cross join ${facts} as s`;
    conditions.push(sql`${sql.ref(column)} = ${numbered[lead.by]} and l.role = ${lead.role}`, same('l'));
  }
  const key = sql.ref('role' in lead ? 'l.key' : 's.key');
  const probe = (
    table: RawBuilder<unknown>,
    column: string,
    number: number,
    roles: readonly number[],
    alike = same('p'),
  ) =>
    sql`exists (select 1 from ${table} as p where ${sql.ref(`p.${column}`)} = ${number} and p.role in (${sql.join(roles)}) and ${alike})`;

  if (numbered.registration !== undefined) conditions.push(sql`s.registration = ${numbered.registration}`);
  // The plus keeps a planner without statistics from following the wide index when a narrow one leads.
  if (numbered.verb !== undefined)
    conditions.push(lead.by === 'verb' ? sql`s.verb_id = ${numbered.verb}` : sql`+s.verb_id = ${numbered.verb}`);
  if (numbered.agent !== undefined && lead.by !== 'agent')
    conditions.push(probe(agents, 'agent_id', numbered.agent, agentRoles(query, source)));
  if (numbered.activity !== undefined && lead.by !== 'activity') {
    conditions.push(probe(activities, 'activity_id', numbered.activity, activityRoles(query)));
  }
  if (numbered.authority !== undefined && lead.by !== 'authority') {
    conditions.push(
      probe(sql.table('statement_agents'), 'agent_id', numbered.authority, [role.authority], sql`p.key = s.key`),
    );
  }
  conditions.push(
    source === 'own'
      ? sql`s.voided = 0`
      : sql`exists (select 1 from statements as v where v.key = s.key and v.voided = 0)`,
    ...range(query, key),
  );
  const direction = sql.raw(query.ascending ? 'asc' : 'desc');
  return sql`select ${key} as key from ${from} where ${sql.join(conditions, sql` and `)} order by ${key} ${direction} limit ${query.limit + 1}`;
}

/** since, until and the place to go on from, all as bounds of the key. */
function range(query: StatementQuery, key: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const bounds: RawBuilder<unknown>[] = [];
  const cursor = query.cursor === undefined ? undefined : Number(query.cursor);
  const lower = [
    query.since === undefined ? undefined : (Math.floor(query.since) + 1) * keysPerMillisecond - 1,
    query.ascending ? cursor : undefined,
  ];
  const upper = [
    query.until === undefined ? undefined : (Math.floor(query.until) + 1) * keysPerMillisecond,
    query.ascending ? undefined : cursor,
  ];
  const highest = lower.filter((n) => n !== undefined);
  const lowest = upper.filter((n) => n !== undefined);
  if (highest.length > 0) bounds.push(sql`${key} > ${Math.max(...highest)}`);
  if (lowest.length > 0) bounds.push(sql`${key} < ${Math.min(...lowest)}`);
  return bounds;
}

/** Null when a value was never seen, so that nothing can match. */
async function numbersOf(db: Db, query: StatementQuery): Promise<Numbered | null> {
  const agent = async (identity: string) =>
    (await db.selectFrom('agents').select('id').where('identity', '=', identity).executeTakeFirst())?.id;
  const numbered: { -readonly [Name in keyof Numbered]: Numbered[Name] } = {};
  if (query.registration !== undefined) numbered.registration = query.registration.toLowerCase();
  if (query.agent !== undefined) {
    const id = await agent(query.agent);
    if (id === undefined) return null;
    numbered.agent = id;
  }
  if (query.authority !== undefined) {
    const id = await agent(query.authority);
    if (id === undefined) return null;
    numbered.authority = id;
  }
  if (query.verb !== undefined) {
    const row = await db.selectFrom('verbs').select('id').where('iri', '=', query.verb).executeTakeFirst();
    if (!row) return null;
    numbered.verb = row.id;
  }
  if (query.activity !== undefined) {
    const row = await db.selectFrom('activities').select('id').where('iri', '=', query.activity).executeTakeFirst();
    if (!row) return null;
    numbered.activity = row.id;
  }
  return numbered;
}

async function anyInherited(db: Db): Promise<boolean> {
  return (await db.selectFrom('inherited').select('key').limit(1).executeTakeFirst()) !== undefined;
}

async function bodies(db: Db, keys: readonly number[]): Promise<StoredStatement[]> {
  if (keys.length === 0) return [];
  const rows = await db.selectFrom('statements').select(['key', 'id', 'body']).where('key', 'in', keys).execute();
  const byKey = new Map(rows.map((row) => [Number(row.key), row]));
  return keys.flatMap((key) => {
    const row = byKey.get(key);
    return row ? [{ cursor: String(key), id: row.id, json: row.body }] : [];
  });
}
