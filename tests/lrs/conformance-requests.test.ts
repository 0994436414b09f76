// Headers, versions, methods and the Alternate Request Syntax: xAPI 1.0.3 Communication 1 and 3; xAPI 2.0 4.1.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learner, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
let second: TestServer;
beforeAll(async () => {
  lrs = await startLrs();
  second = await startLrs({ versionWithoutHeader: '2.0.0', maxStatements: 3, maxBodyBytes: 20_000 });
});
afterAll(async () => {
  expect([...lrs.errors, ...second.errors]).toEqual([]);
  await lrs.stop();
  await second.stop();
});

const activityId = 'https://courses.example/requests';
const agent = JSON.stringify(learner('requests'));
const query = (params: Record<string, string>) => new URLSearchParams(params).toString();
const resources = {
  statements: '',
  activities: query({ activityId }),
  agents: query({ agent }),
  'activities/state': query({ activityId, agent, stateId: 's' }),
  'activities/profile': query({ activityId, profileId: 'p' }),
  'agents/profile': query({ agent, profileId: 'p' }),
} as const;
const version = 'X-Experience-API-Version';

describe('the version header', () => {
  it('must be there on all but about, and the version answered without it is a setting', async () => {
    for (const [server, answered] of [
      [lrs, '1.0.3'],
      [second, '2.0.0'],
    ] as const) {
      for (const [resource, params] of Object.entries(resources)) {
        const answer = await server.call('GET', `${resource}?${params}`, { headers: { [version]: null } });
        expect([resource, answer.status, answer.headers.get(version)]).toEqual([resource, 400, answered]);
        expect((await answer.json()).error).toContain(version);
      }
      const about = await server.call('GET', 'about', { headers: { [version]: null, Authorization: null } });
      expect([about.status, about.headers.get(version)]).toEqual([200, answered]);
      expect((await about.json()).version).toEqual(['1.0.3', '2.0.0']);
    }
  });

  it.each([
    ['1.0', 200, '1.0.3'],
    ['1.0.0', 200, '1.0.3'],
    ['1.0.9', 200, '1.0.3'],
    ['2.0', 200, '2.0.0'],
    ['2.0.1', 200, '2.0.0'],
    ['0.95', 400, '1.0.3'],
    ['1.1.0', 400, '1.0.3'],
    ['3.0.0', 400, '1.0.3'],
    ['1.0.3, 2.0.0', 400, '1.0.3'],
  ])('%s is answered %i in %s', async (asked, status, answered) => {
    const answer = await lrs.call('GET', 'statements?limit=1', { headers: { [version]: asked } });
    expect([answer.status, answer.headers.get(version)]).toEqual([status, answered]);
  });

  it('decides what a statement gets as its own version', async () => {
    for (const [asked, written] of [
      ['1.0.3', '1.0.0'],
      ['2.0.0', '2.0.0'],
    ]) {
      const one = sample();
      await lrs.call('POST', 'statements', { body: one, headers: { [version]: asked ?? '' } });
      const kept = await (await lrs.call('GET', `statements?statementId=${one.id}`)).json();
      expect([kept.version, kept.timestamp]).toEqual([written, kept.stored]);
    }
  });
});

describe('every answer', () => {
  it('has one Date, says through when it is consistent, and lets nobody guess its type', async () => {
    for (const [resource, params] of Object.entries(resources)) {
      const { headers } = await lrs.call('GET', `${resource}?${params}`);
      expect(Number.isNaN(Date.parse(headers.get('Date') ?? ''))).toBe(false);
      expect(headers.get('X-Experience-API-Consistent-Through')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  it('to HEAD has the headers of GET and no body', async () => {
    for (const method of ['activities/state', 'activities/profile', 'agents/profile'] as const)
      await lrs.call('POST', `${method}?${resources[method]}`, { body: { a: 1 } });
    for (const [resource, params] of Object.entries({ ...resources, about: '' })) {
      const get = await lrs.call('GET', `${resource}?${params}`);
      const head = await lrs.call('HEAD', `${resource}?${params}`);
      expect([resource, head.status, await head.text()]).toEqual([resource, get.status, '']);
      for (const name of ['Content-Type', 'Content-Length', 'ETag', 'Last-Modified', version])
        expect([resource, name, head.headers.get(name)]).toEqual([resource, name, get.headers.get(name)]);
      expect(head.headers.get('Content-Length')).toMatch(/^[1-9]/);
    }
  });

  it('to a method that does nothing says which do', async () => {
    for (const [resource, allowed] of [
      ['about', 'GET, HEAD'],
      ['statements', 'GET, HEAD, PUT, POST'],
      ['agents', 'GET, HEAD'],
      ['activities', 'GET, HEAD'],
    ] as const) {
      const answer = await lrs.call('DELETE', resource);
      expect([resource, answer.status, answer.headers.get('Allow')]).toEqual([resource, 405, allowed]);
    }
  });

  it('to a parameter that is unknown or in other letters is 400', async () => {
    const id = randomUUID();
    const wrong: Record<string, string>[] = [
      { StatementId: id },
      { VoidedStatementId: id },
      { Agent: agent },
      { LIMIT: '1' },
      { foo: '1' },
    ];
    for (const params of wrong) expect((await lrs.call('GET', `statements?${query(params)}`)).status).toBe(400);
    for (const [resource, params] of Object.entries(resources))
      expect((await lrs.call('GET', `${resource}?${params}&foo=1`)).status).toBe(400);
  });

  it('to a stranger is 401 with what it takes', async () => {
    for (const Authorization of [null, 'Basic bm9ib2R5OnNlY3JldA==', 'Basic', 'Basic ***', 'Nothing known']) {
      const answer = await lrs.call('GET', 'statements', { headers: { Authorization } });
      expect([Authorization, answer.status]).toEqual([Authorization, 401]);
      expect(answer.headers.get('WWW-Authenticate')).toMatch(/^Basic /);
    }
  });
});

describe('a request', () => {
  it('that is too large is refused with what to do, and stores nothing', async () => {
    const many = [sample(), sample(), sample(), sample()];
    const answer = await second.call('POST', 'statements', { body: many });
    expect([answer.status, (await answer.json()).error]).toEqual([
      413,
      expect.stringMatching(/at most 3 .* has 4.*several/),
    ]);
    expect((await second.call('POST', 'statements', { body: many.slice(1) })).status).toBe(200);
    expect((await second.call('GET', `statements?statementId=${many[0]?.id}`)).status).toBe(404);
    const long = sample({ result: { response: 'x'.repeat(20_000) } });
    const refused = await second.call('POST', 'statements', { body: long });
    expect([refused.status, (await refused.json()).error]).toEqual([413, expect.stringMatching(/too large/)]);
  });

  it('keeps every text in UTF-8', async () => {
    const response = 'Añadir 学ぶ 🙂 \u2028';
    const one = sample({ result: { response } });
    await lrs.call('POST', 'statements', { body: one });
    expect((await (await lrs.call('GET', `statements?statementId=${one.id}`)).json()).result.response).toBe(response);
  });
});

describe('the Alternate Request Syntax', () => {
  const form = (
    method: string,
    fields: Record<string, string>,
    more: Record<string, string | null> = {},
    address = '',
  ) =>
    lrs.call('POST', `${address || 'statements'}?method=${method}`, {
      body: query(fields),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Authorization: null, [version]: null, ...more },
    });
  const headers = () => ({ Authorization: lrs.admin.authorization, [version]: '1.0.3' });

  it('is every method in a form under 1.0.3', async () => {
    const one = sample();
    const put = { statementId: one.id, content: JSON.stringify(one), 'Content-Type': 'application/json' };
    expect((await form('PUT', { ...headers(), ...put })).status).toBe(204);
    expect((await form('POST', { ...headers(), content: JSON.stringify(sample()) })).status).toBe(200);
    const got = await form('GET', { ...headers(), statementId: one.id });
    expect([got.status, (await got.json()).id]).toEqual([200, one.id]);
    const head = await form('HEAD', { ...headers(), statementId: one.id });
    expect(head.status).toBe(200);
    const state = { activityId, agent, stateId: 'form' };
    const to = 'activities/state';
    expect((await form('PUT', { ...headers(), ...state, content: '{"a":1}' }, {}, to)).status).toBe(204);
    const read = await form('GET', { ...headers(), ...state }, {}, to);
    expect(await read.json()).toEqual({ a: 1 });
    const etag = read.headers.get('ETag') ?? '';
    expect((await form('DELETE', { ...headers(), ...state, 'If-Match': '"other"' }, {}, to)).status).toBe(412);
    expect((await form('DELETE', { ...headers(), ...state, 'If-Match': etag }, {}, to)).status).toBe(204);
  });

  it('is refused when anything stands beside its method, its content is no content, or it is no POST', async () => {
    const one = sample();
    const fields = { ...headers(), statementId: one.id, content: JSON.stringify(one) };
    const beside = await lrs.call('POST', `statements?method=PUT&statementId=${one.id}`, {
      body: query(fields),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(beside.status).toBe(400);
    expect((await form('PUT', { ...headers(), statementId: one.id })).status).toBe(400);
    expect((await form('PUT', { ...fields, foo: '1' })).status).toBe(400);
    expect((await lrs.call('PUT', `statements?method=PUT&statementId=${one.id}`, { body: one })).status).toBe(400);
    expect((await lrs.call('GET', `statements?statementId=${one.id}`)).status).toBe(404);
  });

  it('is gone in 2.0, whatever method it names', async () => {
    for (const method of ['GET', 'PUT', 'POST', 'HEAD', 'DELETE']) {
      const one = sample();
      const fields = { ...headers(), [version]: '2.0.0', statementId: one.id, content: JSON.stringify(one) };
      expect((await form(method, fields)).status).toBe(400);
      expect((await form(method, fields, { [version]: '2.0.0', Authorization: lrs.admin.authorization })).status).toBe(
        400,
      );
    }
  });
});
