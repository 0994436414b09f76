import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../src/lrs/access.js';
import { isGranted, isScope, scopes } from '../../src/lrs/scopes.js';
import { isObject } from '../../src/xapi/json.js';
import { attachmentOf, multipartOf } from './multipart-of.js';
import { learner, sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

let lrs: TestServer;
let clock = Date.now();
beforeAll(async () => {
  lrs = await startLrs({}, () => clock);
});
afterAll(() => lrs.stop());

const authority = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'launch' } } as const;
const session = (scopes: readonly Scope[]) =>
  lrs.credentials.issueSession({ scopes, authority, about: randomUUID(), expiresInSeconds: 60 });
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
});

describe('sessions', () => {
  it('write the authority they were given', async () => {
    const one = sample();
    await status('POST', 'statements', (await session(['statements/write'])).authorization, one);
    expect((await (await lrs.call('GET', `statements?statementId=${one.id}`)).json()).authority).toEqual(authority);
  });

  it('end by time and by revocation', async () => {
    const [late, revoked] = [await session(['all']), await session(['all'])];
    expect(await status('GET', 'statements', revoked.authorization)).toBe(200);
    await revoked.revoke();
    expect(await status('GET', 'statements', revoked.authorization)).toBe(401);
    clock += 61_000;
    expect(await status('GET', 'statements', late.authorization)).toBe(401);
  });
});

/** What a scope may open; everything else is refused with 403. */
type Deed =
  | 'read statements'
  | 'write statements'
  | 'read state'
  | 'write state'
  | 'read profiles'
  | 'write profiles'
  | 'read activities'
  | 'read people';

const reads = ['read statements', 'read state', 'read profiles', 'read activities', 'read people'] as const;
const mayDo: Readonly<Record<Scope, readonly Deed[]>> = {
  all: [...reads, 'write statements', 'write state', 'write profiles'],
  'all/read': reads,
  'statements/write': ['write statements'],
  'statements/read': ['read statements', 'read activities', 'read people'],
  'statements/read/mine': ['read statements', 'read activities'],
  state: ['read state', 'write state'],
  profile: ['read profiles', 'write profiles'],
  define: [],
  roster: [],
};

const agent = JSON.stringify(learner('a'));
const activityId = 'https://courses.example/a';
const address = (resource: string, params: Record<string, string>) => `${resource}?${new URLSearchParams(params)}`;
const documents = [
  ['state', 'activities/state', { activityId, agent, stateId: 's' }],
  ['profiles', 'agents/profile', { agent, profileId: 'p' }],
  ['profiles', 'activities/profile', { activityId, profileId: 'p' }],
] as const;

interface Deal {
  readonly deed: Deed;
  readonly method: string;
  readonly to: string;
  readonly body?: () => unknown;
  readonly form?: boolean;
}

/** Every resource with every method, each such that it succeeds when it is allowed; deleting comes last. */
const requests: readonly Deal[] = [
  { deed: 'read statements', method: 'GET', to: 'statements' },
  { deed: 'read statements', method: 'HEAD', to: 'statements?limit=1' },
  { deed: 'read statements', method: 'POST', to: 'statements?method=GET', body: () => 'limit=1', form: true },
  { deed: 'write statements', method: 'POST', to: 'statements', body: () => sample() },
  { deed: 'write statements', method: 'POST', to: 'statements', body: () => [] },
  { deed: 'write statements', method: 'PUT', to: 'statements', body: () => sample() },
  ...documents.flatMap(([what, resource, params]): Deal[] => {
    const { stateId: _s, profileId: _p, ...owner } = { stateId: '', profileId: '', ...params };
    const on = address(resource, params);
    return [
      { deed: `read ${what}`, method: 'GET', to: on },
      { deed: `read ${what}`, method: 'HEAD', to: on },
      { deed: `read ${what}`, method: 'GET', to: address(resource, owner) },
      { deed: `write ${what}`, method: 'PUT', to: on, body: () => ({ put: true }) },
      { deed: `write ${what}`, method: 'POST', to: on, body: () => ({ posted: true }) },
      {
        deed: `write ${what}`,
        method: 'POST',
        to: `${resource}?method=DELETE`,
        body: () => String(new URLSearchParams(params)),
        form: true,
      },
      { deed: `write ${what}`, method: 'DELETE', to: on },
    ];
  }),
  { deed: 'write state', method: 'DELETE', to: address('activities/state', { activityId, agent }) },
  { deed: 'read activities', method: 'GET', to: address('activities', { activityId }) },
  { deed: 'read activities', method: 'HEAD', to: address('activities', { activityId }) },
  { deed: 'read people', method: 'GET', to: address('agents', { agent }) },
];

async function made({ method, to, body, form }: Deal, authorization: string): Promise<number> {
  const value = body?.();
  const isPut = method === 'PUT' && to === 'statements';
  const id = isPut && isObject(value) ? `?statementId=${String(value.id)}` : '';
  const type: Record<string, string> = form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {};
  const headers = { Authorization: authorization, ...type, ...(method === 'PUT' && !isPut ? { 'If-Match': '*' } : {}) };
  return (await lrs.call(method, to + id, { headers, ...(body ? { body: value } : {}) })).status;
}

async function layDocuments(): Promise<void> {
  for (const [, resource, params] of documents) {
    const to = address(resource, params);
    const there = (await lrs.call('GET', to)).status === 200;
    if (!there) await lrs.call('PUT', to, { body: { laid: true }, headers: { 'If-None-Match': '*' } });
    expect((await lrs.call('GET', to)).status, to).toBe(200);
  }
}

const allDocuments = async () =>
  Promise.all(documents.map(async ([, resource, params]) => (await lrs.call('GET', address(resource, params))).text()));

const allStatements = async () => {
  const page = await (await lrs.call('GET', 'statements?ascending=true&format=ids&limit=0')).json();
  return page.statements.length;
};

describe('scopes', () => {
  it('are all in the table, so that a new one is judged too', () => {
    expect(Object.keys(mayDo).sort()).toEqual(Object.keys(scopes).sort());
  });

  it.each(Object.entries(mayDo))('%s opens what it says and no more', async (scope, deeds) => {
    if (!isScope(scope)) throw new Error(scope);
    const { authorization } = await lrs.credentials.create({ label: scope, scopes: [scope] });
    const what = ({ method, to }: Deal) => `${scope}: ${method} ${to}`;
    await layDocuments();
    const before = [...(await allDocuments()), await allStatements()];
    for (const request of requests.filter(({ deed }) => !deeds.includes(deed)))
      expect(await made(request, authorization), what(request)).toBe(403);
    expect([...(await allDocuments()), await allStatements()]).toEqual(before);
    for (const request of requests.filter(({ deed }) => deeds.includes(deed))) {
      if (deeds.some((deed) => deed.startsWith('write') && deed !== 'write statements')) await layDocuments();
      expect(await made(request, authorization), what(request)).toBeLessThan(300);
    }
  });

  it('say which would do when none of them does', async () => {
    const { authorization } = await lrs.credentials.create({ label: 'x', scopes: ['state'] });
    const answer = await lrs.call('GET', 'statements', { headers: { Authorization: authorization } });
    expect((await answer.json()).error).toContain('all, all/read, statements/read, statements/read/mine');
  });

  it('let definitions change what the store knows with define or all only', async () => {
    const id = `https://courses.example/${randomUUID()}`;
    const name = async () =>
      (await (await lrs.call('GET', address('activities', { activityId: id }))).json()).definition?.name;
    const say = async (granted: Scope[], text: string) => {
      const { authorization } = await lrs.credentials.create({ label: 'x', scopes: granted });
      const object = { id, definition: { name: { en: text } } };
      expect(await status('POST', 'statements', authorization, sample({ object }))).toBe(200);
    };
    await say(['statements/write'], 'first');
    expect(await name()).toBeUndefined();
    await say(['statements/write', 'define'], 'second');
    expect(await name()).toEqual({ en: 'second' });
    await say(['statements/write', 'state', 'profile', 'statements/read'], 'third');
    expect(await name()).toEqual({ en: 'second' });
    await say(['all'], 'fourth');
    expect(await name()).toEqual({ en: 'fourth' });
  });

  it('leave who an opaque account stands for out of "all"', () => {
    expect(isGranted(['all'], ['roster'])).toBe(false);
    expect(isGranted(['all', 'roster'], ['roster'])).toBe(true);
    expect(isGranted(['all'], ['statements/read'])).toBe(true);
    expect(isGranted(['all'], ['roster', 'all/read'])).toBe(true);
  });
});

describe('a reader of its own statements', () => {
  const here = `https://courses.example/${randomUUID()}`;
  const inHere = (name: string) => ({ object: { id: here, definition: { name: { en: name } } }, actor: learner(name) });
  const mine = sample(inHere('mine'));
  const foreign = sample(inHere('foreign'));
  const gone = sample(inHere('gone'));
  const goneMine = sample(inHere('gone-mine'));
  const elsewhere = sample({ object: { id: `${here}/elsewhere`, definition: { name: { en: 'secret' } } } });
  let authorization = '';
  const get = async (to: string) => lrs.call('GET', to, { headers: { Authorization: authorization } });
  const idsOf = async (to: string): Promise<string[]> =>
    (await (await get(to)).json()).statements.map((one: { id: string }) => one.id);
  const voiding = (id: string) =>
    sample({ verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id } });

  beforeAll(async () => {
    ({ authorization } = await lrs.credentials.create({
      label: 'x',
      scopes: ['statements/write', 'statements/read/mine'],
    }));
    await lrs.call('POST', 'statements', { body: [foreign, gone, elsewhere] });
    await lrs.call('POST', 'statements', { body: voiding(gone.id) });
    expect(await status('POST', 'statements', authorization, [mine, goneMine])).toBe(200);
    expect(await status('POST', 'statements', authorization, voiding(goneMine.id))).toBe(200);
  });

  it('finds no other by any filter', async () => {
    const filters: Record<string, string>[] = [
      {},
      { activity: here },
      { activity: here, related_activities: 'true' },
      { verb: 'http://adlnet.gov/expapi/verbs/experienced' },
      { agent: JSON.stringify(learner('foreign')) },
      { agent: JSON.stringify(learner('foreign')), related_agents: 'true' },
      { since: '2020-01-01T00:00:00Z', ascending: 'true' },
      { format: 'canonical' },
      { format: 'ids' },
    ];
    for (const filter of filters) {
      const found = await idsOf(address('statements', filter));
      expect(found, JSON.stringify(filter)).not.toEqual(expect.arrayContaining([foreign.id]));
      if (!filter.agent) expect(found, JSON.stringify(filter)).toContain(mine.id);
    }
  });

  it('gets no other by id, also a voided one', async () => {
    const statusOf = async (name: string, id: string) => (await get(`statements?${name}=${id}`)).status;
    expect(await statusOf('statementId', mine.id)).toBe(200);
    expect(await statusOf('statementId', foreign.id)).toBe(404);
    expect(await statusOf('voidedStatementId', goneMine.id)).toBe(200);
    expect(await statusOf('voidedStatementId', gone.id)).toBe(404);
    // The same words as for one that was never there.
    const [other, none] = [
      await get(`statements?statementId=${foreign.id}`),
      await get(`statements?statementId=${randomUUID()}`),
    ];
    expect(await other.text()).toBe(await none.text());
  });

  it('gets the files that it sent, and no other’s by naming their hash', async () => {
    const [secret, own] = [Buffer.from('an essay of somebody else'), Buffer.from('my essay')];
    const foreignOne = sample({ ...inHere('foreign'), attachments: [attachmentOf(secret)] });
    expect((await lrs.call('POST', 'statements', multipartOf(foreignOne, [secret]))).status).toBe(200);
    const naming = sample({
      ...inHere('mine'),
      attachments: [attachmentOf(secret, { fileUrl: 'https://files.example/essay' })],
    });
    const sending = sample({ ...inHere('mine'), attachments: [attachmentOf(own)] });
    expect(await status('POST', 'statements', authorization, naming)).toBe(200);
    const { body, headers } = multipartOf(sending, [own]);
    const sent = await lrs.call('POST', 'statements', { body, headers: { ...headers, Authorization: authorization } });
    expect(sent.status).toBe(200);
    const pages = [
      await get('statements?attachments=true'),
      await get(`statements?attachments=true&statementId=${naming.id}`),
    ];
    for (const page of pages) expect(await page.text()).not.toContain(secret.toString());
    expect(await (await get(`statements?attachments=true&statementId=${sending.id}`)).text()).toContain(own.toString());
    const all = await lrs.call('GET', `statements?attachments=true&statementId=${naming.id}`);
    expect(await all.text()).toContain(secret.toString());
  });

  it('stays with its own on the pages behind "more", whoever made the link', async () => {
    for (let n = 0; n < 3; n++) {
      await status('POST', 'statements', authorization, sample(inHere('mine')));
      await lrs.call('POST', 'statements', { body: sample(inHere('foreign')) });
    }
    const walk = async (first: string) => {
      const authors = new Set<string>();
      let to = first;
      let pages = 0;
      while (to !== '') {
        const page = await (await get(to)).json();
        for (const one of page.statements) authors.add(one.authority.account.name);
        to = page.more;
        pages++;
      }
      return { authors: [...authors], pages };
    };
    const own = await walk(address('statements', { activity: here, limit: '1' }));
    expect(own.authors).toHaveLength(1);
    expect(own.pages).toBeGreaterThan(3);
    // A link that was made for one who reads everything.
    const { more } = await (await lrs.call('GET', address('statements', { activity: here, limit: '1' }))).json();
    expect(more).not.toBe('');
    expect((await walk(more)).authors).toEqual(own.authors);
  });

  it('gets files of its own statements only', async () => {
    const content = 'for nobody else';
    const sha2 = createHash('sha256').update(content).digest('hex');
    const attachment = {
      usageType: 'https://x.example/usage',
      display: { en: 'x' },
      contentType: 'text/plain',
      length: content.length,
      sha2,
    };
    const boundary = 'b-1';
    const body = [
      `--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(sample({ attachments: [attachment] }))}`,
      `--${boundary}\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ${sha2}\r\n\r\n${content}`,
      `--${boundary}--\r\n`,
    ].join('\r\n');
    const headers = { 'Content-Type': `multipart/mixed; boundary=${boundary}` };
    expect((await lrs.call('POST', 'statements', { body, headers })).status).toBe(200);
    expect(await (await lrs.call('GET', 'statements?attachments=true')).text()).toContain(content);
    expect(await (await get('statements?attachments=true')).text()).not.toContain(content);
  });

  it('learns of activities what its own statements speak of, and nothing of people', async () => {
    const all = await lrs.credentials.create({ label: 'x', scopes: ['all'] });
    await status('POST', 'statements', all.authorization, elsewhere);
    const [own, other] = [
      await get(address('activities', { activityId: here })),
      await get(address('activities', { activityId: `${here}/elsewhere` })),
    ];
    expect((await own.json()).definition).toBeDefined();
    expect(await other.json()).toEqual({ objectType: 'Activity', id: `${here}/elsewhere` });
    expect((await get(address('agents', { agent: JSON.stringify(learner('foreign')) }))).status).toBe(403);
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

  it('are kept out when they are not, and never get a wildcard or the leave to send what the browser remembers', async () => {
    for (const origin of [
      'http://elsewhere.example',
      'https://courses.example',
      'http://courses.example:8080',
      'http://courses.example.evil.example',
      'null',
    ]) {
      const read = await lrs.call('GET', 'statements', { headers: { Origin: origin } });
      for (const answer of [await preflight(origin), read]) {
        expect(answer.headers.get('Access-Control-Allow-Origin'), origin).toBeNull();
        expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
        expect(answer.headers.get('Vary')).toContain('Origin');
      }
      const write = await lrs.call('POST', 'statements', { headers: { Origin: origin }, body: sample() });
      expect(write.status, origin).toBe(403);
    }
  });

  it('of no name are kept out even by a list that would take them', async () => {
    const open = await startLrs({ isOriginAllowed: () => true });
    try {
      const answer = await open.call('GET', 'statements', { headers: { Origin: 'null' } });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect((await open.call('POST', 'statements', { headers: { Origin: 'null' }, body: sample() })).status).toBe(403);
    } finally {
      await open.stop();
    }
  });
});

describe('voiding', () => {
  const voidingOf = (id: string) =>
    sample({
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id },
    });

  it('takes away what the same credential sent, and what others sent only with the scope all', async () => {
    const [one, other] = [
      await lrs.credentials.create({ label: 'one', scopes: ['statements/write'] }),
      await lrs.credentials.create({ label: 'other', scopes: ['statements/write', 'statements/read'] }),
    ];
    const [first, second] = [sample(), sample()];
    expect(await status('POST', 'statements', one.authorization, [first, second])).toBe(200);
    expect(await status('POST', 'statements', other.authorization, voidingOf(first.id))).toBe(403);
    expect(await status('POST', 'statements', other.authorization, voidingOf(randomUUID()))).toBe(403);
    expect(await status('GET', `statements?statementId=${first.id}`, other.authorization)).toBe(200);
    const voiding = voidingOf(first.id);
    expect(await status('POST', 'statements', one.authorization, voiding)).toBe(200);
    // Sent again, as after a lost answer.
    expect(await status('POST', 'statements', one.authorization, voiding)).toBe(200);
    expect(await status('GET', `statements?statementId=${first.id}`, other.authorization)).toBe(404);
    expect(await status('POST', 'statements', lrs.admin.authorization, voidingOf(second.id))).toBe(200);
  });
});

describe('who may read only what it sent', () => {
  it('learns nothing of a statement of others by referring to it', async () => {
    const mine = await lrs.credentials.create({ label: 'mine', scopes: ['statements/write', 'statements/read/mine'] });
    const foreign = sample({ actor: learner('somebody') });
    await status('POST', 'statements', lrs.admin.authorization, foreign);
    const reference = sample({ actor: learner('spy'), object: { objectType: 'StatementRef', id: foreign.id } });
    const own = sample({ actor: learner('me') });
    const toOwn = sample({ actor: learner('spy'), object: { objectType: 'StatementRef', id: own.id } });
    await status('POST', 'statements', mine.authorization, [reference, own, toOwn]);
    const found = async (who: string, authorization: string) => {
      const answer = await lrs.call('GET', `statements?agent=${encodeURIComponent(JSON.stringify(learner(who)))}`, {
        headers: { Authorization: authorization },
      });
      return (await answer.json()).statements.map((statement: { id: string }) => statement.id);
    };
    expect(await found('somebody', mine.authorization)).toEqual([]);
    expect(await found('somebody', lrs.admin.authorization)).toEqual([reference.id, foreign.id]);
    expect(await found('me', mine.authorization)).toEqual([toOwn.id, own.id]);
  });
});
