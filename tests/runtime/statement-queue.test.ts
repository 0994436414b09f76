import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../src/runtime/lms/session.js';
import { createLastingFetch } from '../../src/runtime/queue/lasting-fetch.js';
import type { Left, Outbox } from '../../src/runtime/queue/outbox.js';
import { createStatementQueue } from '../../src/runtime/statement-queue.js';
import { testClock } from './support/clock.js';
import { noOutbox } from './support/no-outbox.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface Options {
  readonly retryAfter?: string;
  readonly outbox?: Outbox;
}

/** A queue that talks to a real server; `answer` decides each request's status by the ids in it. */
async function stage(answer: (ids: readonly string[], count: number) => number, options: Options = {}) {
  const { retryAfter = '3', outbox = noOutbox() } = options;
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
      response.writeHead(answer(ids, requests.length), { 'Retry-After': retryAfter }).end('[]');
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
    outbox,
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
  it('keeps the order, sends the first alone when asked, the rest together, one request at a time (C9)', async () => {
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

  it('sets aside the one that is refused and brings the others through (C9)', async () => {
    const { queue, requests, arrived, aside, answered } = await stage((ids) => (ids.includes('bad') ? 400 : 200));
    for (const id of ['a', 'bad', 'c']) queue.add(statement(id));
    await answered(4);
    expect(requests).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
    expect(arrived).toEqual(['a', 'c']);
    expect(aside).toEqual(['bad 400']);
  });

  it('takes a conflict for what it is: the statement is there already (C9)', async () => {
    const { queue, arrived, aside, answered } = await stage((ids) => (ids.includes('there') ? 409 : 200));
    for (const id of ['there', 'new']) queue.add(statement(id));
    await answered(3);
    expect(arrived).toEqual(['there', 'new']);
    expect(aside).toEqual([]);
  });

  it.each([403, 413])(
    'passes over the one that gets %i while others are taken, tries it once more, and keeps it for another day',
    async (status) => {
      const dropped: unknown[] = [];
      const outbox = { ...noOutbox(), drop: (keys: readonly unknown[]) => void dropped.push(...keys) };
      const { queue, requests, arrived, aside, answered } = await stage((ids) => (ids.includes('bad') ? status : 200), {
        outbox,
      });
      for (const id of ['a', 'bad', 'c']) queue.add(statement(id));
      await answered(5);
      expect(requests).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c'], ['bad']]);
      expect([arrived, aside]).toEqual([['a', 'c'], [`bad ${status}`]]);
      expect(dropped).toHaveLength(2);
      queue.add(statement('d'));
      await answered(6);
      expect(arrived).toEqual(['a', 'c', 'd']);
      expect(queue.failingSince()).toBeNull();
    },
  );

  it('keeps everything, in order, when the credential itself is refused, and asks less and less often (C13)', async () => {
    let refused = true;
    const { queue, clock, requests, arrived, aside, answered } = await stage(() => (refused ? 403 : 200));
    for (const id of ['a', 'b', 'c', 'd', 'e']) queue.add(statement(id));
    await answered(4);
    expect(requests).toEqual([['a', 'b', 'c', 'd', 'e'], ['a'], ['b'], ['c']]);
    await clock.pass(500);
    expect(requests).toHaveLength(4);
    refused = false;
    await clock.pass(500);
    for (let wanted = 5; arrived.length < 5; wanted += 1) await answered(wanted);
    expect([arrived, aside]).toEqual([['a', 'b', 'c', 'd', 'e'], []]);
  });

  it.each([
    ['seconds', () => '90', 90_000],
    ['a date', (now: number) => new Date(now + 120_000).toUTCString(), 120_000],
    ['too long', () => '86400', 600_000],
    ['nonsense', () => 'soon', 1000],
  ])('waits as long as a busy store asks for in %s (C9: 429, Retry-After)', async (_, retryAfter, wait) => {
    const { queue, clock, requests, arrived, answered } = await stage((_ids, count) => (count === 1 ? 429 : 200), {
      retryAfter: retryAfter(1_000_000),
    });
    queue.add(statement('a'));
    await answered(1);
    await clock.pass(wait - 1);
    expect(requests).toHaveLength(1);
    await clock.pass(1);
    await answered(2);
    expect(arrived).toEqual(['a']);
  });

  it('sends what earlier loads left before its own, and a statement that both have once', async () => {
    const left = (id: string, began: number): Left => ({
      key: [began, 'other', 0],
      statement: statement(id),
      alone: false,
    });
    const outbox: Outbox = {
      ...noOutbox(),
      async open(found) {
        await Promise.resolve();
        found([left('later', 2)]);
        found([left('older', 1), left('verdict', 1)]);
      },
    };
    const { queue, requests, answered } = await stage(() => 200, { outbox });
    queue.add(statement('mine'), true);
    queue.add(statement('verdict'));
    await answered(2);
    expect(requests).toEqual([['older', 'verdict', 'later'], ['mine']]);
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

  it('never lets the closing requests outgrow what a browser delivers, and leaves room for the last statement (U6)', async () => {
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
