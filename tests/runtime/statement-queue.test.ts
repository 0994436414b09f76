import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../src/runtime/lms/session.js';
import { createLastingFetch } from '../../src/runtime/queue/lasting-fetch.js';
import { createStatementQueue } from '../../src/runtime/statement-queue.js';
import { testClock } from './support/clock.js';
import { noOutbox } from './support/no-outbox.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A queue that talks to a real server; `answer` decides each request's status by the ids in it. */
async function stage(answer: (ids: readonly string[], count: number) => number) {
  const requests: string[][] = [];
  let open = 0;
  let mostOpen = 0;
  const server = createServer((request, response) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const sent = JSON.parse(body) as { id: string } | { id: string }[];
      const ids = Array.isArray(sent) ? sent.map((s) => s.id) : [`${request.method} ${sent.id}`];
      requests.push(ids);
      open -= 1;
      response.writeHead(answer(ids, requests.length), { 'Retry-After': '3' }).end('[]');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = testClock();
  const arrived: string[] = [];
  const aside: string[] = [];
  let answers = 0;
  const queue = createStatementQueue({
    door: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/xapi/`,
      authorization: 'Basic eDp5',
      version: '1.0.3',
    },
    net: createLastingFetch((url, init) => fetch(url, init).finally(() => (answers += 1))),
    outbox: noOutbox(),
    now: clock.now,
    timer: clock.timer,
    acknowledged: (statements) => void arrived.push(...statements.map((s) => String(s.id))),
    setAside: (statement, status) => void aside.push(`${String(statement.id)} ${status}`),
    health: () => undefined,
  });
  /** Waits until that many requests were answered and looked at. */
  const answered = async (count: number) => {
    while (answers < count) await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.settle();
  };
  return { queue, clock, requests, arrived, aside, answered, mostOpen: () => mostOpen };
}

const statement = (id: string, size = 10): Statement => ({ id, text: 'x'.repeat(size) });

describe('the statement queue', () => {
  it('keeps the order, sends the first alone when asked, the rest together, one request at a time', async () => {
    const { queue, requests, arrived, answered, mostOpen } = await stage(() => 200);
    queue.add(statement('first'), true);
    for (const id of ['a', 'b', 'c']) queue.add(statement(id));
    await answered(2);
    expect(requests).toEqual([['first'], ['a', 'b', 'c']]);
    expect(arrived).toEqual(['first', 'a', 'b', 'c']);
    expect(mostOpen()).toBe(1);
  });

  it('divides what is too much for one request', async () => {
    const { queue, requests, answered } = await stage(() => 200);
    for (const id of ['a', 'b', 'c']) queue.add(statement(id, 9000));
    await answered(2);
    expect(requests).toEqual([['a', 'b'], ['c']]);
  });

  it('keeps statements over trouble of the store and of the way, with the same ids, and says since when (C9)', async () => {
    const { queue, clock, requests, arrived, answered } = await stage(
      (_ids, count) => [503, 429, 401, 200][count - 1] ?? 200,
    );
    const began = clock.now();
    queue.add(statement('a'));
    await answered(1);
    expect(queue.failingSince()).toBe(began);
    queue.add(statement('b'));
    await clock.pass(3000);
    await answered(2);
    await clock.pass(3000);
    await answered(3);
    await clock.pass(4000);
    await answered(4);
    expect(requests).toEqual([['a'], ['a', 'b'], ['a', 'b'], ['a', 'b']]);
    expect(arrived).toEqual(['a', 'b']);
    expect(queue.failingSince()).toBeNull();
  });

  it('sets aside the one that is refused and brings the others through', async () => {
    const { queue, requests, arrived, aside, answered } = await stage((ids) => (ids.includes('bad') ? 400 : 200));
    for (const id of ['a', 'bad', 'c']) queue.add(statement(id));
    await answered(4);
    expect(requests).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
    expect(arrived).toEqual(['a', 'c']);
    expect(aside).toEqual(['bad 400']);
  });

  it('takes a conflict for what it is: the statement is there already', async () => {
    const { queue, arrived, aside, answered } = await stage((ids) => (ids.includes('there') ? 409 : 200));
    for (const id of ['there', 'new']) queue.add(statement(id));
    await answered(3);
    expect(arrived).toEqual(['there', 'new']);
    expect(aside).toEqual([]);
  });

  it('sends what waits and the last statement at the close, and nothing afterwards', async () => {
    const { queue, clock, requests, answered } = await stage(() => 503);
    queue.add(statement('a'));
    await answered(1);
    queue.add(statement('b'));
    queue.close(statement('last'));
    queue.close(statement('twice'));
    queue.add(statement('late'));
    await answered(3);
    await clock.pass(120_000);
    expect(requests.slice(0, 1)).toEqual([['a']]);
    expect(requests.slice(1)).toEqual(expect.arrayContaining([['a', 'b'], ['PUT last']]));
    expect(requests).toHaveLength(3);
  });

  it('never lets the closing requests outgrow what a browser delivers, and leaves room for the last statement', async () => {
    const { queue, requests, answered } = await stage((_ids, count) => (count === 1 ? 503 : 200));
    queue.add(statement('first'));
    await answered(1);
    for (let i = 0; i < 10; i += 1) queue.add(statement(`s${i}`, 9000));
    queue.close(statement('last'));
    await answered(3);
    expect(requests).toEqual(expect.arrayContaining([['first', 's0', 's1', 's2', 's3', 's4', 's5'], ['PUT last']]));
  });

  it('tells when everything has left, or when the patience is over', async () => {
    const working = await stage(() => 200);
    working.queue.add(statement('a'));
    const left = working.queue.drained(5000);
    await working.answered(1);
    await left;
    expect(working.arrived).toEqual(['a']);
    const broken = await stage(() => 500);
    broken.queue.add(statement('a'));
    const waited = broken.queue.drained(5000);
    await broken.clock.pass(5000);
    await waited;
    expect(broken.arrived).toEqual([]);
  });
});
