import type { JsonObject } from '../../xapi/json.js';
import { isObject } from '../../xapi/json.js';
import { chunks } from './chunks.js';
import type { Trx } from './group-commit.js';

/** Numbers that stand for verbs, agents and activities in the link tables. */
export interface Numbers {
  readonly verbs: ReadonlyMap<string, number>;
  readonly agents: ReadonlyMap<string, number>;
  readonly activities: ReadonlyMap<string, number>;
}

/** What a batch says about agents and activities, beside that they exist. */
export interface Said {
  readonly verbs: ReadonlySet<string>;
  /** Identity to the names it came with. */
  readonly agents: ReadonlyMap<string, ReadonlySet<string>>;
  /** Activity id to its definition as sent, or null when nothing (or nothing of weight) was said. */
  readonly activities: ReadonlyMap<string, JsonObject | null>;
}

/**
 * The numbers of everything said, adding what is new and keeping names and definitions up to date.
 * Rows are written in sorted order, so that concurrent writers on a shared database wait in one line and can't lock each other out.
 */
export async function numbersFor(trx: Trx, said: Said): Promise<Numbers> {
  return {
    verbs: await verbNumbers(trx, [...said.verbs].sort()),
    agents: await agentNumbers(trx, said.agents),
    activities: await activityNumbers(trx, said.activities),
  };
}

async function verbNumbers(trx: Trx, iris: readonly string[]): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  const read = async (wanted: readonly string[]) => {
    for (const part of chunks(wanted)) {
      for (const row of await trx.selectFrom('verbs').select(['id', 'iri']).where('iri', 'in', part).execute())
        numbers.set(row.iri, row.id);
    }
  };
  await read(iris);
  const missing = iris.filter((iri) => !numbers.has(iri));
  for (const part of chunks(missing)) {
    await trx
      .insertInto('verbs')
      .values(part.map((iri) => ({ iri })))
      .onConflict((c) => c.column('iri').doNothing())
      .execute();
  }
  await read(missing);
  return numbers;
}

async function agentNumbers(trx: Trx, said: Said['agents']): Promise<Map<string, number>> {
  const identities = [...said.keys()].sort();
  const numbers = new Map<string, number>();
  const read = async (wanted: readonly string[]) => {
    for (const part of chunks(wanted)) {
      for (const row of await trx.selectFrom('agents').selectAll().where('identity', 'in', part).execute()) {
        numbers.set(row.identity, row.id);
        const known = parsedNames(row.names);
        const fresh = [...(said.get(row.identity) ?? [])].filter((name) => !known.includes(name));
        if (fresh.length === 0) continue;
        await trx
          .updateTable('agents')
          .set({ names: JSON.stringify([...known, ...fresh]) })
          .where('id', '=', row.id)
          .execute();
      }
    }
  };
  await read(identities);
  const missing = identities.filter((identity) => !numbers.has(identity));
  for (const part of chunks(missing)) {
    const rows = part.map((identity) => ({ identity, names: JSON.stringify([...(said.get(identity) ?? [])]) }));
    await trx
      .insertInto('agents')
      .values(rows)
      .onConflict((c) => c.column('identity').doNothing())
      .execute();
  }
  await read(missing);
  return numbers;
}

async function activityNumbers(trx: Trx, said: Said['activities']): Promise<Map<string, number>> {
  const iris = [...said.keys()].sort();
  const numbers = new Map<string, number>();
  const read = async (wanted: readonly string[]) => {
    for (const part of chunks(wanted)) {
      for (const row of await trx.selectFrom('activities').selectAll().where('iri', 'in', part).execute()) {
        numbers.set(row.iri, row.id);
        const merged = mergedDefinition(row.definition, said.get(row.iri) ?? null);
        if (merged === row.definition) continue;
        await trx.updateTable('activities').set({ definition: merged }).where('id', '=', row.id).execute();
      }
    }
  };
  await read(iris);
  const missing = iris.filter((iri) => !numbers.has(iri));
  for (const part of chunks(missing)) {
    const rows = part.map((iri) => ({ iri, definition: mergedDefinition(null, said.get(iri) ?? null) }));
    await trx
      .insertInto('activities')
      .values(rows)
      .onConflict((c) => c.column('iri').doNothing())
      .execute();
  }
  await read(missing);
  return numbers;
}

/** The names in an agent's row. */
export function parsedNames(json: string): string[] {
  const names: unknown = JSON.parse(json);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** What is known joined with what is said: languages and extensions add up, all else is replaced (xAPI 1.0.3 Data 2.4.4.1). */
function mergedDefinition(known: string | null, said: JsonObject | null): string | null {
  if (said === null) return known;
  const before: unknown = known === null ? {} : JSON.parse(known);
  const merged: Record<string, unknown> = { ...(isObject(before) ? before : {}) };
  for (const [key, value] of Object.entries(said)) {
    const old = merged[key];
    const adds = key === 'name' || key === 'description' || key === 'extensions';
    merged[key] = adds && isObject(old) && isObject(value) ? { ...old, ...value } : value;
  }
  return JSON.stringify(merged);
}
