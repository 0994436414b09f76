import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksOf } from '../../src/lrs/links.js';
import { openStore } from '../../src/lrs/open-store.js';
import type { RecordStore, StatementQuery, StoredStatement } from '../../src/lrs/store.js';
import { identityOf } from '../../src/xapi/identity.js';
import { isObject, type JsonObject, textAt } from '../../src/xapi/json.js';
import { scratchFolder } from '../support/browser.js';
import { sharedPostgres } from '../support/postgres.js';
import { activity, authority, batch, learner, sample, verb } from './samples.js';

const seed = Number(process.env.CPM_SEED ?? Date.now() % 2 ** 31);
const statements = 400;
const queries = 400;
const registrations = Array.from({ length: 4 }, () => randomUUID());
const otherAuthority = {
  objectType: 'Agent',
  account: { homePage: 'https://store.example/', name: 'key-2' },
} as const;

describe.each(['SQLite', 'PostgreSQL'])('searches on %s', (kind) => {
  let store: RecordStore;
  let done: () => Promise<unknown>;
  const ids: string[] = [];
  const random = randomFrom(seed);
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('Nothing to pick from');
    return value;
  };
  const some = <Value>(chance: number, value: () => Value): Value | undefined =>
    random() < chance ? value() : undefined;

  beforeAll(async () => {
    const { address, stop } = await place(kind);
    let time = 1_700_000_000_000;
    store = await openStore(address, () => (time += 7));
    for (let n = 0; n < statements; ) {
      const size = Math.min(statements - n, pick([1, 3, 20]));
      const made = Array.from({ length: size }, () => statement(pick, some, ids));
      ids.push(...made.map((one) => one.id));
      await store.insert({ ...batch(made), authority: pick([authority, otherAuthority]) });
      n += size;
    }
    done = async () => {
      await store.close();
      await stop();
    };
  });
  afterAll(() => done());

  it(`find what a plain look at every statement finds (${queries} queries, ${statements} statements, CPM_SEED=${seed})`, async () => {
    const all = await everything(store);
    const voided = await voidedOnes(store, ids);
    expect(all.length + voided.length).toBe(statements);
    expect(all.length).toBeGreaterThan(statements / 2);
    let found = 0;
    for (let n = 0; n < queries; n++) {
      const query = {
        limit: pick([1, 7, 100, 1000]),
        ascending: random() < 0.5,
        relatedAgents: random() < 0.5,
        relatedActivities: random() < 0.5,
        ...defined({
          agent: some(0.4, () => identityOf(learner(pick(['a', 'b', 'c', 'd', 'rare'])))),
          verb: some(0.4, () => verb(pick(['experienced', 'passed', 'commented', 'rare'])).id),
          activity: some(0.4, () => activity(pick(['x', 'y', 'z', 'rare'])).id),
          registration: some(0.4, () => pick(registrations)),
          authority: some(0.3, () => identityOf(pick([authority, otherAuthority]))),
          since: some(0.3, () => pick(all).stored),
          until: some(0.3, () => pick(all).stored),
          cursor: some(0.3, () => pick(all).cursor),
        }),
      };
      const page = await store.find(query);
      const expected = plainly(all, voided, query);
      const where = `${JSON.stringify(query)} CPM_SEED=${seed}`;
      expect(
        page.statements.map((one) => one.id),
        where,
      ).toEqual(expected.slice(0, query.limit).map((one) => one.id));
      expect(page.next, where).toBe(expected.length > query.limit ? (expected[query.limit - 1]?.cursor ?? '') : null);
      found += page.statements.length;
    }
    expect(found).toBeGreaterThan(queries);
  }, 120_000);
});

/** A random statement over few values, so that filters meet; some refer to earlier ones or to ones never stored. */
function statement(
  pick: <Value>(values: readonly Value[]) => Value,
  some: <Value>(chance: number, value: () => Value) => Value | undefined,
  ids: readonly string[],
): JsonObject & { readonly id: string } {
  const target = some(0.3, () => (ids.length > 0 ? pick(ids) : randomUUID()));
  const who = () => learner(pick(['a', 'a', 'b', 'c', 'd']));
  const context = defined({
    registration: some(0.7, () => pick(registrations)),
    instructor: some(0.3, who),
    contextActivities: some(0.5, () => ({ grouping: [activity(pick(['x', 'y', 'z']))] })),
  });
  return sample({
    actor: who(),
    verb: verb(
      target !== undefined && some(0.1, () => true)
        ? 'voided'
        : pick(['experienced', 'experienced', 'passed', 'commented']),
    ),
    object: target === undefined ? activity(pick(['x', 'y', 'z'])) : { objectType: 'StatementRef', id: target },
    ...(Object.keys(context).length > 0 ? { context } : {}),
  });
}

interface Seen {
  readonly id: string;
  readonly cursor: string;
  readonly stored: number;
  readonly json: JsonObject;
}

/** All that is stored and not voided, oldest first. */
async function everything(store: RecordStore): Promise<Seen[]> {
  const page = await store.find({ limit: 10_000, ascending: true });
  return page.statements.map(seen);
}

/** They are not found, but what points at them is found by what they say. */
async function voidedOnes(store: RecordStore, ids: readonly string[]): Promise<Seen[]> {
  const found = await Promise.all(ids.map((id) => store.statement(id, true)));
  return found.flatMap((one) => (one ? [seen(one)] : []));
}

function seen({ id, cursor, json }: StoredStatement): Seen {
  const statement: unknown = JSON.parse(json);
  if (!isObject(statement)) throw new Error('No statement');
  return { id, cursor, json: statement, stored: Date.parse(textAt(statement, 'stored') ?? '') };
}

/** The rules of xAPI 1.0.3 Communication 2.1.3, looked up statement by statement. */
function plainly(all: readonly Seen[], voided: readonly Seen[], query: StatementQuery): Seen[] {
  const byId = new Map([...all, ...voided].map((one) => [one.id, one]));
  const matches = (one: Seen, itself: boolean): boolean => {
    const links = linksOf(one.json);
    const agent = query.agent === undefined ? undefined : links.agents.get(query.agent);
    const isAuthority = itself && query.agent === links.authority && query.relatedAgents === true;
    const object = query.activity === undefined ? undefined : links.activities.get(query.activity);
    return (
      (query.verb === undefined || links.verb === query.verb) &&
      (query.registration === undefined || links.registration === query.registration) &&
      (query.agent === undefined ||
        isAuthority ||
        (agent !== undefined && (agent.role === 0 || !!query.relatedAgents))) &&
      (query.activity === undefined || (object !== undefined && (object.role === 0 || !!query.relatedActivities)))
    );
  };
  const found = all.filter((one) => {
    if (query.authority !== undefined && linksOf(one.json).authority !== query.authority) return false;
    if (query.since !== undefined && one.stored <= query.since) return false;
    if (query.until !== undefined && one.stored > query.until) return false;
    const place = Number(query.cursor);
    if (query.cursor !== undefined && (query.ascending ? Number(one.cursor) <= place : Number(one.cursor) >= place))
      return false;
    const met = new Set<string>();
    for (let at: Seen | undefined = one; at && !met.has(at.id); at = byId.get(linksOf(at.json).refersTo ?? '')) {
      // Who may see only what one authority sent learns nothing from what others said.
      const foreign = query.authority !== undefined && linksOf(at.json).authority !== query.authority;
      if (matches(at, at === one) && !foreign) return true;
      met.add(at.id);
    }
    return false;
  });
  return query.ascending ? found : found.reverse();
}

async function place(kind: string): Promise<{ address: string; stop: () => Promise<unknown> }> {
  if (kind === 'SQLite') {
    const { folder, done } = await scratchFolder('find');
    return { address: path.join(folder, 'records.db'), stop: done };
  }
  const postgres = await sharedPostgres();
  return { address: await postgres.database(), stop: postgres.stop };
}

function defined<Value>(values: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
