import type { Pool } from 'pg';
import type { KnownActivity, KnownAgent } from '../sql/known-names.js';
import { grownDefinition, grownNames, knowsActivity, knowsAgent, parsedDefinition, parsedNames } from '../sql/names.js';
import type { Welcome } from '../sql/short-way.js';
import { nameOf, preparedMark, sendable } from './postgres-driver.js';

interface Looked {
  readonly kind: 'verb' | 'agent' | 'activity';
  readonly name: string;
  readonly id: number | null;
  readonly more: string | null;
  readonly fresh: number | null;
}

/**
 * Looks up what is unknown and draws numbers for what is nowhere, all in one question. Another process may number the
 * same meanwhile: then the rows break the keys of the names, and the long way does it.
 */
export function postgresWelcome(pool: Pool): Welcome {
  return async (names, said) => {
    const verbs = [...said.verbs].filter((iri) => names.verb(iri) === undefined);
    const agents = [...said.agents].filter(([identity, called]) => !knowsAgent(names, identity, called));
    const activities = [...said.activities].filter(([iri, definition]) => !knowsActivity(names, iri, definition));
    const values = [verbs, agents.map(([identity]) => identity), activities.map(([iri]) => iri)].map(sendable);
    const answer = await pool.query<Looked>({ name: nameOf(lookText), text: lookText, values }).catch(() => null);
    // The long way asks as well, and says what is wrong.
    if (!answer) return null;
    const rows = new Map(answer.rows.map((row) => [`${row.kind} ${row.name}`, row]));
    const found: { verbs: [number, string][]; agents: [string, KnownAgent][]; activities: [string, KnownActivity][] } =
      {
        verbs: [],
        agents: [],
        activities: [],
      };
    for (const iri of verbs) {
      const row = rows.get(`verb ${iri}`);
      const id = row?.id ?? row?.fresh;
      if (!row || typeof id !== 'number') return null;
      if (row.id === null) found.verbs.push([id, iri]);
      names.learnVerb(iri, id);
    }
    // Who is there already, but by fewer names, may be getting more from another process: that takes a turn.
    for (const [identity, called] of agents) {
      const row = rows.get(`agent ${identity}`);
      const id = row?.id ?? row?.fresh;
      if (!row || typeof id !== 'number') return null;
      const before = row.more === null ? [] : parsedNames(row.more);
      const now = { id, names: grownNames(before, called) };
      if (row.id === null) found.agents.push([identity, now]);
      else if (now.names.length > before.length) return null;
      names.learnAgent(identity, now);
    }
    for (const [iri, definition] of activities) {
      const row = rows.get(`activity ${iri}`);
      const id = row?.id ?? row?.fresh;
      if (!row || typeof id !== 'number') return null;
      const grown = grownDefinition(parsedDefinition(row.more), definition);
      const now = { id, definition: grown.definition };
      if (row.id === null) found.activities.push([iri, now]);
      else if (grown.novelty !== 'none') return null;
      names.learnActivity(iri, now);
    }
    return { lastKey: null, ...found };
  };
}

const look = (kind: string, table: string, column: string, more: string, parameter: string) => `
  select '${kind}' as kind, one.name, t.id, ${more} as more,
    case when t.id is null then nextval(pg_get_serial_sequence('${table}', 'id'))::integer end as fresh
  from unnest(${parameter}::text[]) as one (name) left join ${table} as t on t.${column} = one.name`;

const lookText = `${preparedMark} ${[
  look('verb', 'verbs', 'iri', 'null', '$1'),
  look('agent', 'agents', 'identity', 't.names', '$2'),
  look('activity', 'activities', 'iri', 't.definition', '$3'),
].join(' union all ')}`;
