import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { authenticateBy } from '../../src/lrs/authenticate.js';
import { hashOfSecret, isSecretOf } from '../../src/lrs/secret.js';
import { createBoundedThrottle, createThrottle } from '../../src/lrs/throttle.js';
import { credentialsContract } from './contract/credentials.js';
import { sample } from './samples.js';
import { startLrs, type TestServer } from './server.js';

credentialsContract();

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

describe('a credential over HTTP', () => {
  let lrs: TestServer;
  beforeEach(async () => {
    lrs = await startLrs();
  });
  afterEach(() => lrs.stop());
  const read = (authorization: string | null) =>
    lrs.call('GET', 'statements', { headers: { Authorization: authorization } });

  it('that is unknown, revoked, expired or wrong in its secret gets one and the same answer', async () => {
    const revoked = await lrs.credentials.create({ label: 'x', scopes: ['all'] });
    await lrs.credentials.revoke(revoked.id);
    const expired = await lrs.credentials.create({ label: 'x', scopes: ['all'], expires: 1 });
    const answers = await Promise.all(
      [
        basic('0'.repeat(24), 'x'),
        basic(lrs.admin.id, 'x'),
        basic(lrs.admin.id, ''),
        basic(lrs.admin.id, `${lrs.admin.secret} `),
        revoked.authorization,
        expired.authorization,
      ].map(async (authorization) => {
        const answer = await read(authorization);
        return [answer.status, answer.headers.get('WWW-Authenticate'), await answer.text()];
      }),
    );
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.slice(0, 2)).toEqual([401, 'Basic realm="record store", charset="UTF-8"']);
  });

  it('whose secret is guessed at is not locked out; the guesses are', async () => {
    const known = await Promise.all(Array.from({ length: 40 }, () => read(basic(lrs.admin.id, 'guess'))));
    const statuses = known.map((one) => one.status).sort();
    expect(statuses).toEqual([...Array(30).fill(401), ...Array(10).fill(429)]);
    const refused = known.find((one) => one.status === 429);
    expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
    expect(Number(refused?.headers.get('Retry-After'))).toBeLessThanOrEqual(60);
    expect((await read(lrs.admin.authorization)).status).toBe(200);
    // An id that is not there is treated alike.
    const unknown = await Promise.all(Array.from({ length: 31 }, () => read(basic('f'.repeat(24), 'guess'))));
    expect(unknown.map((one) => one.status)).toContain(429);
  });

  it('is counted where it has a limit, whatever it asks for, and no other with it', async () => {
    const limited = await lrs.credentials.create({ label: 'x', scopes: ['statements/write'], requestsAMinute: 5 });
    const other = await lrs.credentials.create({ label: 'y', scopes: ['statements/write'], requestsAMinute: 5 });
    const post = (authorization: string, body: unknown) =>
      lrs.call('POST', 'statements', { body, headers: { Authorization: authorization } });
    expect((await post(limited.authorization, sample())).status).toBe(200);
    expect((await post(limited.authorization, { nothing: 'right' })).status).toBe(400);
    for (let n = 0; n < 3; n++) expect((await read(limited.authorization)).status).toBe(403);
    const late = sample();
    const refused = await post(limited.authorization, late);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
    expect((await refused.json()).error).toContain('5 requests a minute');
    expect((await lrs.call('GET', `statements?statementId=${late.id}`)).status).toBe(404);
    expect((await post(other.authorization, sample())).status).toBe(200);
  });

  it('shows its secret in no answer, error or log', async () => {
    const printed: string[] = [];
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...words) => void printed.push(words.map(String).join(' '))),
    );
    const { secret, id, authorization } = await lrs.credentials.create({ label: 'x', scopes: ['statements/write'] });
    const answers: string[] = [];
    const say = async (answer: { headers: Headers; text(): Promise<string> }) => {
      answers.push(JSON.stringify([...answer.headers]), await answer.text());
    };
    await say(await read(authorization));
    await say(await read(`Bearer ${secret}`));
    await say(await read(basic(secret, id)));
    await say(await read(basic(id, `${secret}x`)));
    await say(await lrs.call('POST', 'statements', { body: '{', headers: { Authorization: authorization } }));
    await say(await lrs.call('GET', `nothing?key=${id}`, { headers: { Authorization: authorization } }));
    await say(await lrs.call('PATCH', 'statements', { headers: { Authorization: authorization } }));
    await lrs.store.close();
    await say(await read(authorization));
    const errors = lrs.errors.map((error) =>
      error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : String(error),
    );
    for (const spy of spies) spy.mockRestore();
    expect(errors.length).toBeGreaterThan(0);
    const all = [...answers, ...errors, ...printed].join('\n');
    for (const hidden of [secret, hashOfSecret(secret), authorization.replace('Basic ', '')])
      expect(all).not.toContain(hidden);
  });
});

describe('a secret', () => {
  it('is right only as a whole, and never for a key that is not there', () => {
    const hash = hashOfSecret('s');
    expect(isSecretOf('s', hash)).toBe(true);
    expect(isSecretOf('t', hash)).toBe(false);
    expect(isSecretOf('', undefined)).toBe(false);
    expect(isSecretOf('s', undefined)).toBe(false);
  });

  it('that was right before is looked at again, and so are others for the same key', () => {
    const [one, two] = ['first secret', 'second secret'].map((secret) => ({ secret, hash: hashOfSecret(secret) }));
    for (let times = 0; times < 3; times++) {
      expect(isSecretOf('first secret', one?.hash)).toBe(true);
      expect(isSecretOf('second secret', two?.hash)).toBe(true);
      for (const wrong of ['first secres', 'first secret ', 'second secret', '', 'first\0secret'])
        expect(isSecretOf(wrong, one?.hash)).toBe(false);
      expect(isSecretOf('first secret', undefined)).toBe(false);
    }
  });
});

describe('a throttle', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts each name in windows of a minute', async () => {
    const throttle = createThrottle();
    const take = () => throttle.count('a', 2);
    expect([await take(), await take()]).toEqual([null, null]);
    expect(await take()).toBe(60);
    vi.advanceTimersByTime(45_000);
    expect(await take()).toBe(15);
    expect(await throttle.count('b', 2)).toBeNull();
    vi.advanceTimersByTime(15_001);
    expect(await take()).toBeNull();
  });

  it('holds a bounded number of counters for names that anybody makes up', async () => {
    const throttle = createBoundedThrottle(8);
    for (let n = 0; n < 1000; n++) await throttle.count(`name ${n}`, 1);
    // One timer is one counter in memory.
    expect(vi.getTimerCount()).toBe(8);
  });
});

describe('authentication in more ways than one', () => {
  it('goes by the scheme, and a 401 names every way there is', async () => {
    const asked: string[] = [];
    const way = (name: string) => async () => {
      asked.push(name);
      return null;
    };
    const both = authenticateBy({ basic: way('basic'), bearer: way('bearer') });
    const one = authenticateBy({ basic: way('basic') });
    for (const header of ['Basic x', 'bearer x', 'BEARER x', undefined, 'Digest x']) await both(header);
    await one('Bearer x');
    expect(asked).toEqual(['basic', 'bearer', 'bearer', 'basic', 'basic', 'basic']);
    expect(await both(undefined)).toMatchObject({
      status: 401,
      challenges: ['Basic realm="record store", charset="UTF-8"', 'Bearer realm="record store"'],
    });
    expect(await one(undefined)).toMatchObject({ challenges: ['Basic realm="record store", charset="UTF-8"'] });
  });
});
