import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { textAt } from '../../src/xapi/json.js';
import { marker } from './any-body.js';
import { type AnyRequest, anyRequest, owner } from './any-request.js';
import { eachDatabase } from './each-database.js';
import { type RawAnswer, rawRequest } from './raw-request.js';
import { activity, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
const patience = { timeout: 180_000 };

eachDatabase('the record store, sent anything at all,', (fresh) => {
  let lrs: TestServer;
  let size: number;
  const stored = new Set<string>();
  beforeAll(async () => {
    const database = await fresh();
    size = database.startsWith('postgres') ? 400 : 1500;
    lrs = await startLrs({ database });
    lrs.store.onStored((statements) => {
      for (const { statement } of statements) stored.add(textAt(statement, 'object', 'id') ?? '');
    });
  });
  afterAll(() => lrs.stop());

  it('answers below 500 with a reason in JSON, and writes nothing that it refused', patience, async () => {
    const requests = fc.sample(anyRequest(lrs.admin.authorization), { seed, numRuns: size });
    const refused = new Set<string>();
    const statuses = new Map<number, number>();
    const one = async (request: AnyRequest, index: number) => {
      const mark = `m${index}m`;
      const answer = await rawRequest(lrs.origin, bytesOf(request, mark));
      expectReason(answer, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 400) refused.add(mark);
    };
    await inLanes(16, requests, one);
    console.log(`${size} requests, seed ${seed}:`, Object.fromEntries([...statuses].sort(([a], [b]) => a - b)));
    expect(lrs.errors).toEqual([]);
    expect(refused.size).toBeGreaterThan(size / 4);
    expect(refused.size).toBeLessThan(size * 0.99);
    const wrote = [...[...stored].map((id) => id.slice(activity('').id.length)), ...(await documents())];
    expect(wrote.length).toBeGreaterThan(0);
    expect(wrote.filter((mark) => refused.has(mark))).toEqual([]);
  });

  /** Ids of all documents that the requests may have written. */
  async function documents(): Promise<string[]> {
    const activityId = encodeURIComponent(owner.activityId);
    const agent = encodeURIComponent(owner.agent);
    const places = [
      `activities/state?activityId=${activityId}&agent=${agent}`,
      `activities/profile?activityId=${activityId}`,
      `agents/profile?agent=${agent}`,
    ];
    const lists = await Promise.all(places.map(async (place) => (await lrs.call('GET', place)).json()));
    return lists.flat();
  }

  it('lives through requests that are none', patience, async () => {
    const before = stored.size;
    const well = `POST /xapi/statements HTTP/1.1\r\nHost: a\r\nAuthorization: ${lrs.admin.authorization}\r\nX-Experience-API-Version: 1.0.3\r\nContent-Type: application/json\r\n`;
    const json = JSON.stringify(sample());
    const zeros = gzipSync(Buffer.alloc(50_000_000, ' '));
    const wrecks: readonly [string, string | Uint8Array, boolean?][] = [
      ['chunks without end', `${well}Transfer-Encoding: chunked\r\n\r\n5\r\n{"act\r\n`, true],
      ['a chunk of no length', `${well}Transfer-Encoding: chunked\r\n\r\nxyz\r\n${json}\r\n0\r\n\r\n`],
      ['a chunk of too great a length', `${well}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n${json}`],
      ['no length', `${well}\r\n${json}`],
      ['two lengths', `${well}Content-Length: 3\r\nContent-Length: ${json.length}\r\n\r\n${json}`],
      ['a length and chunks', `${well}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
      ['a negative length', `${well}Content-Length: -1\r\n\r\n${json}`],
      ['a length too great', `${well}Content-Length: ${json.length + 100}\r\n\r\n${json}`, true],
      ['a length beyond the limit', `${well}Content-Length: 99999999999\r\n\r\n${json}`, true],
      ['an end in the head', well.slice(0, 60), true],
      ['nothing', '', true],
      ['a flood of headers', `${well}${'X-A: b\r\n'.repeat(3000)}\r\n`],
      ['a header without end', `${well}X-A: ${'a'.repeat(200_000)}\r\n\r\n`],
      ['a zero byte in a header', `${well}X-A: a\0b\r\n\r\n`],
      ['a header without a name', `${well}: b\r\n\r\n`],
      ['no request line', 'hello\r\n\r\n'],
      ['an old version', 'GET /xapi/about\r\n\r\n', true],
      ['another protocol', Buffer.from('16030100a5010000a1', 'hex')],
      ['an address without end', `GET /xapi/about?${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
      ['an address of another kind', 'GET http://[::::]:99999999/xapi/about HTTP/1.1\r\nHost: a\r\n\r\n'],
      ['an upgrade', 'GET /xapi/about HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
      [
        'a body that grows when it is unpacked',
        Buffer.concat([Buffer.from(`${well}Content-Encoding: gzip\r\nContent-Length: ${zeros.length}\r\n\r\n`), zeros]),
      ],
    ];
    for (const [what, bytes, hangUp] of wrecks) {
      const answer = await rawRequest(lrs.origin, bytes, hangUp);
      expect(answer.status, what).toBeLessThan(500);
      if (answer.headers.has('content-type'))
        expect(answer.body, what).toContain(answer.status < 400 ? '{' : '"error"');
      expect((await lrs.call('GET', 'about')).status, what).toBe(200);
    }
    console.log(`${wrecks.length} requests that are none`);
    expect(stored.size).toBe(before);
    expect(lrs.errors).toEqual([]);
  });
});

function bytesOf({ method, path, headers, body }: AnyRequest, mark: string): Uint8Array {
  const text = Buffer.from(body).toString('latin1');
  const sent = text.includes(marker) ? Buffer.from(text.replaceAll(marker, mark), 'latin1') : body;
  const lines = [
    `${method} ${path.replaceAll(marker, mark)} HTTP/1.1`,
    'Host: a',
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${sent.byteLength}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), sent]);
}

function expectReason(answer: RawAnswer, request: AnyRequest): void {
  const { body: _body, ...said } = request;
  const what = `${JSON.stringify(said)} was answered ${answer.status} ${answer.body}`;
  expect(answer.status, what).toBeLessThan(500);
  // What Node's parser refuses never reaches the record store and has no body.
  if (answer.status < 400 || answer.body === '') return;
  expect(answer.headers.get('content-type'), what).toContain('application/json');
  expect(JSON.parse(answer.body).error, what).toMatch(/\w/);
}

/** Does something for each entry, so many at a time. */
async function inLanes<Entry>(
  lanes: number,
  list: readonly Entry[],
  run: (entry: Entry, index: number) => Promise<void>,
) {
  const queue = list.entries();
  const lane = async () => {
    for (const [index, entry] of queue) await run(entry, index);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
