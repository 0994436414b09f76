import type { KnownActivity, KnownAgent, NamesInUse } from '../sql/known-names.js';
import { grownDefinition, grownNames, knowsActivity, knowsAgent, parsedDefinition, parsedNames } from '../sql/names.js';
import type { Said } from '../sql/said.js';
import type { Newcomers } from '../sql/short-way.js';
import type { LibsqlDatabase } from './libsql-database.js';

/**
 * Gives numbers to what is said for the first time, as the next ones in each table: they hold while nobody else writes.
 * @returns null where a definition replaces what is known: that is for the long way to tell other processes
 */
export function newcomersIn(
  database: LibsqlDatabase,
  names: NamesInUse,
  said: Said,
): Omit<Newcomers, 'lastKey'> | null {
  const next = counting(database);
  const found: { verbs: [number, string][]; agents: [string, KnownAgent][]; activities: [string, KnownActivity][] } = {
    verbs: [],
    agents: [],
    activities: [],
  };
  for (const iri of said.verbs) {
    if (names.verb(iri) !== undefined) continue;
    const row = rowOf(database, 'select id from verbs where iri = ?', iri);
    const id = row ? Number(row.id) : next('verbs');
    if (!row) found.verbs.push([id, iri]);
    names.learnVerb(iri, id);
  }
  // What is remembered may be less than what others have added since: who writes reads first.
  for (const [identity, called] of said.agents) {
    if (knowsAgent(names, identity, called)) continue;
    const row = agentOf(database, identity);
    const now = { id: row?.id ?? next('agents'), names: grownNames(row?.names ?? [], called) };
    if (!row || now.names.length > row.names.length) found.agents.push([identity, now]);
    names.learnAgent(identity, now);
  }
  for (const [iri, definition] of said.activities) {
    if (knowsActivity(names, iri, definition)) continue;
    const row = activityOf(database, iri);
    const { definition: grown, novelty } = grownDefinition(row?.definition ?? null, definition);
    if (row && novelty === 'replaces') return null;
    const now = { id: row?.id ?? next('activities'), definition: grown };
    if (!row || novelty !== 'none') found.activities.push([iri, now]);
    names.learnActivity(iri, now);
  }
  return found;
}

function agentOf(database: LibsqlDatabase, identity: string): KnownAgent | undefined {
  const row = rowOf(database, 'select id, names from agents where identity = ?', identity);
  return row && { id: Number(row.id), names: parsedNames(String(row.names)) };
}

function activityOf(database: LibsqlDatabase, iri: string): KnownActivity | undefined {
  const row = rowOf(database, 'select id, definition from activities where iri = ?', iri);
  return (
    row && {
      id: Number(row.id),
      definition: parsedDefinition(typeof row.definition === 'string' ? row.definition : null),
    }
  );
}

function counting(database: LibsqlDatabase): (table: 'verbs' | 'agents' | 'activities') => number {
  const last = new Map<string, number>();
  return (table) => {
    const before =
      last.get(table) ?? Number(rowOf(database, `select coalesce(max(id), 0) as id from ${table}`)?.id ?? 0);
    last.set(table, before + 1);
    return before + 1;
  };
}

function rowOf(
  database: LibsqlDatabase,
  text: string,
  ...values: readonly string[]
): Record<string, unknown> | undefined {
  const [row] = database.prepare(text).all(values);
  return typeof row === 'object' && row !== null ? { ...row } : undefined;
}
