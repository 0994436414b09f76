import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, isObject, type JsonObject, listAt } from '../../src/xapi/json.js';
import type { XapiVersion } from '../../src/xapi/validate/check.js';
import { validateStatement } from '../../src/xapi/validate/statement.js';
import { timeOf } from '../../src/xapi/validate/time.js';
import { anyStatement, placeholder } from './any-statement.js';
import { eachDatabase } from './each-database.js';
import { type Mutated, mutated } from './mutated.js';
import { pointsInto } from './points-into.js';
import { activity, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
const versions = ['1.0.3', '2.0.0'] as const;

const patience = { timeout: 300_000 };

eachDatabase('a statement', (fresh) => {
  let lrs: TestServer;
  const stored = new Set<string>();
  let runs: { readonly valid: number; readonly mutated: number; readonly batches: number };
  beforeAll(async () => {
    const database = await fresh();
    runs = database.startsWith('postgres')
      ? { valid: 20, mutated: 100, batches: 50 }
      : { valid: 60, mutated: 1000, batches: 300 };
    lrs = await startLrs({ database });
    lrs.store.onStored((statements) => {
      for (const { id } of statements) stored.add(id.toLowerCase());
    });
  });
  afterAll(() => lrs.stop());

  const post = async (text: string, version: XapiVersion) => {
    const headers = { 'X-Experience-API-Version': version };
    const answer = await lrs.call('POST', 'statements', { body: text, headers });
    return { status: answer.status, said: await answer.json() };
  };
  const read = async (id: string, version: XapiVersion) => {
    const headers = { 'X-Experience-API-Version': version };
    const answer = await lrs.call('GET', `statements?statementId=${encodeURIComponent(id)}`, { headers });
    expect(answer.status).toBe(200);
    const found: unknown = await answer.json();
    return found;
  };

  it.each(versions)('that is valid under %s is stored and comes back as it was sent', patience, async (version) => {
    let count = 0;
    const started = stored.size;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStatement(version), { minLength: 1, maxLength: 10 }), async (statements) => {
        const text = `[${statements.map((one) => withId(JSON.stringify(one))).join()}]`;
        const { status, said } = await post(text, version);
        expect(status, JSON.stringify(said)).toBe(200);
        const came = await Promise.all(said.map((id: string) => read(id, version)));
        const sent: JsonObject[] = JSON.parse(text);
        for (const [index, one] of sent.entries()) expect(asSent(came[index], one)).toEqual(inLists(one, version));
        count += sent.length;
      }),
      { numRuns: runs.valid, seed },
    );
    expect(stored.size - started).toBe(count);
    console.log(`${count} valid statements of ${version}, seed ${seed}`);
  });

  /** What is answered must fit what was sent. @returns ids of what was stored */
  async function judge(one: Mutated, version: XapiVersion): Promise<string[]> {
    const { status, said } = await post(one.text, version);
    if (status === 200) {
      // -0 is the same number as 0 and becomes it.
      const sent: unknown = JSON.parse(JSON.stringify(JSON.parse(one.text)));
      const [id] = said;
      const came = await read(id, version);
      expect(validateStatement(came, version), one.how).toEqual([]);
      expect(asSent(came, sent), one.how).toEqual(inLists(sent, version));
      return [id];
    }
    expect(status, `${one.how}: ${JSON.stringify(said)}`).toBe(400);
    expect(said.faults.length).toBeGreaterThan(0);
    for (const fault of said.faults) expectPlace(one.text, fault.path, `${one.how}: ${JSON.stringify(fault)}`);
    return [];
  }

  it.each(versions)(
    'that is damaged anywhere is stored when still valid under %s, else refused with every place',
    patience,
    async (version) => {
      let refused = 0;
      let took = 0;
      await fc.assert(
        fc.asyncProperty(mutated(anyStatement(version)), async (one) => {
          const before = new Set(stored);
          const ids = await judge({ ...one, text: withId(one.text) }, version);
          expect(stored).toEqual(new Set([...before, ...ids.map((id) => id.toLowerCase())]));
          took += ids.length;
          refused += 1 - ids.length;
        }),
        { numRuns: runs.mutated, seed },
      );
      console.log(
        `${took + refused} damaged statements of ${version}: ${refused} refused, ${took} still valid, seed ${seed}`,
      );
      expect(refused).toBeGreaterThan(took);
      expect(took).toBeGreaterThan(0);
    },
  );

  it('keeps others of its batch from being stored when it alone is refused', patience, async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(mutated(anyStatement('1.0.3')), fc.nat({ max: 2 }), async (one, place) => {
        const good = [0, 1].map(() => JSON.stringify(sample({ object: activity('batch') })));
        const text = `[${[...good.slice(0, place), withId(one.text), ...good.slice(place)].join()}]`;
        const before = new Set(stored);
        const { status, said } = await post(text, '1.0.3');
        expect([200, 400], `${one.how}: ${JSON.stringify(said)}`).toContain(status);
        const ids: string[] = status === 200 ? said : [];
        expect(stored).toEqual(new Set([...before, ...ids.map((id) => id.toLowerCase())]));
        if (status === 200) return;
        refused++;
        for (const { path } of said.faults) {
          expectPlace(text, path, one.how);
          if (isJson(one.text) && path !== '$') expect(path, one.how).toMatch(new RegExp(`^\\$\\[${place}\\]`));
        }
      }),
      { numRuns: runs.batches, seed },
    );
    console.log(`${runs.batches} batches, ${refused} refused, seed ${seed}`);
    expect(refused).toBeGreaterThan(0);
  });

  it('is counted once at the end, and nothing unexpected happened on the way', async () => {
    let count = 0;
    let cursor: string | undefined;
    do {
      const page = await lrs.store.find({ limit: 500, ascending: true, ...(cursor === undefined ? {} : { cursor }) });
      count += page.statements.length;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    // Some of them void others by chance; those would not be found.
    expect(count).toBe(stored.size);
    expect(lrs.errors).toEqual([]);
  });
});

const withId = (text: string) => text.replaceAll(placeholder, randomUUID());
const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

function expectPlace(text: string, path: string, why: string): void {
  if (isJson(text)) expect(pointsInto(JSON.parse(text), path), why).toBe(true);
  else expect(path, why).toMatch(/^\$/);
}

/** What came back, without what the store adds when it was not sent. */
function asSent(came: unknown, sent: unknown): unknown {
  if (!isObject(came)) return came;
  const { stored: _stored, authority: _authority, ...rest } = came;
  const added = ['id', 'timestamp', 'version'].filter((key) => at(sent, key) === undefined);
  return withInstant(Object.fromEntries(Object.entries(rest).filter(([key]) => !added.includes(key))));
}

/** What was sent, with lists where a single context activity may be, and without what the store sets itself. */
function inLists(sent: unknown, version: XapiVersion): unknown {
  const made = listed(sent);
  if (!isObject(made)) return made;
  const { stored: _stored, authority: _authority, ...rest } = made;
  return version === '2.0.0' || rest.timestamp !== undefined ? withInstant(rest) : rest;
}

/** xAPI 2.0 gives times in UTC: the instant is what counts. */
function withInstant(statement: JsonObject): JsonObject {
  const { timestamp } = statement;
  return typeof timestamp === 'string' ? { ...statement, timestamp: timeOf(timestamp) } : statement;
}

function listed(statement: unknown): unknown {
  if (!isObject(statement)) return statement;
  const object = at(statement, 'object', 'objectType') === 'SubStatement' ? { object: listed(statement.object) } : {};
  const context = statement.context;
  const activities = at(context, 'contextActivities');
  if (!isObject(context) || !isObject(activities)) return { ...statement, ...object };
  const lists = Object.fromEntries(Object.keys(activities).map((kind) => [kind, listAt(activities, kind)]));
  return { ...statement, ...object, context: { ...context, contextActivities: lists } };
}
