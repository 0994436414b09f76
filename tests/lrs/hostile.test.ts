import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activity, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
beforeAll(async () => {
  lrs = await startLrs();
});
afterAll(() => lrs.stop());

const post = (body: unknown, headers = {}) => lrs.call('POST', 'statements', { body, headers });
/** At most a page of them. */
const storedAbout = async (id: string) =>
  (await (await lrs.call('GET', `statements?activity=${id}`)).json()).statements.length;
const nested = (depth: number) =>
  JSON.stringify(sample({ result: { extensions: { 'https://x.example/e': '@' } } })).replace(
    '"@"',
    '['.repeat(depth) + ']'.repeat(depth),
  );

describe('a body made to do harm', () => {
  it('is refused when it is nested without end, and takes no other request with it', async () => {
    const [deep, deeper, well] = await Promise.all([post(nested(5000)), post('['.repeat(1_000_000)), post(sample())]);
    expect([deep.status, deeper.status, well.status]).toEqual([400, 400, 200]);
    expect((await deep.json()).faults).toEqual([{ path: '$', message: expect.stringContaining('nested') }]);
    expect((await post(nested(20))).status).toBe(200);
    expect((await post(sample({ result: { response: '[{'.repeat(5000) } }))).status).toBe(200);
  });

  it('is refused when a name in it could not be found again in the database', async () => {
    const account = (name: string) => ({ account: { homePage: 'https://lms.example/', name } });
    for (const name of ['a\0b', 'a\ud800b']) {
      const answer = await post(sample({ actor: account(name) }));
      expect(answer.status).toBe(400);
      expect((await answer.json()).faults[0].path).toBe('$.actor.account.name');
    }
    expect((await post(sample({ verb: { id: 'https://x.example/\0' } }))).status).toBe(400);
    expect((await post(sample({ object: { id: 'https://x.example/\ud800' } }))).status).toBe(400);
    expect((await post(sample({ actor: { mbox: 'mailto:a\0@b.example' } }))).status).toBe(400);
    // What is only kept, and never searched for, may be any text.
    expect((await post(sample({ result: { response: 'half an emoji \ud83d' } }))).status).toBe(200);
    const place = new URLSearchParams({ activityId: 'https://x.example/a', agent: JSON.stringify(account('a')) });
    const state = await lrs.call('PUT', `activities/state?${place}&stateId=s%00t`, { body: {} });
    expect(state.status).toBe(400);
  });

  it('is answered with the first of its faults and how many more there are', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`p${n}`, n]));
    const answer = await post(unknown);
    expect(answer.status).toBe(400);
    const said = await answer.json();
    expect(said.faults).toHaveLength(50);
    // Counting ends at a thousand.
    expect(said.moreFaults).toBe(1000 - 50);
  });

  it('is refused whole when it holds more statements than a request may, and stored when it holds as many', async () => {
    const small = { actor: { mbox: 'mailto:a@b.example' }, verb: { id: 'a:b' }, object: { id: 'a:many' } };
    const many = (length: number) => post(Array.from({ length }, () => small));
    const refused = await many(1001);
    expect(refused.status).toBe(413);
    expect((await refused.json()).error).toContain('at most 1000 statements');
    expect(await storedAbout('a:many')).toBe(0);
    const answer = await many(1000);
    expect(answer.status).toBe(200);
    expect(new Set(await answer.json()).size).toBe(1000);
    expect(await storedAbout('a:many')).toBe(500);
  });

  it('is read once, not once for each of its parts', async () => {
    const choices = Array.from({ length: 60_000 }, (_, n) => ({ id: `c${n}` }));
    const question = { interactionType: 'choice', choices: [...choices, { id: 'c7' }] };
    const answer = await post(sample({ object: { ...activity('many'), definition: question } }));
    expect((await answer.json()).faults).toEqual([
      { path: '$.object.definition.choices[60000].id', message: 'is used twice in this list' },
    ]);
  });

  it('is refused when it names a day that never was', async () => {
    expect((await post(sample({ timestamp: '2023-02-29T10:00:00Z' }))).status).toBe(400);
    expect((await post(sample({ timestamp: '2024-02-29T10:00:00Z' }))).status).toBe(200);
  });

  it('leaves nothing of all this in the list of unexpected errors', () => {
    expect(lrs.errors).toEqual([]);
  });
});

describe('pages of other origins', () => {
  it('write nothing, even with a credential that the browser adds by itself', async () => {
    const form = {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Experience-API-Version': null,
    };
    const body = new URLSearchParams({ 'X-Experience-API-Version': '1.0.3', content: JSON.stringify(sample()) });
    const send = (origin: string) =>
      lrs.call('POST', 'statements?method=POST', { body: body.toString(), headers: { ...form, Origin: origin } });
    const refused = await send('https://evil.example');
    expect(refused.status).toBe(403);
    expect((await refused.json()).error).toContain('https://evil.example');
    expect((await send('null')).status).toBe(403);
    expect((await send('http://courses.example')).status).toBe(200);
    expect((await send(lrs.origin)).status).toBe(200);
  });
});

it('answers a request whose address cannot be taken apart', async () => {
  const status = await new Promise((resolve, reject) => {
    const { port } = new URL(lrs.origin);
    const headers = { Authorization: lrs.admin.authorization, 'X-Experience-API-Version': '1.0.3' };
    rawRequest({ port, host: '127.0.0.1', path: 'http://x:99999999/xapi/statements?limit=1', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
});
