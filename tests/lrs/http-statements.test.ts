import { createHash, randomUUID } from 'node:crypto';
import XAPI from '@xapi/xapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activity, learner, sample, verb } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
beforeAll(async () => {
  lrs = await startLrs();
});
afterAll(() => lrs.stop());

const post = (body: unknown, headers = {}) => lrs.call('POST', 'statements', { body, headers });
const get = (params: Record<string, string>, headers = {}) =>
  lrs.call('GET', `statements?${new URLSearchParams(params)}`, { headers });

describe('the version header', () => {
  it('is asked for, answered, and told apart', async () => {
    expect((await get({}, { 'X-Experience-API-Version': null })).status).toBe(400);
    for (const [sent, answered] of [
      ['1.0', '1.0.3'],
      ['1.0.1', '1.0.3'],
      ['2.0', '2.0.0'],
      ['2.0.0', '2.0.0'],
    ]) {
      const answer = await get({ limit: '1' }, { 'X-Experience-API-Version': sent });
      expect([answer.status, answer.headers.get('X-Experience-API-Version')]).toEqual([200, answered]);
    }
    for (const bad of ['0.9', '1.1', '3.0', 'x'])
      expect((await get({}, { 'X-Experience-API-Version': bad })).status).toBe(400);
  });

  it('is not needed for about, which names both editions', async () => {
    const answer = await fetch(`${lrs.endpoint}about`);
    expect(await answer.json()).toEqual({ version: ['1.0.3', '2.0.0'], extensions: {} });
  });
});

describe('sending statements', () => {
  it('takes one or many by POST and answers their ids', async () => {
    const [one, two] = [sample(), sample()];
    expect(await (await post(one)).json()).toEqual([one.id]);
    expect(await (await post([two, one])).json()).toEqual([two.id, one.id]);
    const { id: _, ...nameless } = sample();
    const [given] = await (await post(nameless)).json();
    expect((await get({ statementId: given })).status).toBe(200);
  });

  it('takes one by PUT under its id', async () => {
    const id = randomUUID();
    const { id: _, ...body } = sample();
    expect((await lrs.call('PUT', `statements?statementId=${id}`, { body })).status).toBe(204);
    expect((await lrs.call('PUT', `statements?statementId=${id}`, { body })).status).toBe(204);
    expect(
      (await lrs.call('PUT', `statements?statementId=${id}`, { body: { ...body, verb: verb('passed') } })).status,
    ).toBe(409);
    expect(
      (await lrs.call('PUT', `statements?statementId=${id}`, { body: { ...body, id: randomUUID() } })).status,
    ).toBe(400);
    expect((await lrs.call('PUT', 'statements', { body })).status).toBe(400);
    expect((await lrs.call('PUT', `statements?statementId=${randomUUID()}`, { body: [body] })).status).toBe(400);
  });

  it('refuses a batch with one fault whole, naming each place', async () => {
    const good = sample();
    const answer = await post([good, { ...sample(), actor: { mbox: 'nobody' }, result: { score: { scaled: 2 } } }]);
    expect(answer.status).toBe(400);
    const { error, faults } = await answer.json();
    expect(error).toBe('The statements are not valid.');
    expect(faults.map((f: { path: string }) => f.path)).toEqual(['$[1].actor.mbox', '$[1].result.score.scaled']);
    expect((await get({ statementId: good.id })).status).toBe(404);
  });

  it('refuses what is no JSON, no statement, twice in a batch, or too large, always in JSON', async () => {
    const one = sample();
    const bodies: [unknown, number][] = [
      ['{"a":', 400],
      ['', 400],
      ['7', 400],
      [[1], 400],
      [[one, one], 400],
      [new Uint8Array([0x22, 0xff, 0x22]), 400],
      [`"${'x'.repeat(6_000_000)}"`, 413],
    ];
    for (const [body, status] of bodies) {
      const answer = await post(body);
      expect(answer.status).toBe(status);
      const text = await answer.text();
      expect(typeof JSON.parse(text).error).toBe('string');
      expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules/);
    }
    expect((await post(one, { 'Content-Type': 'text/plain' })).status).toBe(400);
    expect((await lrs.call('DELETE', 'statements')).status).toBe(405);
    expect((await lrs.call('GET', 'nothing')).status).toBe(404);
    expect(lrs.errors).toEqual([]);
  });

  it('writes the authority itself', async () => {
    const one = sample({ authority: learner('forged') });
    await post(one);
    expect((await (await get({ statementId: one.id })).json()).authority).toEqual({
      objectType: 'Agent',
      account: { homePage: 'https://store.example/', name: lrs.admin.id },
    });
  });

  it('knows context agents from xAPI 2.0 on', async () => {
    const two = { 'X-Experience-API-Version': '2.0.0' };
    const context = {
      contextAgents: [
        { objectType: 'contextAgent', agent: learner('coach'), relevantTypes: ['https://x.example/coach'] },
      ],
    };
    const one = sample({ context, timestamp: '2026-03-14T10:00:00+02:00' });
    expect((await post(one)).status).toBe(400);
    expect((await post(one, two)).status).toBe(200);
    const found = await (await get({ agent: JSON.stringify(learner('coach')), related_agents: 'true' }, two)).json();
    expect(
      found.statements.map((s: { id: string; timestamp: string; version: string }) => [s.id, s.timestamp, s.version]),
    ).toEqual([[one.id, '2026-03-14T08:00:00.000Z', '2.0.0']]);
  });

  it('understands the Alternate Request Syntax of 1.0.3', async () => {
    const id = randomUUID();
    const { id: _, ...body } = sample();
    const form = new URLSearchParams({
      statementId: id,
      Authorization: lrs.admin.authorization,
      'X-Experience-API-Version': '1.0.3',
      'Content-Type': 'application/json',
      content: JSON.stringify(body),
    });
    const send = () => fetch(`${lrs.endpoint}statements?method=PUT`, { method: 'POST', body: form });
    expect((await send()).status).toBe(204);
    expect((await get({ statementId: id })).status).toBe(200);
    form.set('X-Experience-API-Version', '2.0.0');
    expect((await send()).status).toBe(400);
  });
});

describe('reading statements', () => {
  it('filters by every parameter and pages by more-links that are complete', async () => {
    const registration = randomUUID();
    const statements = Array.from({ length: 7 }, (_, n) =>
      sample({
        actor: learner('pager'),
        verb: verb(n % 2 ? 'passed' : 'failed'),
        object: activity(`m${n % 2}`),
        context: { registration },
      }),
    );
    await post(statements);
    const filter = {
      registration,
      agent: JSON.stringify(learner('pager')),
      since: new Date(Date.now() - 60_000).toISOString(),
      until: new Date(Date.now() + 60_000).toISOString(),
    };
    let answer = await (await get({ ...filter, limit: '3', ascending: 'true' })).json();
    const seen: string[] = [];
    for (;;) {
      seen.push(...answer.statements.map((s: { id: string }) => s.id));
      if (answer.more === '') break;
      expect(answer.more).toMatch(/^\/xapi\/statements\?/);
      answer = await (await lrs.call('GET', answer.more)).json();
    }
    expect(seen).toEqual(statements.map((s) => s.id));
    const count = async (more: Record<string, string>) =>
      (await (await get({ ...filter, ...more })).json()).statements.length;
    expect(await count({ verb: verb('passed').id })).toBe(3);
    expect(await count({ activity: activity('m0').id })).toBe(4);
    expect(await count({ since: filter.until })).toBe(0);
  });

  it('refuses unknown, repeated and malformed parameters, all at once', async () => {
    const answer = await get({
      agent: '{"mbox":1}',
      verb: 'x',
      since: 'today',
      limit: '-1',
      related_agents: 'yes',
      cursor: 'x',
    });
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults.map((f: { path: string }) => f.path)).toEqual(
      expect.arrayContaining(['?agent.mbox', '?verb', '?since', '?limit', '?cursor', '?related_agents']),
    );
    expect((await get({ colour: 'red' })).status).toBe(400);
    expect((await lrs.call('GET', 'statements?limit=1&limit=2')).status).toBe(400);
    expect((await get({ statementId: randomUUID(), voidedStatementId: randomUUID() })).status).toBe(400);
    expect((await get({ statementId: randomUUID(), verb: verb('passed').id })).status).toBe(400);
    expect((await get({ statementId: 'no-uuid' })).status).toBe(400);
  });

  it('answers HEAD like GET without a body, and says through when it is consistent', async () => {
    const one = sample();
    await post(one);
    const head = await lrs.call('HEAD', `statements?statementId=${one.id}`);
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect(head.headers.get('Last-Modified')).toBeTruthy();
    expect(Number.isNaN(Date.parse(head.headers.get('X-Experience-API-Consistent-Through') ?? ''))).toBe(false);
  });

  it('shows ids only, or the canonical definitions in the wanted language', async () => {
    const object = { id: 'https://courses.example/canon', definition: { name: { en: 'House', es: 'Casa' } } };
    const one = sample({ actor: { ...learner('n'), name: 'Never shown' }, object });
    await post(one);
    const [ids] = (await (await get({ activity: object.id, format: 'ids' })).json()).statements;
    expect(ids).toMatchObject({
      actor: learner('n'),
      verb: { id: one.verb && verb('experienced').id },
      object: { id: object.id },
    });
    expect(JSON.stringify(ids)).not.toMatch(/Never shown|House/);
    const [canonical] = (
      await (
        await get({ activity: object.id, format: 'canonical' }, { 'Accept-Language': 'fr;q=0.9, es-MX;q=0.5' })
      ).json()
    ).statements;
    expect(canonical.object.definition.name).toEqual({ es: 'Casa' });
    const [exact] = (await (await get({ activity: object.id })).json()).statements;
    expect(exact.object.definition.name).toEqual({ en: 'House', es: 'Casa' });
  });

  it('hides a voided statement and gives it by voidedStatementId', async () => {
    const one = sample();
    await post([one, sample({ verb: verb('voided'), object: { objectType: 'StatementRef', id: one.id } })]);
    expect((await get({ statementId: one.id })).status).toBe(404);
    expect((await get({ voidedStatementId: one.id })).status).toBe(200);
    expect((await post(sample({ verb: verb('voided') }))).status).toBe(400);
  });
});

describe('attachments', () => {
  const content = Buffer.from('a file \r\n--with-- \u0000 bytes');
  const sha2 = createHash('sha256').update(content).digest('hex');
  const attached = (parts = {}) =>
    sample({
      attachments: [
        {
          usageType: 'https://x.example/u',
          display: { en: 'f' },
          contentType: 'text/plain',
          length: content.length,
          sha2,
          ...parts,
        },
      ],
    });
  const multipart = (json: unknown, file: Buffer, hash: string) =>
    Buffer.concat([
      Buffer.from(
        `--B\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(json)}\r\n--B\r\nContent-Type: text/plain\r\n`,
      ),
      Buffer.from(`Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ${hash}\r\n\r\n`),
      file,
      Buffer.from('\r\n--B--\r\n'),
    ]);
  const send = (body: Buffer) => post(body, { 'Content-Type': 'multipart/mixed; boundary=B' });

  it('come back as they were sent', async () => {
    const one = attached();
    expect((await send(multipart(one, content, sha2))).status).toBe(200);
    const answer = await get({ statementId: one.id, attachments: 'true' });
    expect(answer.headers.get('Content-Type')).toMatch(/^multipart\/mixed; boundary=/);
    expect(Buffer.from(await answer.arrayBuffer()).includes(content)).toBe(true);
    expect((await get({ statementId: one.id })).headers.get('Content-Type')).toMatch(/^application\/json/);
  });

  it('are refused when a hash is wrong, a part is missing or belongs to nothing', async () => {
    expect((await send(multipart(attached(), Buffer.from('other'), sha2))).status).toBe(400);
    expect((await send(multipart(sample(), content, sha2))).status).toBe(400);
    expect((await post(attached())).status).toBe(400);
    expect((await post(attached({ fileUrl: 'https://x.example/f' }))).status).toBe(200);
    expect((await send(Buffer.from('--B\r\nContent-Type: application/json\r\n\r\n{}'))).status).toBe(400);
    expect((await post('x', { 'Content-Type': 'multipart/mixed' })).status).toBe(400);
  });
});

describe('an independent client', () => {
  it('sends, finds and keeps state with @xapi/xapi', async () => {
    const auth = lrs.admin.authorization;
    const client = new XAPI.default({ endpoint: lrs.endpoint, auth, version: '1.0.3' });
    const agent = { objectType: 'Agent' as const, account: { homePage: 'https://lms.example/', name: 'client' } };
    const statement = {
      actor: agent,
      verb: verb('completed'),
      object: { objectType: 'Activity' as const, id: 'https://courses.example/client' },
    };
    const sent = await client.sendStatement({ statement });
    const found = await client.getStatements({ agent, limit: 10 });
    expect(found.data.statements.map((s) => s.id)).toEqual(sent.data);
    const activityId = statement.object.id;
    await client.createState({ agent, activityId, stateId: 'bookmark', state: { page: 3 } });
    await client.setState({ agent, activityId, stateId: 'bookmark', state: { page: 4 } });
    expect((await client.getState({ agent, activityId, stateId: 'bookmark' })).data).toEqual({ page: 4 });
    expect((await client.getAbout()).data.version).toContain('1.0.3');
    await client.deleteState({ agent, activityId, stateId: 'bookmark' });
    expect((await client.getStates({ agent, activityId })).data).toEqual([]);
  });
});
