import { isObject } from '../../xapi/json.js';
import { type Links, linksOf } from '../links.js';
import type { Arrival } from './arrival.js';
import type { Dialect } from './dialect.js';
import type { Trx } from './group-commit.js';
import { insertRows } from './insert-rows.js';
import type { NamesInUse } from './known-names.js';
import { numberAll } from './names.js';

interface Known {
  readonly key: number;
  readonly id: string;
  readonly links: Links;
}

/**
 * Lets statements be found by what they refer to. A statement may refer to one that comes later, and to one
 * that refers on; so each arrival concerns itself and all that point at it, up the chain.
 */
export async function inherit(
  trx: Trx,
  dialect: Dialect,
  arrivals: readonly Arrival[],
  awaited: readonly string[],
  names: NamesInUse,
): Promise<void> {
  const concerned = new Map<string, Known>();
  let ids = awaited;
  for (const one of arrivals) if (one.links.refersTo !== null) concerned.set(one.id, one);
  while (ids.length > 0) {
    const referrers = (await referrersOf(trx, dialect, ids)).filter((one) => !concerned.has(one.id));
    for (const one of referrers) concerned.set(one.id, one);
    ids = referrers.map((one) => one.id);
  }
  for (const one of concerned.values()) await inheritInto(trx, dialect, one, names);
}

async function inheritInto(trx: Trx, dialect: Dialect, heir: Known, names: NamesInUse): Promise<void> {
  const seen = new Set([heir.id]);
  let next = heir.links.refersTo;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const row = await trx
      .selectFrom('statements')
      .select(['key', 'id', 'verb_id', 'registration', 'body'])
      .where('id', '=', next)
      .executeTakeFirst();
    if (!row) return;
    const links = linksIn(row.body);
    await numberAll(trx, dialect, names, {
      verbs: new Set(),
      agents: new Map([...links.agents.keys()].map((identity) => [identity, new Set<string>()])),
      activities: new Map([...links.activities.keys()].map((iri) => [iri, null])),
    });
    const place = { key: heir.key, via: row.key };
    await insertRows(trx, 'inherited', [{ ...place, verb_id: row.verb_id, registration: row.registration }]);
    await insertRows(
      trx,
      'inherited_agents',
      [...links.agents].flatMap(([identity, { role }]) =>
        numbered(names.agent(identity), (agent_id) => ({ ...place, agent_id, role })),
      ),
    );
    await insertRows(
      trx,
      'inherited_activities',
      [...links.activities].flatMap(([iri, { role }]) =>
        numbered(names.activity(iri), (activity_id) => ({ ...place, activity_id, role })),
      ),
    );
    next = links.refersTo;
  }
}

async function referrersOf(trx: Trx, dialect: Dialect, ids: readonly string[]): Promise<Known[]> {
  const rows = await trx
    .selectFrom('statement_refs')
    .innerJoin('statements', 'statements.key', 'statement_refs.key')
    .select(['statements.key', 'statements.id', 'statements.body'])
    .where(dialect.among('statement_refs.target_id', ids))
    .execute();
  return rows.map((row) => ({ key: row.key, id: row.id, links: linksIn(row.body) }));
}

function numbered<Row>(known: { readonly id: number } | undefined, row: (number: number) => Row): Row[] {
  return known === undefined ? [] : [row(known.id)];
}

function linksIn(body: string): Links {
  const statement: unknown = JSON.parse(body);
  return linksOf(isObject(statement) ? statement : {});
}
