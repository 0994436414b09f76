import { createHmac } from 'node:crypto';
import { exportSPKI } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Authenticate } from '../../src/lrs/access.js';
import { authenticateBy } from '../../src/lrs/authenticate.js';
import { createOidc, IssuerRefused } from '../../src/lrs/oidc.js';
import { type Claims, type IssuerKey, signed, startIssuer, type TestIssuer, token } from './oidc-issuer.js';
import { sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

const audience = 'https://records.example/xapi';
const now = () => Date.now();
const seconds = () => Math.floor(now() / 1000);

/** A record store that takes keys and the tokens of an issuer. */
async function startWith(bearer: Authenticate): Promise<TestServer> {
  let combined: Authenticate = async () => null;
  const lrs = await startLrs({ authenticate: (header) => combined(header) });
  combined = authenticateBy({ basic: lrs.credentials.authenticate, bearer });
  return lrs;
}

const bearer = (jwt: string) => ({ headers: { Authorization: `Bearer ${jwt}` } });

describe('bearer tokens', () => {
  let issuer: TestIssuer;
  let key: IssuerKey;
  let rsa: IssuerKey;
  let lrs: TestServer;
  beforeAll(async () => {
    issuer = await startIssuer();
    key = await issuer.key('k1');
    rsa = await issuer.key('rsa', 'RS256');
    lrs = await startWith(createOidc({ issuer: issuer.issuer, audience, now }));
  });
  afterAll(async () => {
    await lrs.stop();
    await issuer.stop();
  });
  const made = (claims: Claims = {}, by = key) => token(issuer, by, audience, seconds(), claims);
  const read = async (jwt: string) => {
    const answer = await lrs.call('GET', 'statements', bearer(jwt));
    const json = await answer.json();
    return {
      status: answer.status,
      error: String(json.error),
      challenge: answer.headers.get('WWW-Authenticate') ?? '',
    };
  };

  it('open the store to what their scopes say, beside keys', async () => {
    expect((await read(await made())).status).toBe(200);
    const post = async (jwt: string) =>
      (await lrs.call('POST', 'statements', { ...bearer(jwt), body: sample() })).status;
    expect(await post(await made())).toBe(403);
    expect(await post(await made({ scope: 'xapi:statements/write' }))).toBe(200);
    expect((await lrs.call('GET', 'statements')).status).toBe(200);
  });

  it('grant nothing by scopes that are not ours: "profile" of OpenID Connect opens no agent profiles', async () => {
    for (const scope of ['openid profile all statements/read', '', undefined, 'xapi:', 'xapi:everything', 7])
      expect((await read(await made({ scope }))).status, String(scope)).toBe(403);
    expect((await read(await made({ scope: ['xapi:statements/read'] }))).status).toBe(200);
  });

  it('speak under the account that the issuer knows them by', async () => {
    const authorityOf = async (claims: Claims) => {
      const one = sample();
      await lrs.call('POST', 'statements', {
        ...bearer(await made({ scope: 'xapi:statements/write', ...claims })),
        body: one,
      });
      return (await (await lrs.call('GET', `statements?statementId=${one.id}`)).json()).authority;
    };
    const account = (name: string) => ({ objectType: 'Agent', account: { homePage: issuer.issuer, name } });
    expect(await authorityOf({ sub: 'user-7' })).toEqual(account('user-7'));
    expect(await authorityOf({ sub: undefined, client_id: 'reporting' })).toEqual(account('reporting'));
    expect((await read(await made({ sub: undefined }))).status).toBe(401);
  });

  it('are refused for an account that no statement could be found by', async () => {
    for (const sub of ['x'.repeat(3000), 'two\nlines', 'half \ud800']) {
      const { status, error } = await read(await made({ sub }));
      expect([status, error]).toEqual([401, expect.stringContaining('sub')]);
      const written = await lrs.call('POST', 'statements', {
        ...bearer(await made({ sub, scope: 'xapi:statements/write' })),
        body: sample(),
      });
      expect(written.status).toBe(401);
    }
    expect(lrs.errors).toEqual([]);
  });

  it('show readers of their own statements those of the same account', async () => {
    const as = async (sub: string) =>
      bearer(await made({ sub, scope: 'xapi:statements/write xapi:statements/read/mine' }));
    const [mine, foreign] = [sample(), sample()];
    await lrs.call('POST', 'statements', { ...(await as('one')), body: mine });
    await lrs.call('POST', 'statements', { ...(await as('two')), body: foreign });
    const seen = await (await lrs.call('GET', 'statements', await as('one'))).json();
    expect(seen.statements.map((one: { id: string }) => one.id)).toEqual([mine.id]);
  });

  it('are refused when issuer, audience or time are wrong, and the answer says which', async () => {
    const wrong: [Claims, string][] = [
      [{ iss: 'https://other.example/' }, 'another issuer'],
      [{ iss: `${issuer.issuer}/` }, 'another issuer'],
      [{ aud: 'https://other.example/' }, 'another audience'],
      [{ aud: undefined }, 'another audience'],
      [{ exp: seconds() - 6 }, 'expired'],
      [{ exp: undefined }, 'does not say when it expires'],
      [{ nbf: seconds() + 60 }, 'not valid yet'],
    ];
    for (const [claims, why] of wrong) {
      const { status, error, challenge } = await read(await made(claims));
      expect([status, error], JSON.stringify(claims)).toEqual([401, expect.stringContaining(why)]);
      expect(challenge).toMatch(/^Basic .*, Bearer .*error="invalid_token"/);
    }
    // Clocks may differ a little.
    expect((await read(await made({ exp: seconds() - 2, nbf: seconds() + 2 }))).status).toBe(200);
    expect((await read(await made({ aud: ['https://other.example/', audience] }))).status).toBe(200);
  });

  it('are refused when another signed them', async () => {
    const stranger = await issuer.key('k1', 'ES256', false);
    expect(await read(await made({}, stranger))).toMatchObject({
      status: 401,
      error: expect.stringContaining('signature'),
    });
    const unknown = await issuer.key('nobody', 'ES256', false);
    expect(await read(await made({}, unknown))).toMatchObject({
      status: 401,
      error: expect.stringContaining('no such key'),
    });
    const [head, , tail] = (await made()).split('.');
    const changed = Buffer.from(
      JSON.stringify({ iss: issuer.issuer, aud: audience, sub: 'x', exp: seconds() + 60, scope: 'xapi:all' }),
    );
    expect((await read(`${head}.${changed.toString('base64url')}.${tail}`)).status).toBe(401);
  });

  it('are refused without a signature, and with one that everybody could make', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: issuer.issuer, aud: audience, sub: 'x', exp: seconds() + 60, scope: 'xapi:all' };
    for (const alg of ['none', 'None', 'NONE']) {
      for (const tail of ['', 'x'])
        expect((await read(`${part({ alg })}.${part(claims)}.${tail}`)).status, alg).toBe(401);
    }
    // The public key taken for a shared secret, in each form that a careless reader might take.
    const spki = await exportSPKI(rsa.publicKey);
    for (const secret of [spki, spki.trim(), JSON.stringify(rsa.jwk), rsa.jwk.n ?? '']) {
      for (const alg of ['HS256', 'HS384', 'HS512']) {
        const text = `${part({ alg, kid: 'rsa', typ: 'JWT' })}.${part(claims)}`;
        const signature = createHmac(`sha${alg.slice(2)}`, secret)
          .update(text)
          .digest('base64url');
        expect(await read(`${text}.${signature}`)).toMatchObject({
          status: 401,
          error: expect.stringContaining('algorithm'),
        });
      }
    }
    expect((await read(await made({}, rsa))).status).toBe(200);
  });

  it('are refused when the key or its place is named by the token itself', async () => {
    const own = await issuer.key('k1', 'ES256', false);
    const claims = { iss: issuer.issuer, aud: audience, sub: 'x', exp: seconds() + 60, scope: 'xapi:all' };
    for (const header of [{ jwk: own.jwk }, { jku: `${issuer.issuer}/keys` }, { kid: undefined, jwk: own.jwk }]) {
      const jwt = await signed(claims, own, header);
      expect((await read(jwt)).status).toBe(401);
    }
  });

  it('are refused as texts of any other kind', async () => {
    const jwt = await made();
    for (const text of ['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', `${jwt}.x`, `${jwt}=`, 'ey'.repeat(8000), '{"alg":"none"}'])
      expect((await lrs.call('GET', 'statements', bearer(text))).status, text.slice(0, 20)).toBeGreaterThanOrEqual(400);
    expect((await read('a.b.c')).status).toBe(401);
    expect((await lrs.call('GET', 'statements', { headers: { Authorization: `bearer ${jwt}` } })).status).toBe(200);
  });

  it('are not repeated in any answer or error', async () => {
    const jwt = await made({ aud: 'elsewhere', sub: 'private-name' });
    const { error, challenge } = await read(jwt);
    for (const hidden of [jwt, jwt.split('.')[2] ?? '', 'private-name'])
      expect(`${error}${challenge}${lrs.errors.map(String).join()}`).not.toContain(hidden);
  });

  it('are named beside keys to who sends neither', async () => {
    const answer = await lrs.call('GET', 'statements', { headers: { Authorization: null } });
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([
      401,
      'Basic realm="record store", charset="UTF-8", Bearer realm="record store"',
    ]);
  });
});

describe('an issuer', () => {
  let issuer: TestIssuer;
  let clock = Date.now();
  let errors: unknown[] = [];
  beforeEach(async () => {
    issuer = await startIssuer();
    clock = Date.now();
    errors = [];
  });
  afterEach(() => issuer.stop());
  const oidc = (keyPause?: number) =>
    createOidc({
      ...{ issuer: issuer.issuer, audience, now: () => clock, onError: (error) => void errors.push(error) },
      ...(keyPause === undefined ? {} : { keyPause }),
    });
  const given = async (by: IssuerKey, claims: Claims = {}) =>
    `Bearer ${await token(issuer, by, audience, Math.floor(clock / 1000), claims)}`;

  it('that turns its keys is followed: a new key counts when it is first seen, an old one no longer when it is gone', async () => {
    const old = await issuer.key('old');
    const authenticate = oidc(0);
    expect(await authenticate(await given(old))).toMatchObject({ scopes: ['all/read'] });
    const fresh = await issuer.key('fresh', 'RS256');
    issuer.retire('old');
    expect(await authenticate(await given(fresh))).toMatchObject({ scopes: ['all/read'] });
    expect(await authenticate(await given(old))).toMatchObject({ status: 401 });
  });

  it('is not asked for keys again by everyone who makes one up', async () => {
    await issuer.key('k');
    const authenticate = oidc();
    for (let n = 0; n < 20; n++) {
      const made = await issuer.key(`made-up-${n}`, 'ES256', false);
      expect(await authenticate(await given(made))).toMatchObject({ status: 401 });
    }
    expect(issuer.fetches()).toBe(1);
  });

  it('that is down at the start leaves keys working; tokens are asked to come again, and are taken once it is up', async () => {
    const key = await issuer.key('k');
    await issuer.stop();
    const lrs = await startWith(oidc());
    try {
      const authorization = await given(key);
      const read = () => lrs.call('GET', 'statements', { headers: { Authorization: authorization } });
      const early = await read();
      expect([early.status, early.headers.get('Retry-After')]).toEqual([503, '5']);
      expect((await early.json()).error).toContain('could not be reached');
      expect((await lrs.call('GET', 'statements')).status).toBe(200);
      expect(errors.length).toBeGreaterThan(0);
      await issuer.start();
      // Not asked again at once …
      expect((await read()).status).toBe(503);
      clock += 5000;
      expect((await read()).status).toBe(200);
    } finally {
      await lrs.stop();
    }
  });

  it('that goes down later is not needed for keys that are known', async () => {
    const key = await issuer.key('k');
    const authenticate = oidc();
    expect(await authenticate(await given(key))).toMatchObject({ scopes: ['all/read'] });
    await issuer.stop();
    clock += 2 * 3_600_000;
    expect(await authenticate(await given(key))).toMatchObject({ scopes: ['all/read'] });
  });

  it.each([
    ['names another issuer', { issuer: 'https://other.example/' }],
    ['has its keys behind http elsewhere', { jwks_uri: 'http://keys.example/keys' }],
    ['names no keys', { jwks_uri: 7 }],
  ])('whose document %s is not believed', async (_, lie) => {
    const key = await issuer.key('k');
    issuer.pretend(lie);
    expect(await oidc()(await given(key))).toMatchObject({ status: 503 });
    // A look for new keys that another test left under way may have failed meanwhile as well.
    expect(errors.length).toBeGreaterThan(0);
  });

  it('that is written with a slash behind it is the same one', async () => {
    const key = await issuer.key('k');
    const authenticate = createOidc({ issuer: `${issuer.issuer}/`, audience, now: () => clock });
    expect(await authenticate(await given(key))).toMatchObject({
      authority: { account: { homePage: issuer.issuer } },
    });
  });

  it('that answers with errors, or whose keys cannot be read, makes tokens wait', async () => {
    const key = await issuer.key('k');
    issuer.fail(500);
    expect(await oidc()(await given(key))).toMatchObject({ status: 503 });
    issuer.fail(null);
    issuer.pretend({ jwks_uri: `${issuer.issuer}/nothing-here` });
    expect(await oidc()(await given(key))).toMatchObject({ status: 503, retryAfter: 5 });
  });

  it('without https is refused, but on this machine', () => {
    for (const wrong of ['http://issuer.example', 'ftp://issuer.example', 'issuer.example', ''])
      expect(() => createOidc({ issuer: wrong, audience, now }), wrong).toThrow(IssuerRefused);
  });
});
