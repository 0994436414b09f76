import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccounts } from '../../src/lrs/collector/accounts.js';
import { openStore } from '../../src/lrs/open-store.js';
import type { RecordStore } from '../../src/lrs/store.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import { mostFileBytes } from '../../src/tracking/pull/ask-files.js';
import { PullRefused, type Source } from '../../src/tracking/pull/ask-source.js';
import { pullStatements } from '../../src/tracking/pull/pull-statements.js';
import { at, isObject, type JsonObject, listAt, textAt } from '../../src/xapi/json.js';
import { attachmentOf, hashOf, multipartOf } from '../lrs/multipart-of.js';
import { activity, sample, verb } from '../lrs/samples.js';
import { startLrs, type TestServer } from '../lrs/server.js';

const homePage = 'https://w3id.org/cpm-courseware/accounts';
let folder: string;
let lrs: TestServer;
let store: RecordStore;
let tracking: Tracking;
let round = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pull-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  round++;
  lrs = await startLrs();
  store = await openStore(path.join(folder, `${round}.sqlite`), Date.now);
  tracking = await openTracking(path.join(folder, `${round}-tracking.sqlite`), Date.now);
});
afterEach(async () => {
  await tracking.close();
  await store.close();
  await lrs.stop();
});

const sourceOf = (more: Partial<Source> = {}): Source => ({
  endpoint: lrs.endpoint,
  authorization: lrs.admin.authorization,
  version: '1.0.3',
  fetch,
  patience: 1,
  ...more,
});
const pull = (more: Partial<Source> = {}) =>
  pullStatements({
    ...{ store, db: tracking.db, homePage, source: sourceOf(more), now: Date.now, progress: () => undefined },
    accounts: createAccounts({ roster: store, key: 'k'.repeat(40), now: Date.now }),
  });

const pat = { objectType: 'Agent', name: 'Pat Wren', mbox: 'mailto:pat@county.example.org' };
async function send(...statements: readonly JsonObject[]): Promise<void> {
  const answer = await lrs.call('POST', 'statements', { body: statements });
  expect(answer.status).toBe(200);
}
async function held(): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await store.find({ ascending: true, limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    for (const { json } of page.statements) {
      const one: unknown = JSON.parse(json);
      if (isObject(one)) found.push(one);
    }
    cursor = page.statements.at(-1)?.cursor;
    if (page.next === null) return found;
  }
}
const ids = (statements: readonly JsonObject[]) => statements.map((one) => textAt(one, 'id')).sort();

describe('statements pulled from another record store', () => {
  it('come in once, with an opaque account for everybody, whom the roster alone knows', async () => {
    const group = { objectType: 'Group', name: 'A team', member: [pat, { mbox_sha1sum: 'a'.repeat(40) }] };
    const one = sample({
      actor: pat,
      context: {
        instructor: { account: { homePage: 'https://lms.example/', name: 'ira@county.example.org' }, name: 'Ira' },
        team: group,
      },
    });
    await send(one, sample({ actor: { openid: 'https://id.example/sam' } }));
    expect(await pull()).toEqual({ read: 2, leftOut: [], withoutFiles: [] });
    const found = await held();
    const text = JSON.stringify(found);
    expect(text).not.toMatch(/county|mailto|openid|sha1|Pat|Ira|A team|lms\.example/);
    const [mine] = found.filter((statement) => textAt(statement, 'id') === one.id);
    const account = textAt(mine, 'actor', 'account', 'name') ?? '';
    expect(textAt(mine, 'actor', 'account', 'homePage')).toBe(homePage);
    expect(textAt(listAt(mine, 'context', 'team', 'member')[0], 'account', 'name')).toBe(account);
    expect(await store.rosterEntry(account)).toMatchObject({
      homePage: new URL(lrs.endpoint).origin,
      learner: 'pat@county.example.org',
    });
    expect(at(mine, 'authority')).toMatchObject({ account: { name: 'pulled' } });
    await pull();
    expect(await held()).toHaveLength(2);
  });

  it('keep the accounts that are opaque already', async () => {
    await send(sample({ actor: { account: { homePage, name: 'abc' } } }));
    await pull();
    expect(textAt((await held())[0], 'actor', 'account', 'name')).toBe('abc');
  });

  it('come in over many pages, and later only what is new, late ones and repeated ones too', async () => {
    const many = Array.from({ length: 1100 }, () => sample({ actor: pat }));
    for (let n = 0; n < many.length; n += 500) await send(...many.slice(n, n + 500));
    expect((await pull()).read).toBe(1100);
    const late = sample({ actor: pat, timestamp: '2020-01-01T00:00:00Z' });
    await send(late);
    const asked: string[] = [];
    await pull({
      fetch: (url, init) => {
        asked.push(url);
        return fetch(url, init);
      },
    });
    expect(ids(await held())).toEqual(ids([...many, late]));
    expect(new URL(asked[0] ?? '').searchParams.get('since')).not.toBeNull();
  });

  it('go on where a reading was cut off, and none is lost', async () => {
    const many = Array.from({ length: 1100 }, () => sample({ actor: pat }));
    for (let n = 0; n < many.length; n += 500) await send(...many.slice(n, n + 500));
    let asked = 0;
    const cut: Source['fetch'] = (url, init) => (++asked > 1 ? Promise.reject(new TypeError('cut')) : fetch(url, init));
    await expect(pull({ fetch: cut })).rejects.toThrow('cut');
    expect((await held()).length).toBeLessThan(1100);
    const row = await tracking.db.selectFrom('pulls').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ failures: 1, last_error: 'cut' });
    await pull();
    expect(ids(await held())).toEqual(ids(many));
    expect(await tracking.db.selectFrom('pulls').select('failures').executeTakeFirst()).toEqual({ failures: 0 });
  });

  it('begin anew where the other store has forgotten the page on which reading was cut off', async () => {
    await send(sample({ actor: pat }));
    await pull();
    await tracking.db.updateTable('pulls').set({ more: '/xapi/statements?cursor=forgotten&limit=x' }).execute();
    const another = sample({ actor: pat });
    await send(another);
    await pull();
    expect(ids(await held())).toContain(another.id);
  });

  it('void what was voided there', async () => {
    const one = sample({ actor: pat });
    await send(one);
    await pull();
    await send(sample({ actor: pat, verb: verb('voided'), object: { objectType: 'StatementRef', id: one.id } }));
    await pull();
    expect(await store.statement(one.id, false)).toBeUndefined();
    expect(await store.statement(one.id, true)).toBeDefined();
  });

  it.each(['1.0.3', '2.0.0'] as const)('bring their attached files under %s, once', async (version) => {
    const [one, two] = [Buffer.from([0, 1, 13, 10, 255]), Buffer.from('the second')];
    const elsewhere = attachmentOf(Buffer.from('far'), { fileUrl: 'https://files.example/far' });
    const both = sample({ actor: pat, attachments: [attachmentOf(one), attachmentOf(two), elsewhere] });
    const again = sample({ actor: pat, attachments: [attachmentOf(two)] });
    const { body, headers } = multipartOf([both, again], [one, two]);
    expect((await lrs.call('POST', 'statements', { body, headers })).status).toBe(200);
    const asked: string[] = [];
    const noted: Source['fetch'] = (url, init) => {
      asked.push(url);
      return fetch(url, init);
    };
    expect(await pull({ version, fetch: noted })).toEqual({ read: 2, leftOut: [], withoutFiles: [] });
    const files = await store.attachments([hashOf(one), hashOf(two)]);
    expect([...files.values()].map(({ content }) => Buffer.from(content).toString('hex')).sort()).toEqual(
      [one, two].map((file) => file.toString('hex')).sort(),
    );
    expect(asked.filter((url) => url.includes('attachments=true'))).toHaveLength(1);
    // What is read again is here already.
    await pull({ version, fetch: noted });
    expect(asked.filter((url) => url.includes('attachments=true'))).toHaveLength(1);
  });

  it('come in without files that are too large or not what their hash says, which is told', async () => {
    const [large, other] = [Buffer.alloc(300, 7), Buffer.from('as it should be')];
    const [one, two] = [large, other].map((file) => sample({ actor: pat, attachments: [attachmentOf(file)] }));
    for (const [statement, file] of [
      [one, large],
      [two, other],
    ] as const) {
      const { body, headers } = multipartOf(statement, [file]);
      expect((await lrs.call('POST', 'statements', { body, headers })).status).toBe(200);
    }
    const wild: Source['fetch'] = async (url, init) => {
      const answer = await fetch(url, init);
      if (!url.includes('attachments=true')) return answer;
      const text = Buffer.from(await answer.arrayBuffer());
      const bytes = url.includes(one?.id ?? '-')
        ? Buffer.concat([text, Buffer.alloc(mostFileBytes)])
        : Buffer.from(text.toString('latin1').replace('as it should', 'as it might!'), 'latin1');
      return new Response(new Uint8Array(bytes), { headers: answer.headers });
    };
    const { read, leftOut, withoutFiles } = await pull({ fetch: wild });
    expect({ read, leftOut }).toEqual({ read: 2, leftOut: [] });
    expect(withoutFiles).toEqual([
      { id: one?.id, reason: 'its files take more than 20 MB' },
      { id: two?.id, reason: 'the other record store does not give its files, or not as their hashes say' },
    ]);
    expect(await held()).toHaveLength(2);
  });

  it('come in under 2.0 as well', async () => {
    await send(sample({ actor: pat }));
    const seen: unknown[] = [];
    await pull({
      version: '2.0.0',
      fetch: (url, init) => {
        seen.push(new Headers(init.headers).get('X-Experience-API-Version'));
        return fetch(url, init);
      },
    });
    expect([seen, await held()]).toEqual([['2.0.0'], [expect.anything()]]);
  });

  it('are left out one by one, with the reason, where another statement has their id', async () => {
    const [one, two] = [sample({ actor: pat }), sample({ actor: pat })];
    const other = { ...one, object: activity('elsewhere'), actor: { account: { homePage, name: 'x' } } };
    const authority = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'k' } };
    await store.insert({ statements: [other], version: '1.0.3', authority, define: true, attachments: [] });
    await send(one, two);
    expect(await pull()).toEqual({
      read: 2,
      withoutFiles: [],
      leftOut: [{ id: one.id, reason: 'another statement is stored here under its id' }],
    });
    expect(ids(await held())).toEqual(ids([one, two]));
  });
});

describe('a source that can’t be read', () => {
  it.each<[string, Partial<Source>, RegExp]>([
    ['does not know us', { authorization: `Basic ${btoa('x:y')}` }, /does not let us read \(401\)/],
    ['is no record store', { fetch: async () => new Response('<p>hello') }, /not as a record store does/],
    ['has no such address', { fetch: async () => new Response('', { status: 404 }) }, /answers 404/],
    [
      'leads elsewhere for more',
      { fetch: async () => Response.json({ statements: [], more: 'https://elsewhere.example/more' }) },
      /names another server/,
    ],
  ])('because it %s, is told once, with what to do', async (_why, more, message) => {
    const refused = await pull(more).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PullRefused);
    expect(refused).toMatchObject({ message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) });
  });

  it('because it is busy, is asked again', async () => {
    await send(sample({ actor: pat }));
    let asked = 0;
    await pull({
      fetch: (url, init) => (++asked < 3 ? Promise.resolve(new Response('', { status: 503 })) : fetch(url, init)),
    });
    expect([asked, await held()]).toEqual([3, [expect.anything()]]);
  });
});
