import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import type { StatementQuery } from '../../src/lrs/store.js';
import { identityOf } from '../../src/xapi/identity.js';
import { scratchFolder } from '../support/browser.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { activity, learner, sample, verb } from './samples.js';
import { type ServerProcess, type ServerProgram, serverProgram } from './server-process.js';

let program: ServerProgram;
let postgres: TestPostgres;
let folder: string;
let done: () => Promise<void>;
beforeAll(async () => {
  [program, postgres, { folder, done }] = await Promise.all([
    serverProgram(),
    startPostgres(),
    scratchFolder('durability'),
  ]);
});
afterAll(async () => {
  await program?.done();
  await postgres?.stop();
  await done?.();
});

const workers = 8;
const registration = randomUUID();
const actor = (worker: number) => learner(`w${worker}`);
const about = (n: number) => activity(`d${n}`, 'x'.repeat(200));

/** Statements of one request; each says how many the request has, so that half a request can be told. */
function request(worker: number) {
  const count = 1 + (worker % 4) * 5;
  const mark = `${randomUUID()} ${count}`;
  return Array.from({ length: count }, (_, n) =>
    sample({
      actor: actor(worker),
      verb: verb('answered'),
      object: about(n),
      context: { registration },
      result: { response: mark },
    }),
  );
}

/** Sends until `ended`; ids go into `acknowledged` once the server said that it has them. */
async function write(
  server: ServerProcess,
  worker: number,
  acknowledged: Set<string>,
  ended: () => boolean,
  heard: () => void,
): Promise<void> {
  while (!ended()) {
    const statements = request(worker);
    const answer = await server.call('POST', 'statements', statements).catch((error: unknown) => {
      if (ended()) return null;
      throw error;
    });
    if (answer === null) return;
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    const ids: string[] = await answer.json().catch(() => []);
    for (const id of ids) acknowledged.add(id);
    heard();
  }
}

/** Kills the server amid writing, so many times over. @returns what it had acknowledged */
async function killed(database: string, times: number): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  for (let round = 0; round < times; round++) {
    const server = await program.start(database);
    const enough = acknowledged.size + 100 + round * 7;
    let gone = false;
    const ended = once(server.child, 'exit');
    const heard = () => {
      if (gone || acknowledged.size < enough) return;
      gone = true;
      server.child.kill('SIGKILL');
    };
    await Promise.all(
      Array.from({ length: workers }, (_, worker) => write(server, worker, acknowledged, () => gone, heard)),
    );
    await ended;
  }
  return acknowledged;
}

/** What is lost of the acknowledged, and what is stored by halves: of a request, or of a statement's links. */
async function losses(database: string, acknowledged: ReadonlySet<string>) {
  const store = await openStore(database, Date.now);
  const all = async (query: Partial<StatementQuery>) => {
    const found = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const page = await store.find({ limit: 500, ascending: true, ...query, ...(cursor === null ? {} : { cursor }) });
      for (const one of page.statements) found.set(one.id, one.json);
      cursor = page.next;
    } while (cursor !== null);
    return found;
  };
  const stored = await all({});
  const byActor = await Promise.all(
    Array.from({ length: workers }, (_, n) => all({ agent: identityOf(actor(n)) ?? '' })),
  );
  const byActivity = await Promise.all(Array.from({ length: 16 }, (_, n) => all({ activity: about(n).id })));
  const ways = [
    await all({ registration }),
    await all({ verb: verb('answered').id }),
    new Map(byActor.flatMap((map) => [...map])),
    new Map(byActivity.flatMap((map) => [...map])),
  ];
  await store.close();
  const requests = new Map<string, number>();
  for (const json of stored.values()) {
    const mark: string = JSON.parse(json).result.response;
    requests.set(mark, (requests.get(mark) ?? 0) + 1);
  }
  return {
    stored: stored.size,
    lost: [...acknowledged].filter((id) => !stored.has(id)).length,
    torn: [...stored.keys()].filter((id) => !ways.every((way) => way.has(id))).length,
    halves: [...requests].filter(([mark, count]) => Number(mark.split(' ')[1]) !== count).length,
  };
}

it.each(['SQLite', 'PostgreSQL'])(
  'has every acknowledged statement after the whole server was killed ten times amid writing, on %s',
  async (kind) => {
    const database = kind === 'SQLite' ? path.join(folder, 'records.db') : await postgres.database();
    const acknowledged = await killed(database, 10);
    const found = await losses(database, acknowledged);
    console.log(`${kind}, server killed 10 times:`, { acknowledged: acknowledged.size, ...found });
    expect(acknowledged.size).toBeGreaterThanOrEqual(1000);
    expect(found).toMatchObject({ lost: 0, torn: 0, halves: 0 });
  },
  400_000,
);

it('has every acknowledged statement after PostgreSQL itself was killed amid writing, and the server goes on', async () => {
  const database = await postgres.database();
  const server = await program.start(database);
  const acknowledged = new Set<string>();
  const statuses = new Map<number, number>();
  let ended = false;
  const write = async (worker: number) => {
    while (!ended) {
      const answer = await server.call('POST', 'statements', request(worker));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const ids: string[] = answer.status === 200 ? await answer.json() : [];
      for (const id of ids) acknowledged.add(id);
    }
  };
  const writers = Array.from({ length: workers }, (_, worker) => write(worker));
  for (const enough of [150, 300, 450]) {
    await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(enough);
    await postgres.crash();
    // Long enough that some are refused: more than the server waits for a database to come back.
    await wait(enough === 300 ? 4000 : 200);
    await postgres.start();
  }
  const before = acknowledged.size;
  await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(before + 50);
  ended = true;
  await Promise.all(writers);
  expect(server.child.exitCode).toBeNull();
  const found = await losses(database, acknowledged);
  console.log('PostgreSQL killed 3 times:', { acknowledged: acknowledged.size, statuses: [...statuses], ...found });
  expect(found).toMatchObject({ lost: 0, torn: 0, halves: 0 });
  expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(server.errors()).not.toContain('postgres:test');
}, 400_000);
