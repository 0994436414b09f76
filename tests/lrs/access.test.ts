import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentRequest, Guard, Scope } from '../../src/lrs/access.js';
import { learner, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
let clock = Date.now();
beforeAll(async () => {
  lrs = await startLrs({}, () => clock);
});
afterAll(() => lrs.stop());

const authority = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'launch' } } as const;
const stateAddress = `activities/state?${new URLSearchParams({ activityId: 'https://courses.example/a', agent: JSON.stringify(learner('a')), stateId: 's' })}`;
const session = (scopes: Scope[], guard?: Guard) =>
  lrs.credentials.issueSession({ scopes, authority, expiresInSeconds: 60, ...(guard ? { guard } : {}) });
const status = async (method: string, to: string, authorization: string | null, body?: unknown) =>
  (await lrs.call(method, to, { headers: { Authorization: authorization }, ...(body === undefined ? {} : { body }) }))
    .status;

describe('credentials', () => {
  it('open the store to the right secret only', async () => {
    const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    expect(await status('GET', 'statements', lrs.admin.authorization)).toBe(200);
    for (const wrong of [
      null,
      'x',
      'Basic',
      'Basic !',
      basic(lrs.admin.id, 'x'),
      basic('nobody', lrs.admin.secret),
      basic(lrs.admin.id, ''),
    ]) {
      expect(await status('GET', 'statements', wrong)).toBe(401);
    }
  });

  it('are given at the first start and not again, and keep no secret', async () => {
    expect(await lrs.credentials.firstStart()).toBeNull();
    expect(JSON.stringify(await lrs.credentials.list())).not.toContain(lrs.admin.secret);
  });

  it('end when they are revoked', async () => {
    const other = await lrs.credentials.create({ label: 'reader', scopes: ['all/read'] });
    expect(await status('GET', 'statements', other.authorization)).toBe(200);
    expect(await lrs.credentials.revoke(other.id)).toBe(true);
    expect(await status('GET', 'statements', other.authorization)).toBe(401);
  });

  it('do what their scopes say and no more', async () => {
    const table: [Scope[], Record<string, number>][] = [
      [['statements/write'], { read: 403, write: 200, state: 403, keep: 403 }],
      [['statements/read'], { read: 200, write: 403, state: 403, keep: 403 }],
      [['state'], { read: 403, write: 403, state: 404, keep: 204 }],
      [['profile'], { read: 403, write: 403, state: 403, keep: 403 }],
      [['all/read'], { read: 200, write: 403, state: 200, keep: 403 }],
      [[], { read: 403, write: 403, state: 403, keep: 403 }],
    ];
    for (const [scopes, wanted] of table) {
      const { authorization } = session(scopes);
      expect(await status('GET', 'statements', authorization), scopes.join()).toBe(wanted.read);
      expect(await status('POST', 'statements', authorization, sample()), scopes.join()).toBe(wanted.write);
      expect(await status('GET', stateAddress, authorization), scopes.join()).toBe(wanted.state);
      expect(await status('PUT', stateAddress, authorization, {}), scopes.join()).toBe(wanted.keep);
    }
  });

  it('show only what was sent with them to readers of their own', async () => {
    const { authorization } = session(['statements/write', 'statements/read/mine']);
    const [mine, foreign] = [sample(), sample()];
    await status('POST', 'statements', authorization, mine);
    await status('POST', 'statements', lrs.admin.authorization, foreign);
    const seen = await (await lrs.call('GET', 'statements', { headers: { Authorization: authorization } })).json();
    const ids = seen.statements.map((s: { id: string }) => s.id);
    expect(ids).toContain(mine.id);
    expect(ids).not.toContain(foreign.id);
    expect(await status('GET', `statements?statementId=${foreign.id}`, authorization)).toBe(404);
  });
});

describe('sessions', () => {
  it('write the authority they were given', async () => {
    const one = sample();
    await status('POST', 'statements', session(['statements/write']).authorization, one);
    expect((await (await lrs.call('GET', `statements?statementId=${one.id}`)).json()).authority).toEqual(authority);
  });

  it('end by time and by revocation', async () => {
    const [late, revoked] = [session(['all']), session(['all'])];
    expect(await status('GET', 'statements', revoked.authorization)).toBe(200);
    revoked.revoke();
    expect(await status('GET', 'statements', revoked.authorization)).toBe(401);
    clock += 61_000;
    expect(await status('GET', 'statements', late.authorization)).toBe(401);
  });
});

describe('guards', () => {
  const told: string[] = [];
  const guard: Guard = {
    statements: (statements) => {
      told.push(`asked ${statements.length}`);
      return statements.some((s) => JSON.stringify(s).includes('forbidden'))
        ? { status: 403, reason: 'Not this one.' }
        : null;
    },
    document: ({ method, resource, params }: DocumentRequest) => {
      told.push(`${method} ${resource} ${params.stateId}`);
      return params.stateId === 'LMS.LaunchData' && method !== 'GET' ? { status: 403, reason: 'Read only.' } : null;
    },
    other: ({ method, path }) => {
      told.push(`${method} ${path}`);
      return path === 'agents' ? { status: 403, reason: 'No people.' } : null;
    },
    stored: (statements) => void told.push(`stored ${statements.length}`),
  };

  it('are asked before anything is stored, and told after', async () => {
    const { authorization } = session(['all'], guard);
    const refused = sample({ actor: learner('forbidden') });
    const other = sample();
    expect(await status('POST', 'statements', authorization, [other, refused])).toBe(403);
    expect(await status('GET', `statements?statementId=${other.id}`, lrs.admin.authorization)).toBe(404);
    expect(await status('POST', 'statements', authorization, sample())).toBe(200);
    expect(await status('POST', 'statements', authorization, { actor: 1 })).toBe(400);
    expect(await status('PUT', stateAddress.replace('stateId=s', 'stateId=LMS.LaunchData'), authorization, {})).toBe(
      403,
    );
    expect(await status('GET', 'statements', authorization)).toBe(200);
    expect(await status('GET', `agents?agent=${encodeURIComponent(JSON.stringify(learner('a')))}`, authorization)).toBe(
      403,
    );
    expect(told).toEqual([
      'asked 2',
      'asked 1',
      'stored 1',
      'PUT activities/state LMS.LaunchData',
      'GET statements',
      'GET agents',
    ]);
  });

  it('see one request after the other', async () => {
    let stored = false;
    const once: Guard = {
      ...guard,
      statements: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return stored ? { status: 403, reason: 'Only once.' } : null;
      },
      stored: () => {
        stored = true;
      },
    };
    const { authorization } = session(['all'], once);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => status('POST', 'statements', authorization, sample())),
    );
    expect(answers.sort()).toEqual([200, 403, 403, 403]);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    fetch(`${lrs.endpoint}statements`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,x-experience-api-version',
      },
    });

  it('are let in when they are listed', async () => {
    const answer = await preflight('http://courses.example');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('http://courses.example');
    expect(answer.headers.get('Access-Control-Allow-Headers')).toMatch(/Authorization.*X-Experience-API-Version/);
    const read = await lrs.call('GET', 'statements', { headers: { Origin: 'http://courses.example' } });
    expect(read.headers.get('Access-Control-Expose-Headers')).toMatch(/ETag.*Consistent-Through/);
    // A refusal can be read too, so that a page can say what went wrong.
    const refused = await lrs.call('GET', 'statements', {
      headers: { Origin: 'http://courses.example', Authorization: null },
    });
    expect([refused.status, refused.headers.get('Access-Control-Allow-Origin')]).toEqual([
      401,
      'http://courses.example',
    ]);
  });

  it('are kept out when they are not', async () => {
    expect((await preflight('http://elsewhere.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    const read = await lrs.call('GET', 'statements', { headers: { Origin: 'http://elsewhere.example' } });
    expect(read.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});
