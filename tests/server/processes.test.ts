import { randomUUID } from 'node:crypto';
import { type ClientRequest, request } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/browser.js';
import { cpm, smallModules } from '../support/cpm.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let modules: string;
beforeEach(async () => {
  scratch = await scratchFolder('processes');
  modules = await smallModules(scratch.folder);
});
afterEach(() => scratch.done());

const start = (data: string, ...more: readonly string[]) =>
  startCpm(path.join(scratch.folder, data), '--modules', modules, ...more);
const headersOf = ({ key, secret }: Pick<RunningCpm, 'key' | 'secret'>) => ({
  Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
  'X-Experience-API-Version': '1.0.3',
  'Content-Type': 'application/json',
});
const statement = (id: string) =>
  JSON.stringify({
    id,
    actor: { mbox: 'mailto:learner@example.org' },
    verb: { id: 'https://example.org/v' },
    object: { id: 'https://example.org/a' },
  });

/** A POST of which the server has all but the end. */
async function begun(server: RunningCpm, id: string) {
  const body = statement(id);
  const headers = { ...headersOf(server), 'Content-Length': String(body.length) };
  const sent: ClientRequest = request(`${server.origin}/xapi/statements`, { method: 'POST', headers, agent: false });
  const answered = new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      const { connection } = response.headers;
      response.resume().on('end', () => resolve({ status: response.statusCode, connection }));
    });
  });
  await new Promise((resolve) => sent.write(body.slice(0, 20), resolve));
  return { answered, finish: () => sent.end(body.slice(20)) };
}

describe('a server that is told to end', () => {
  it('answers and stores all that it had begun to take, then ends well', async () => {
    const server = await start('data');
    const ids = Array.from({ length: 25 }, () => randomUUID());
    const requests = await Promise.all(ids.map((id) => begun(server, id)));
    // So that the server surely has them all.
    await fetch(`${server.origin}/xapi/about`);
    const ended = server.stop('SIGTERM');
    await expect.poll(server.printed).toContain('Stopping:');
    await expect(fetch(`${server.origin}/xapi/about`, { headers: { Connection: 'close' } })).rejects.toThrow();
    for (const one of requests) one.finish();
    const answers = await Promise.all(requests.map((one) => one.answered));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect(new Set(answers.map(({ connection }) => connection))).toEqual(new Set(['close']));
    expect(await ended).toBe(0);
    expect(server.printed()).not.toContain('Not all was finished');

    const again = await start('data');
    const found = await Promise.all(
      ids.map(async (id) => {
        const response = await fetch(`${again.origin}/xapi/statements?statementId=${id}`, {
          headers: headersOf(server),
        });
        return response.status;
      }),
    );
    expect(found).toEqual(ids.map(() => 200));
    await again.stop();
  });

  it('says "not ready" for the delay it was given, and serves meanwhile', async () => {
    const server = await start('data', '--stop-delay', '600');
    const ended = server.stop('SIGTERM');
    const ready = async () => (await fetch(`${server.origin}/health/ready`)).status;
    await expect.poll(ready, { interval: 20 }).toBe(503);
    const stored = await fetch(`${server.origin}/xapi/statements`, {
      method: 'POST',
      headers: headersOf(server),
      body: statement(randomUUID()),
    });
    expect([stored.status, stored.headers.get('connection')]).toEqual([200, 'close']);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    void server.stop('SIGTERM');
    expect(await ended).toBe(130);
  });

  it('cuts off a client that never ends, at the time it was given, and says so', async () => {
    const server = await start('data', '--stop-timeout', '1');
    const { answered } = await begun(server, randomUUID());
    const cut = expect(answered).rejects.toThrow();
    await fetch(`${server.origin}/xapi/about`);
    expect(await server.stop('SIGTERM')).toBe(0);
    await cut;
    expect(server.printed()).toContain('Not all was finished in time');
  });

  it('ends at once at a second signal', async () => {
    const server = await start('data', '--stop-timeout', '600');
    const { answered } = await begun(server, randomUUID());
    const cut = expect(answered).rejects.toThrow();
    await fetch(`${server.origin}/xapi/about`);
    const ended = server.stop('SIGTERM');
    await expect.poll(server.printed).toContain('Stopping:');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    void server.stop('SIGTERM');
    expect(await ended).toBe(130);
    await cut;
  });
});

describe('servers on PostgreSQL', () => {
  let postgres: SharedPostgres;
  beforeAll(async () => {
    postgres = await sharedPostgres();
  });
  afterAll(() => postgres?.stop());

  it('start together on an empty database, make one first credential, and are one record store', async () => {
    const database = await postgres.database();
    const [one, other] = await Promise.all([
      start('one', '--database', database),
      start('other', '--database', database),
    ]);
    expect([one, other].filter(({ key }) => key !== '')).toHaveLength(1);
    const headers = headersOf(one.key === '' ? other : one);
    const id = randomUUID();
    const stored = await fetch(`${one.origin}/xapi/statements`, { method: 'POST', headers, body: statement(id) });
    expect(stored.status).toBe(200);
    expect((await fetch(`${other.origin}/xapi/statements?statementId=${id}`, { headers })).status).toBe(200);
    expect(await Promise.all([one.stop(), other.stop()])).toEqual([0, 0]);
    expect(one.printed() + other.printed()).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['a wrong password', { password: 'wrong-one' }, /the user name or the password is wrong/],
    ['no such database', { pathname: '/nowhere' }, /there is no such database/],
    ['nobody at the port', { port: '9' }, /nothing answers at that address/],
    ['a host that is unknown', { hostname: 'db.invalid' }, /host name/],
  ])('say what is wrong with the database: %s, without its password', async (_what, wrong, sentence) => {
    const url = Object.assign(new URL(await postgres.database()), wrong);
    const args = ['start', '--port', '0', '--modules', modules, '--data', scratch.folder, '--database', url.href];
    const run = await cpm(args);
    expect(run.code).toBe(74);
    expect(run.err).toMatch(sentence);
    expect(run.err).toContain('\nhint: ');
    expect(run.err).not.toMatch(/\n\s+at |:test@|wrong-one|postgres:\/\/postgres/);
  });
});

it('refuses a data folder that another server has, until that one has ended, even by force', async () => {
  const folder = path.join(scratch.folder, 'shared');
  const first = await start('shared');
  const second = await cpm(['start', '--port', '0', '--modules', modules, '--data', folder]);
  expect(second.code).toBe(74);
  expect(second.err).toMatch(/another server that runs keeps its data in .*\nhint: end that one first/);
  await first.stop('SIGKILL');
  const third = await start('shared');
  expect(await third.stop()).toBe(0);
});
