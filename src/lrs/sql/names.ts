import { isObject, type JsonObject } from '../../xapi/json.js';
import { mergedDefinition } from '../merged-definition.js';
import { chunks } from './chunks.js';
import type { Dialect } from './dialect.js';
import type { Trx } from './group-commit.js';
import type { NamesInUse } from './known-names.js';
import { noveltyOf } from './novelty.js';
import { raiseEpoch } from './raise-epoch.js';
import type { Said } from './said.js';

/**
 * Sees to it that `names` has a number for everything said, adds what is new to the tables, and keeps the names of
 * agents and definitions of activities up to date there. The transaction has its turn (`takeTurn`), so no other adds the same.
 */
export async function numberAll(trx: Trx, dialect: Dialect, names: NamesInUse, said: Said): Promise<void> {
  await numberVerbs(trx, dialect, names, said.verbs);
  await numberAgents(trx, dialect, names, said.agents);
  await numberActivities(trx, dialect, names, said.activities);
}

/** True when nothing that is said is new: no number is missing, no name, no part of a definition. */
export function knowsAll(names: NamesInUse, said: Said): boolean {
  for (const iri of said.verbs) if (names.verb(iri) === undefined) return false;
  for (const [identity, called] of said.agents) if (!knowsAgent(names, identity, called)) return false;
  for (const [iri, definition] of said.activities) if (!knowsActivity(names, iri, definition)) return false;
  return true;
}

/** True when an agent is known by all these names. */
export function knowsAgent(names: NamesInUse, identity: string, called: ReadonlySet<string>): boolean {
  const known = names.agent(identity);
  if (!known) return false;
  for (const name of called) if (!known.names.includes(name)) return false;
  return true;
}

/** True when an activity is known, and nothing that is said of it is new. */
export function knowsActivity(names: NamesInUse, iri: string, definition: JsonObject | null): boolean {
  const known = names.activity(iri);
  return known !== undefined && (definition === null || noveltyOf(known.definition, definition) === 'none');
}

async function numberVerbs(trx: Trx, dialect: Dialect, names: NamesInUse, said: Said['verbs']): Promise<void> {
  const missing = () => [...said].filter((iri) => names.verb(iri) === undefined).sort();
  const wanted = missing();
  if (wanted.length === 0) return;
  for (const row of await trx.selectFrom('verbs').select(['id', 'iri']).where(dialect.among('iri', wanted)).execute())
    names.learnVerb(row.iri, row.id);
  for (const part of chunks(missing())) {
    const added = await trx
      .insertInto('verbs')
      .values(part.map((iri) => ({ iri })))
      .returning(['id', 'iri'])
      .execute();
    for (const row of added) names.learnVerb(row.iri, row.id);
  }
}

async function numberAgents(trx: Trx, dialect: Dialect, names: NamesInUse, said: Said['agents']): Promise<void> {
  const wanted = [...said].filter(([identity, called]) => !knowsAgent(names, identity, called)).sort(byText);
  if (wanted.length === 0) return;
  const rows = await trx
    .selectFrom('agents')
    .selectAll()
    .where(
      dialect.among(
        'identity',
        wanted.map(([identity]) => identity),
      ),
    )
    .execute();
  const stored = new Map(rows.map((row) => [row.identity, row]));
  for (const [identity, called] of wanted) {
    const row = stored.get(identity);
    if (!row) continue;
    const before = parsedNames(row.names);
    const all = grownNames(before, called);
    if (all.length > before.length)
      await trx
        .updateTable('agents')
        .set({ names: JSON.stringify(all) })
        .where('id', '=', row.id)
        .execute();
    names.learnAgent(identity, { id: row.id, names: all });
  }
  for (const part of chunks(wanted.filter(([identity]) => !stored.has(identity)))) {
    const added = await trx
      .insertInto('agents')
      .values(part.map(([identity, called]) => ({ identity, names: JSON.stringify([...called]) })))
      .returning(['id', 'identity'])
      .execute();
    for (const row of added) names.learnAgent(row.identity, { id: row.id, names: [...(said.get(row.identity) ?? [])] });
  }
}

async function numberActivities(
  trx: Trx,
  dialect: Dialect,
  names: NamesInUse,
  said: Said['activities'],
): Promise<void> {
  const wanted = [...said].filter(([iri, definition]) => !knowsActivity(names, iri, definition)).sort(byText);
  if (wanted.length === 0) return;
  const rows = await trx
    .selectFrom('activities')
    .selectAll()
    .where(
      dialect.among(
        'iri',
        wanted.map(([iri]) => iri),
      ),
    )
    .execute();
  const stored = new Map(rows.map((row) => [row.iri, row]));
  let replaces = false;
  for (const [iri, definition] of wanted) {
    const row = stored.get(iri);
    if (!row) continue;
    const before = parsedDefinition(row.definition);
    const { definition: now, novelty } = grownDefinition(before, definition);
    if (novelty !== 'none')
      await trx
        .updateTable('activities')
        .set({ definition: JSON.stringify(now) })
        .where('id', '=', row.id)
        .execute();
    // What only adds does no harm to those who don't know of it: before they write, they read.
    replaces ||= novelty === 'replaces';
    names.learnActivity(iri, { id: row.id, definition: now });
  }
  for (const part of chunks(wanted.filter(([iri]) => !stored.has(iri)))) {
    const added = await trx
      .insertInto('activities')
      .values(part.map(([iri, definition]) => ({ iri, definition: definition && JSON.stringify(definition) })))
      .returning(['id', 'iri'])
      .execute();
    for (const row of added) names.learnActivity(row.iri, { id: row.id, definition: said.get(row.iri) ?? null });
  }
  if (replaces) names.raised(await raiseEpoch(trx));
}

function byText(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

/** All names, those known before first. */
export function grownNames(before: readonly string[], called: ReadonlySet<string>): readonly string[] {
  return [...before, ...[...called].filter((name) => !before.includes(name))];
}

/** What is known of an activity when this, too, was said of it; null for nothing. */
export function grownDefinition(
  before: JsonObject | null,
  said: JsonObject | null,
): { readonly definition: JsonObject | null; readonly novelty: 'none' | 'adds' | 'replaces' } {
  const novelty = said === null ? 'none' : noveltyOf(before, said);
  return { novelty, definition: said === null || novelty === 'none' ? before : mergedDefinition(before, said) };
}

/** The names in an agent's row. */
export function parsedNames(json: string): string[] {
  const names: unknown = JSON.parse(json);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** The definition in an activity's row. */
export function parsedDefinition(json: string | null): JsonObject | null {
  const definition: unknown = json === null ? null : JSON.parse(json);
  return isObject(definition) ? definition : null;
}
