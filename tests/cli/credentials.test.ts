import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import { sample } from '../lrs/samples.js';
import { startLrs, type TestServer } from '../lrs/server.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, cpmHere as cpm } from '../support/cpm.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let data: string;
beforeEach(async () => {
  scratch = await scratchFolder('cli-credentials');
  data = path.join(scratch.folder, 'data');
});
afterEach(() => scratch.done());

const run = (verb: string, ...args: readonly string[]) => cpm(['credentials', verb, '--data', data, ...args]);
const basic = (key: string, secret: string) => `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
const found = (text: string, name: string) => new RegExp(`^ *${name} +(\\S+)$`, 'm').exec(text)?.[1] ?? '';
const read = async (lrs: TestServer, authorization: string) =>
  (await lrs.call('GET', 'statements', { headers: { Authorization: authorization } })).status;

describe('cpm credentials, on SQLite beside a running server', () => {
  let lrs: TestServer;
  beforeEach(async () => {
    lrs = await startLrs({ database: path.join(data, 'records.sqlite') });
  });
  afterEach(() => lrs.stop());

  it('adds one whose secret is shown once, lists it without, and revokes it for the running server too', async () => {
    const added = await run('add', '--label', 'Reports', '--scope', 'all/read', 'statements/write');
    expect(added).toMatchObject({ code: 0, err: '' });
    const [key, secret] = [found(added.out, 'key'), found(added.out, 'secret')];
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await read(lrs, basic(key, secret))).toBe(200);
    const listed = await run('list');
    expect(listed.code).toBe(0);
    expect(listed.out).toContain(`${key}  in force  Reports`);
    expect(listed.out).toContain('scopes all/read, statements/write');
    expect(listed.out).not.toContain(secret);
    const revoked = await run('revoke', key);
    expect(revoked).toMatchObject({ code: 0, err: '', out: `${key} is revoked (Reports).\n` });
    expect(await read(lrs, basic(key, secret))).toBe(401);
    expect((await run('list')).out).toContain(`${key}  revoked  Reports`);
    const again = await run('revoke', key);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('was revoked before')]);
    // Neither in the database nor in its log of writes.
    for (const name of await readdir(data)) {
      if (name.startsWith('records.'))
        expect((await readFile(path.join(data, name))).includes(secret), name).toBe(false);
    }
  });

  it('makes a lost first credential anew', async () => {
    const added = await run('add', '--label', 'Administrator', '--scope', 'all', '--format', 'json');
    const made = JSON.parse(added.out);
    expect(Object.keys(made)).toEqual(['key', 'secret', 'label', 'scopes', 'expires', 'activities', 'requestsAMinute']);
    const authorization = basic(made.key, made.secret);
    const answer = await lrs.call('POST', 'statements', { headers: { Authorization: authorization }, body: sample() });
    expect(answer.status).toBe(200);
  });

  it('makes package keys by the ids of modules and of activities', async () => {
    const added = await run(
      ...['add', '--label', 'Packages', '--package', '--format', 'json'],
      ...['--module', 'cpm-foundations', 'cpm-behaviors', '--activity', 'https://elsewhere.example/course'],
    );
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(added.out)).toMatchObject({
      scopes: ['statements/write'],
      activities: [
        expect.stringMatching(/^https:\/\/.+\/modules\/cpm-foundations$/),
        expect.stringMatching(/\/modules\/cpm-behaviors$/),
        'https://elsewhere.example/course',
      ],
      requestsAMinute: 6000,
    });
    const { credentials } = JSON.parse((await run('list', '--format', 'json')).out);
    expect(credentials.at(-1)).toMatchObject({ label: 'Packages', state: 'in force', activities: { length: 3 } });
    expect(JSON.stringify(credentials)).not.toMatch(/secret/i);
  });

  it('sets an end by date and a limit of requests', async () => {
    const added = await run('add', '--label', 'x', '--scope', 'state', '--expires', '2099-02-03', '--rate', '60');
    expect(added.out).toContain('until   2099-02-03T00:00:00.000Z');
    expect(added.out).toContain('rate    60 requests a minute');
    expect((await run('list')).out).toContain('in force until 2099-02-03T00:00:00.000Z; 60 requests a minute');
  });

  it('leaves a line in the audit for each change, without label or secret', async () => {
    const added = await run('add', '--label', 'Private name', '--scope', 'state');
    await run('revoke', found(added.out, 'key'));
    const { out } = await cpm(['lrs', 'audit', '--data', data]);
    expect(out).toMatch(/credentials add[\s\S]*credentials revoke/);
    expect(out).toContain(found(added.out, 'key'));
    expect(out).not.toContain('Private name');
    expect(out).not.toContain(found(added.out, 'secret'));
  });
});

describe('cpm credentials, used wrongly', () => {
  it('names an unknown scope, what was probably meant and all there are, and ends with exit code 2', async () => {
    const wrong = await run('add', '--label', 'x', '--scope', 'statements/writes');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('There is no scope "statements/writes". Did you mean "statements/write"?');
    expect(wrong.err).toContain('statements/read/mine, state, profile, define, roster');
  });

  it.each([
    [['add', '--scope', 'all'], '--label'],
    [['add', '--label', 'x'], 'statements/read/mine  read the statements sent with this credential'],
    [['add', '--label', ' ', '--scope', 'all'], '1 to 200 characters'],
    [['add', '--label', 'x', '--scope', 'all', '--expires', '2026-02-30'], '"2026-02-30" is no date'],
    [['add', '--label', 'x', '--scope', 'all', '--expires', '2001-01-01'], '2001-01-01 is over'],
    [['add', '--label', 'x', '--scope', 'all', '--rate', '0'], '"0" is no number of requests'],
    [['add', '--label', 'x', '--package'], 'add --module ID or --activity IRI'],
    [
      ['add', '--label', 'x', '--package', '--scope', 'all', '--activity', 'https://x.example/'],
      'statements/write and no other',
    ],
    [['add', '--label', 'x', '--scope', 'all', '--activity', 'https://x.example/'], 'add --package'],
    [['add', '--label', 'x', '--package', '--activity', 'engagement'], '"engagement" is no IRI'],
    [['add', '--label', 'x', '--package', '--module', 'cpm-foundation'], 'Did you mean "cpm-foundations"?'],
    [['add', '--label', 'x', '--scope', 'all', '--database', 'mysql://u:hidden@h/d'], 'PostgreSQL'],
    [['destroy'], 'unknown command'],
  ])('says what is wrong with %j and changes nothing', async ([verb = '', ...args], words) => {
    const wrong = await run(verb, ...args);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain(words);
    expect(wrong.err).not.toContain('hidden');
    expect(await readdir(scratch.folder)).toEqual([]);
  });

  it('knows no key that was never made, and says which one is near', async () => {
    const { out } = await run('add', '--label', 'x', '--scope', 'all');
    const key = found(out, 'key');
    const wrong = await run('revoke', `${key.slice(0, -1)}x`);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain(`Did you mean "${key}"?`);
  });

  it('ends with exit code 74 where there is no record store to list', async () => {
    const wrong = await run('list');
    expect([wrong.code, wrong.out]).toEqual([74, '']);
    expect(wrong.err).toContain('There is no record store at');
  });

  it('ends with exit code 1 when the curriculum that names the store is faulty', async () => {
    const modules = await copyOfModules(scratch.folder);
    const file = path.join(modules, 'curriculum.yaml');
    await writeFile(file, 'iri-base: nothing\n');
    const wrong = await run('add', '--label', 'x', '--scope', 'all', '--modules', modules);
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('curriculum.yaml');
  });
});

describe('cpm credentials, on PostgreSQL', () => {
  let postgres: SharedPostgres;
  beforeAll(async () => {
    postgres = await sharedPostgres();
  });
  afterAll(() => postgres.stop());

  it('works by --database and by CPM_DATABASE beside a running server, and never shows the password', async () => {
    const database = await postgres.database();
    const lrs = await startLrs({ database });
    const before = process.env.CPM_DATABASE;
    try {
      const added = await cpm(['credentials', 'add', '--label', 'x', '--scope', 'all', '--database', database]);
      expect(added).toMatchObject({ code: 0, err: '' });
      const authorization = basic(found(added.out, 'key'), found(added.out, 'secret'));
      expect(await read(lrs, authorization)).toBe(200);
      process.env.CPM_DATABASE = database;
      const revoked = await cpm(['credentials', 'revoke', found(added.out, 'key')]);
      expect(revoked).toMatchObject({ code: 0, err: '' });
      expect(await read(lrs, authorization)).toBe(401);
      const listed = await cpm(['credentials', 'list']);
      expect(listed.out).toContain('revoked');
      for (const { out } of [added, revoked, listed]) expect(out).not.toContain('postgres:test');
    } finally {
      if (before === undefined) delete process.env.CPM_DATABASE;
      else process.env.CPM_DATABASE = before;
      await lrs.stop();
    }
  });

  it('ends with exit code 74 when the database cannot be reached, without the password', async () => {
    const database = (await postgres.database()).replace(':test@', ':hidden-password@').replace(/:\d+\//, ':1/');
    const wrong = await cpm(['credentials', 'list', '--database', database]);
    expect([wrong.code, wrong.out]).toEqual([74, '']);
    expect(wrong.err).toContain('127.0.0.1');
    expect(wrong.err).not.toContain('hidden-password');
  });
});

describe('a store that only the command has opened', () => {
  it('is made by the first credential, under the name that the server gives it', async () => {
    const { code } = await run('add', '--label', 'x', '--scope', 'all');
    expect(code).toBe(0);
    const store = await openStore(path.join(data, 'records.sqlite'), Date.now);
    const [one] = await store.credentials();
    await store.close();
    expect(one?.homePage).toMatch(/^https:\/\/.+\/records$/);
  });
});
