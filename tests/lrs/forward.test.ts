import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Forwarding, type ForwardingOptions, startForwarding } from '../../src/lrs/forward/forwarding.js';
import { ForwardRefused, forwardTarget } from '../../src/lrs/forward/target.js';
import { openStore } from '../../src/lrs/open-store.js';
import type { RecordStore } from '../../src/lrs/store.js';
import { forwardContract } from './contract/forward.js';
import { eachDatabase } from './each-database.js';
import { activity, authority, batch, learner, sample, verb } from './samples.js';
import { startLrs, type TestServer } from './server.js';
import { startWildReceiver, type WildReceiver } from './wild-receiver.js';

const soon = { timeout: 30_000, interval: 20 };
const quick = { poll: 50, lease: 3000, firstRetry: 10, longestRetry: 50, deniedRetry: 50, patience: 5000, grace: 200 };
const secret = 'Basic c2VjcmV0OnNlY3JldA==';

eachDatabase('forwarding', (fresh) => {
  forwardContract(fresh);

  describe('to another record store', () => {
    let store: RecordStore;
    let second: RecordStore;
    let wild: WildReceiver;
    let logged: string[];
    let errors: unknown[];
    const running: Forwarding[] = [];
    beforeEach(async () => {
      const database = await fresh();
      store = await openStore(database, Date.now);
      second = await openStore(database, Date.now);
      wild = await startWildReceiver();
      logged = [];
      errors = [];
    });
    afterEach(async () => {
      await Promise.all(running.splice(0).map((one) => one.close()));
      await wild.stop();
      await store.close();
      await second.close();
      expect(errors).toEqual([]);
      // Nothing that an operator sees names a learner or the credential.
      expect(logged.join('\n')).not.toMatch(/lms\.example|secret|c2Vj/);
    });

    const start = (more: Partial<ForwardingOptions> = {}) => {
      const forwarding = startForwarding({
        store,
        url: wild.endpoint,
        authorization: secret,
        fetch,
        now: Date.now,
        random: Math.random,
        holder: randomUUID(),
        log: (message, facts) => logged.push(`${message} ${JSON.stringify(facts)}`),
        onError: (error) => errors.push(error),
        timings: quick,
        ...more,
      });
      running.push(forwarding);
      return forwarding;
    };
    const write = async (count: number, into = store, each: object = {}) => {
      const made = Array.from({ length: count }, (_, n) => sample({ object: activity(`n${n}`), ...each }));
      await into.insert(batch(made));
      return made.map((one) => one.id);
    };
    const stored = async () => (await store.statementsAfter(0, 5000)).map((one) => one.id);
    const kept = () => wild.kept.map((one) => one.id);
    const allThere = () => vi.waitFor(async () => expect(kept()).toEqual(await stored()), soon);

    it('sends all from the beginning, in order, by hundreds at most, without what the receiver sets', async () => {
      await write(250);
      const forwarding = start();
      await allThere();
      expect(wild.posts.map((post) => post.statements.length)).toEqual([100, 100, 50]);
      expect(wild.kept.filter((one) => 'stored' in one || 'authority' in one)).toEqual([]);
      expect(wild.kept[0]).toMatchObject({ version: '1.0.0', actor: learner('a') });
      expect(wild.kept[0]?.timestamp).toEqual(expect.any(String));
      expect(wild.posts[0]?.headers).toMatchObject({ authorization: secret, 'x-experience-api-version': '1.0.3' });
      await vi.waitFor(
        async () =>
          expect(await forwarding.status()).toMatchObject({
            state: 'idle',
            behind: 0,
            behindSince: null,
            lastError: null,
          }),
        soon,
      );
    });

    it('sends at once what is stored here, and by and by what another process stores', async () => {
      start({ timings: { ...quick, poll: 3_600_000 } });
      await write(3);
      await allThere();
      await write(2);
      await allThere();
      start({ store: second, timings: quick });
      await write(4, store);
      await write(4, second);
      await allThere();
    });

    it('stands an answer that is made to trip it up', async () => {
      wild.otherwise = () => ({ status: 200, body: '[{"toString":1}]' });
      await write(1);
      const forwarding = start();
      await vi.waitFor(async () => expect((await forwarding.status()).state).toBe('denied'), soon);
      wild.otherwise = () => 'take';
      await allThere();
    });

    it('keeps a request under a megabyte', async () => {
      const long = { result: { response: 'x'.repeat(30_000) } };
      for (let n = 0; n < 4; n++) await write(20, store, long);
      start();
      await allThere();
      expect(Math.max(...wild.posts.map((post) => post.bytes))).toBeLessThanOrEqual(1_000_000);
      expect(wild.posts.length).toBeLessThan(10);
    });

    it('speaks the version of the statements, and keeps the order over a change of it', async () => {
      await write(2);
      await store.insert({ ...batch([sample(), sample()]), version: '2.0.0' });
      await write(1);
      start();
      await allThere();
      expect(wild.posts.map((post) => [post.headers['x-experience-api-version'], post.statements.length])).toEqual([
        ['1.0.3', 2],
        ['2.0.0', 2],
        ['1.0.3', 1],
      ]);
    });

    it('comes through a receiver that is down, slow to take more, drops and lies, with everything once and in order', async () => {
      for (let n = 0; n < 6; n++) await write(60);
      wild.script.push(
        'drop',
        { status: 503 },
        { status: 429, headers: { 'Retry-After': '1' } },
        'take and drop',
        { status: 500, body: '<html>' },
        { status: 200, body: '<html>Welcome</html>' },
        'take',
        'take and drop',
        { status: 502 },
      );
      const forwarding = start();
      await vi.waitFor(async () => expect((await forwarding.status()).failures).toBeGreaterThan(0), soon);
      await allThere();
      expect(wild.mostAtOnce()).toBe(1);
      const [, , asked, next] = wild.posts;
      expect((next?.at ?? 0) - (asked?.at ?? 0)).toBeGreaterThanOrEqual(990);
      await vi.waitFor(async () => expect((await forwarding.status()).behind).toBe(0), soon);
      expect((await forwarding.status()).refused).toBe(0);
    });

    it('says how far it is behind, since when, and why', async () => {
      wild.otherwise = () => ({ status: 503 });
      const before = Date.now();
      await write(7);
      const forwarding = start();
      await vi.waitFor(async () => expect((await forwarding.status()).failures).toBeGreaterThan(1), soon);
      const status = await forwarding.status();
      expect(status).toMatchObject({ url: wild.endpoint, state: 'waiting', behind: 7, refused: 0 });
      expect(status.lastError).toContain('503');
      expect(Math.abs((status.behindSince ?? 0) - before)).toBeLessThan(60_000);
      wild.otherwise = () => 'take';
      await allThere();
      await vi.waitFor(async () => expect((await forwarding.status()).state).toBe('idle'), soon);
      expect((await forwarding.status()).lastError).toBeNull();
      expect(logged.filter((line) => line.includes('503'))).toHaveLength(1);
      expect(logged.at(-1)).toContain('works again');
    });

    it('sets aside what the receiver will never take, and goes on with the rest', async () => {
      const ids = await write(130);
      const bad = new Set([ids[3], ids[4], ids[77], ids[129]]);
      wild.otherwise = (statements) =>
        statements.some((one) => bad.has(String(one.id))) ? { status: 400, body: 'no, because' } : 'take';
      const forwarding = start();
      await vi.waitFor(async () => expect((await forwarding.status()).refused).toBe(4), soon);
      await vi.waitFor(() => expect(kept()).toEqual(ids.filter((id) => !bad.has(id))), soon);
      const refusals = await store.forwardRefusals(wild.endpoint, 0, 10);
      const keys = new Map((await store.statementsAfter(0, 500)).map((one) => [one.id, one.key]));
      expect(refusals.map((one) => one.key)).toEqual([...bad].map((id) => keys.get(id ?? '')));
      expect(refusals[0]?.reason).toBe('400 no, because');
    });

    it('does not set everything aside at an address that refuses everything', async () => {
      await write(80);
      wild.otherwise = () => ({ status: 400 });
      const forwarding = start({ timings: { ...quick, deniedRetry: 3_600_000 } });
      await vi.waitFor(async () => expect((await forwarding.status()).state).toBe('denied'), soon);
      expect(await forwarding.status()).toMatchObject({ refused: 50, behind: 30 });
    });

    it('stops at a refused credential, says so, and goes on when it is mended', async () => {
      await write(5);
      for (const status of [401, 403, 404, 302]) {
        wild.otherwise = () => ({ status, headers: status === 302 ? { Location: '/elsewhere' } : {} });
        const forwarding = start();
        await vi.waitFor(async () => expect((await forwarding.status()).lastError).toContain(String(status)), soon);
        expect(await forwarding.status()).toMatchObject({ state: 'denied', behind: 5, refused: 0 });
        await forwarding.close();
      }
      wild.otherwise = () => 'take';
      start();
      await allThere();
    });

    it('counts as sent what arrived before though its answer was lost, and sets aside what another has taken the id of', async () => {
      const ids = await write(4);
      // Like stores that say 409 to every id they know, also when the statement is the same.
      wild.otherwise = (statements) =>
        statements.some((one) => kept().includes(one.id)) ? { status: 409, body: 'conflict' } : 'take';
      wild.script.push('take and drop');
      const forwarding = start();
      await vi.waitFor(async () => expect((await forwarding.status()).behind).toBe(0), soon);
      expect(kept()).toEqual(ids);
      expect((await forwarding.status()).refused).toBe(0);
      const taken = sample();
      await fetch(`${wild.endpoint}statements`, { method: 'POST', body: JSON.stringify([taken]) });
      await store.insert(batch([sample(), { ...taken, verb: verb('passed') }, sample()]));
      await vi.waitFor(async () => expect((await forwarding.status()).behind).toBe(0), soon);
      expect(new Set(kept())).toEqual(new Set(await stored()));
      const refusals = await store.forwardRefusals(wild.endpoint, 0, 10);
      expect(refusals.map((one) => one.reason)).toEqual(['409 Another statement is stored there under this id.']);
    });

    it('never has two processes sending at once, and another goes on when one is closed', async () => {
      wild.otherwise = () => new Promise((resolve) => setTimeout(() => resolve('take'), 10));
      await write(300);
      const first = start();
      const other = start({ store: second });
      const states = new Set<string>();
      for (let n = 0; n < 6; n++) {
        await write(40, n % 2 ? store : second);
        states.add((await first.status()).state).add((await other.status()).state);
      }
      await allThere();
      expect(wild.mostAtOnce()).toBe(1);
      expect(wild.posts.flatMap((post) => post.statements)).toHaveLength(540);
      expect(states).toContain('standby');
      await first.close();
      await write(20);
      await allThere();
      await other.close();
      expect((await store.forwarding(wild.endpoint))?.holder).toBeNull();
    });

    it('closes at once while it waits, and while the receiver keeps it waiting', async () => {
      await write(2);
      wild.otherwise = () => ({ status: 503 });
      const waiting = start({ timings: { ...quick, firstRetry: 3_600_000, longestRetry: 3_600_000 } });
      await vi.waitFor(async () => expect((await waiting.status()).failures).toBe(1), soon);
      await waiting.close();
      wild.otherwise = () => new Promise(() => undefined);
      const stuck = start({ timings: { ...quick, patience: 3_600_000 } });
      await vi.waitFor(() => expect(wild.posts).toHaveLength(2), soon);
      await stuck.close();
      expect((await store.forwarding(wild.endpoint))?.holder).toBeNull();
      expect(await store.forwarding(wild.endpoint)).toMatchObject({ lastKey: 0 });
    });
  });

  describe('to one of ours', () => {
    let receiver: TestServer;
    beforeAll(async () => {
      receiver = await startLrs();
    });
    afterAll(() => receiver.stop());

    it('brings voided statements, voidings, both versions, references and attached files', async () => {
      const store = await openStore(await fresh(), Date.now);
      const content = Buffer.from('an essay');
      const sha2 = createHash('sha256').update(content).digest('hex');
      const essay = sample({
        attachments: [
          {
            usageType: 'https://courses.example/essay',
            display: { en: 'Essay' },
            contentType: 'text/plain',
            length: content.length,
            sha2,
          },
        ],
      });
      const doomed = sample();
      await store.insert(batch([sample(), doomed]));
      await store.insert({ ...batch([essay]), attachments: [{ sha2, contentType: 'text/plain', content }] });
      await store.insert(
        batch([sample({ verb: verb('voided'), object: { objectType: 'StatementRef', id: doomed.id } })]),
      );
      const modern = sample({
        context: {
          contextAgents: [{ objectType: 'contextAgent', agent: learner('t'), relevantTypes: ['https://x.example/t'] }],
        },
      });
      await store.insert({ ...batch([modern, sample()]), version: '2.0.0' });
      await store.insert(batch(Array.from({ length: 120 }, () => sample())));
      const forwarding = startForwarding({
        store,
        url: forwardTarget(receiver.endpoint, []),
        authorization: receiver.admin.authorization,
        fetch,
        now: Date.now,
        random: Math.random,
        holder: randomUUID(),
        log: () => undefined,
        onError: (error) => expect.fail(String(error)),
        timings: quick,
      });
      const sent = await store.statementsAfter(0, 500);
      await vi.waitFor(
        async () =>
          expect((await receiver.store.statementsAfter(0, 500)).map((one) => one.id)).toEqual(
            sent.map((one) => one.id),
          ),
        soon,
      );
      expect(await forwarding.status()).toMatchObject({ refused: 0, failures: 0 });
      await forwarding.close();
      expect((await receiver.store.statement(doomed.id, true))?.id).toBe(doomed.id);
      expect((await receiver.store.attachments([sha2])).get(sha2)?.content).toEqual(new Uint8Array(content));
      const there = JSON.parse((await receiver.store.statement(modern.id, false))?.json ?? '{}');
      expect(there).toMatchObject({ ...modern, version: '2.0.0' });
      expect(there.authority).not.toEqual(authority);
      await store.close();
    });
  });
});

describe('the address to forward to', () => {
  const own = ['http://127.0.0.1:4000/xapi/', 'https://training.example/lrs/xapi/'];

  it('is taken with or without its last slash', () => {
    expect(forwardTarget('https://lrs.example:8443/a/xapi', own)).toBe('https://lrs.example:8443/a/xapi/');
    expect(forwardTarget('http://127.0.0.1:4001/xapi/', own)).toBe('http://127.0.0.1:4001/xapi/');
  });

  it('is refused when it is this record store itself', () => {
    for (const url of [
      'http://127.0.0.1:4000/xapi',
      'http://localhost:4000/xapi/',
      'https://training.example/lrs/xapi',
      'HTTPS://Training.example:443/lrs/xapi/',
    ])
      expect(() => forwardTarget(url, own)).toThrow('itself');
  });

  it('is refused with a credential in it, without showing that', () => {
    let said = '';
    try {
      forwardTarget('https://key:hush@lrs.example/xapi/', own);
    } catch (error) {
      expect(error).toBeInstanceOf(ForwardRefused);
      said = String(error);
    }
    expect(said).toContain('CPM_FORWARD_KEY');
    expect(said).not.toContain('hush');
  });

  it('is refused when it is no address of a record store', () => {
    for (const url of [
      'lrs.example',
      'ftp://lrs.example/',
      'https://lrs.example/xapi?x=1',
      'https://lrs.example/statements',
    ])
      expect(() => forwardTarget(url, own)).toThrow(ForwardRefused);
  });
});
