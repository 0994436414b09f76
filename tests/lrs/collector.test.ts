import { createHmac, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Libsql from 'libsql';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isPostgres } from '../../src/lrs/open-store.js';
import { launchDataDoor } from '../../src/runtime/lms/shared-launch-data.js';
import { createLastingFetch } from '../../src/runtime/queue/lasting-fetch.js';
import { createStatementQueue } from '../../src/runtime/statement-queue.js';
import { isObject, type JsonObject } from '../../src/xapi/json.js';
import { statementBuilders } from '../../src/xapi/statements.js';
import { noOutbox } from '../runtime/support/no-outbox.js';
import { type CollectingServer, iriBase, lmsOrigin, moduleIri, startCollecting } from './collecting-server.js';
import { eachDatabase } from './each-database.js';
import { learner, verb } from './samples.js';

eachDatabase('the collector', (fresh) => {
  let server: CollectingServer;
  let database: string;
  beforeAll(async () => {
    database = await fresh();
    server = await startCollecting(database);
  });
  afterAll(async () => {
    await server.stop();
    expect(server.errors).toEqual([]);
  });

  const told = (actor: object = learner('a'), parts: JsonObject = {}) => ({
    id: randomUUID(),
    actor,
    verb: verb('experienced'),
    object: { objectType: 'Activity', id: `${moduleIri}/pages/one` },
    context: { registration: randomUUID() },
    ...parts,
  });
  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    server.call('POST', 'collector/statements', { body, headers });
  const found = async (id: string): Promise<JsonObject> => {
    const value: unknown = JSON.parse((await server.store.statement(id, false))?.json ?? 'null');
    return isObject(value) ? value : {};
  };
  const accountFor = (name: string, homePage = 'https://lms.example/') => ({
    homePage: `${iriBase}learners`,
    name: createHmac('sha256', 'k'.repeat(32)).update(`${homePage}\n${name}`).digest('base64url'),
  });
  const everybody = async () => server.store.rosterPage(undefined, 10_000);

  it('stores a keyed hash in the place of the LMS’s learner id, and no name', async () => {
    const one = told({ ...learner('student-17'), name: 'Sam Student' });
    const answer = await post(one);
    expect([answer.status, await answer.json()]).toEqual([200, [one.id]]);
    expect((await found(one.id)).actor).toEqual({ objectType: 'Agent', account: accountFor('student-17') });
    expect(await server.store.rosterEntry(accountFor('student-17').name)).toMatchObject({
      homePage: 'https://lms.example/',
      learner: 'student-17',
    });
  });

  it('takes one statement by PUT, as the page sends its last one', async () => {
    const one = told();
    const answer = await server.call('PUT', `collector/statements?statementId=${one.id}`, { body: one });
    expect(answer.status).toBe(204);
    expect((await found(one.id)).actor).toEqual({ objectType: 'Agent', account: accountFor('a') });
  });

  it('holds learners of two LMSs apart who have the same id', async () => {
    const here = told(learner('7'));
    const there = told({ account: { homePage: 'https://other-lms.example/', name: '7' } });
    await post([here, there]);
    const [one, two] = await Promise.all([found(here.id), found(there.id)]);
    expect(one.actor).toEqual({ objectType: 'Agent', account: accountFor('7') });
    expect(two.actor).toEqual({ account: accountFor('7', 'https://other-lms.example/') });
  });

  it('does not mind a repeat after a lost answer, nor a batch that holds one', async () => {
    const one = told(learner('again'));
    await post(one);
    expect((await post(one)).status).toBe(200);
    const more = told(learner('again'));
    expect((await post([one, more])).status).toBe(200);
    expect((await server.call('PUT', `collector/statements?statementId=${one.id}`, { body: one })).status).toBe(204);
    const account = accountFor('again');
    const agent = `account|${account.name}|${account.homePage}`;
    expect((await server.store.find({ agent, limit: 10 })).statements.map((s) => s.id)).toEqual([more.id, one.id]);
  });

  it('notes a learner anew who was erased and comes back within the moment', async () => {
    const comer = learner('comes back');
    const erased = { objectType: 'Agent', account: { homePage: iriBase, name: 'erased' } } as const;
    const account = accountFor('comes back');
    await post(told(comer));
    for (const identity of await server.store.identitiesOf('https://lms.example/', 'comes back'))
      expect(await server.store.erase(identity, erased)).toMatchObject({ statements: 1, rosterEntries: 1 });
    expect(await server.store.rosterEntry(account.name)).toBeUndefined();
    const again = told(comer);
    expect((await post(again)).status).toBe(200);
    expect((await found(again.id)).actor).toEqual({ objectType: 'Agent', account });
    expect(await server.store.rosterEntry(account.name)).toMatchObject({ learner: 'comes back' });
  });

  it('refuses another statement, or another learner’s, under a used id', async () => {
    const one = told(learner('first'));
    await post(one);
    expect((await post({ ...one, actor: learner('second') })).status).toBe(409);
    expect((await post({ ...one, verb: verb('passed') })).status).toBe(409);
  });

  it('makes one roster entry when sixteen requests bring a new learner at once', async () => {
    const before = (await everybody()).length;
    const statements = Array.from({ length: 16 }, () => told(learner('parallel')));
    const answers = await Promise.all(statements.map((one) => post(one)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(16).fill(200));
    expect((await everybody()).length).toBe(before + 1);
    for (const one of statements)
      expect((await found(one.id)).actor).toMatchObject({ account: accountFor('parallel') });
  });

  it('leaves the LMS’s learner id nowhere but in the roster: not in tables, files, answers or errors', async () => {
    const marker = `raw-${randomUUID()}`;
    const person = learner(marker);
    const one = told(person);
    const answers = [
      await post(one),
      await post({ ...one, verb: verb('passed') }),
      await post(told(person, { verb: verb('voided') })),
      await post(told(person, { context: {} })),
      await post(told({ ...person, mbox: 'mailto:x@example.org' })),
      await post(told(person, { result: { extensions: { [`${iriBase}x`]: { account: person.account } } } })),
      await post(told({ ...person, account: { ...person.account, name: `${marker}\u0000` } })),
      await post(`{"actor": ${JSON.stringify(person)}`),
    ];
    expect(answers.map((answer) => answer.status).slice(0, 3)).toEqual([200, 409, 400]);
    for (const answer of answers) expect(await answer.text()).not.toContain(marker);
    expect(
      await server
        .call('GET', `xapi/statements?limit=0`, { authorization: server.admin.authorization })
        .then((a) => a.text()),
    ).not.toContain(marker);
    expect(await tablesWith(database, marker)).toEqual(['roster']);
    expect(JSON.stringify(server.errors)).not.toContain(marker);
  });

  it('replaces a learner wherever a statement names one', async () => {
    const one = told(learner('deep'), {
      result: { extensions: { [`${iriBase}seen`]: [{ account: learner('deep').account, name: 'Deep' }] } },
    });
    expect((await post(one)).status).toBe(200);
    expect(JSON.stringify(await found(one.id))).not.toMatch(/"deep"|Deep|lms\.example/);
    const extensions = (await found(one.id)).result;
    expect(extensions).toEqual({ extensions: { [`${iriBase}seen`]: [{ account: accountFor('deep') }] } });
  });

  it('refuses people named by a mail address or the like, who have no place in the roster', async () => {
    const before = (await everybody()).length;
    for (const who of [{ mbox: 'mailto:sam@example.org' }, { openid: 'https://id.example/sam' }]) {
      expect([400, 403]).toContain((await post(told(who))).status);
      const inside = told(learner('quiet'), { result: { extensions: { [`${iriBase}x`]: who } } });
      const answer = await post(inside);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('$.result.extensions');
    }
    expect((await everybody()).length).toBe(before);
  });

  it('refuses a request about more people than a package can see, and notes none of them', async () => {
    const before = (await everybody()).length;
    const crowd = Array.from({ length: 21 }, (_, n) => told(learner(`crowd ${n}`)));
    expect((await post(crowd)).status).toBe(413);
    expect((await everybody()).length).toBe(before);
  });

  it('stores nothing of a batch with a fault, and notes no learner for it', async () => {
    const before = (await everybody()).length;
    const good = told(learner('innocent'));
    expect((await post([good, told(learner('guilty'), { verb: {} })])).status).toBe(400);
    expect((await post([good, told(learner('guilty'), { object: { id: 'https://elsewhere.example/' } })])).status).toBe(
      403,
    );
    expect(await found(good.id)).toEqual({});
    expect((await everybody()).length).toBe(before);
  });

  it('takes package keys only, and they are good nowhere else', async () => {
    const body = told();
    expect((await server.call('POST', 'collector/statements', { body, authorization: '' })).status).toBe(401);
    const { authorization } = server.admin;
    expect((await server.call('POST', 'collector/statements', { body, authorization })).status).toBe(403);
    expect((await server.call('POST', 'xapi/statements', { body })).status).toBe(403);
    for (const address of ['xapi/statements', 'xapi/agents?agent={}', 'collector/roster'])
      expect((await server.call('GET', address)).status).toBe(403);
    expect(await found(body.id)).toEqual({});
  });

  it('stops taking a key that was revoked, and slows one down that sends too much', async () => {
    const revoked = await server.key([moduleIri]);
    await server.credentials.revoke(revoked.id);
    const body = told();
    expect((await server.call('POST', 'collector/statements', { body, ...revoked })).status).toBe(401);
    const slow = await server.key([moduleIri], 2);
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push(await server.call('POST', 'collector/statements', { body, ...slow }));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429, 429]);
    expect(Number(answers[2]?.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('answers nothing but POST and PUT of statements', async () => {
    for (const [method, address, status] of [
      ['GET', 'collector/statements', 405],
      ['DELETE', 'collector/statements', 405],
      ['POST', 'collector/statements?method=PUT', 405],
      ['POST', 'collector/roster', 405],
      ['GET', 'collector/about', 200],
      ['GET', 'collector/agents', 404],
      ['GET', 'collector/', 404],
    ] as const) {
      const answer = await server.call(method, address);
      expect([address, method, answer.status]).toEqual([address, method, status]);
      if (status === 405) expect(answer.headers.get('Allow')).toMatch(/POST|GET/);
    }
  });

  it('lets courses report from listed origins, and programs without one', async () => {
    const preflight = (origin: string) =>
      server.call('OPTIONS', 'collector/statements', {
        authorization: '',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type,x-experience-api-version',
        },
      });
    const allowed = await preflight(lmsOrigin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe(lmsOrigin);
    expect(allowed.headers.get('Access-Control-Allow-Headers')).toMatch(/Authorization.*X-Experience-API-Version/);
    expect((await preflight('https://elsewhere.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect((await post(told(), { Origin: lmsOrigin })).status).toBe(200);
    expect((await post(told(), { Origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await post(told())).status).toBe(200);
  });

  it('takes what the course’s own reporter sends through the door in the LMS’s launch data', async () => {
    const registration = randomUUID();
    const auth = server.packageKey.authorization.replace(/^Basic /, '');
    const launch = {
      endpoint: `${server.origin}/collector`,
      auth,
      home: 'https://lms.example/',
      name: 'reporter',
      registration,
    };
    const door = launchDataDoor(String(new URLSearchParams(launch)), moduleIri);
    if (!door) throw new Error('The course did not take the launch data');
    const arrived: string[] = [];
    const queue = createStatementQueue({
      door,
      net: createLastingFetch((url, init) =>
        fetch(url, { ...init, headers: { ...Object(init.headers), Origin: lmsOrigin } }),
      ),
      outbox: noOutbox(),
      now: Date.now,
      timer: { set: (run, ms) => Number(setTimeout(run, ms)), clear: (id) => clearTimeout(id) },
      acknowledged: (statements) => void arrived.push(...statements.map((one) => String(one.id))),
      setAside: (_statement, status) => expect.fail(`set aside with ${status}`),
      health: () => undefined,
    });
    const course = { iri: moduleIri, iriBase, title: 'Sample', version: '1.0.0', language: 'en' };
    const facts = {
      course,
      activityId: door.activityId,
      actor: door.actor,
      registration,
      session: randomUUID(),
      target: 'scorm12',
    };
    const build = statementBuilders(facts);
    const moment = () => ({ id: randomUUID(), at: Date.now() });
    const verdict = { score: 0.9, try: 1, durationSeconds: 60 };
    queue.add(build.initialized(moment()), true);
    queue.add(build.experienced(moment(), { iri: `${moduleIri}/pages/one`, title: 'One' }));
    queue.add(build.passed(moment(), verdict));
    queue.add(build.completed(moment(), 60));
    const last = moment();
    await vi.waitFor(() => expect(arrived).toHaveLength(4), { timeout: 20_000 });
    queue.close(build.terminated(last, 60));
    await vi.waitFor(async () => expect(await found(last.id)).not.toEqual({}), { timeout: 20_000 });
    const all = (await server.store.find({ registration, ascending: true, limit: 10 })).statements;
    expect(all.map((one) => one.id)).toEqual([...arrived, last.id]);
    for (const one of all) expect(JSON.parse(one.json).actor.account).toEqual(accountFor('reporter'));
  });

  describe('the roster', () => {
    const rosterKey = () => server.credentials.create({ label: 'registrar', scopes: ['roster'] });

    it('says who an account is, to the scope “roster” only', async () => {
      await post(told(learner('asked for')));
      const account = accountFor('asked for').name;
      const address = `collector/roster?account=${account}`;
      const { authorization } = await rosterKey();
      const answer = await server.call('GET', address, { authorization });
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { account, homePage: 'https://lms.example/', learner: 'asked for', firstSeen: expect.stringMatching(/Z$/) },
      ]);
      expect((await server.call('GET', 'collector/roster?account=nobody', { authorization })).status).toBe(404);
      // Everything that there is to read, and still not this.
      for (const other of [
        server.admin,
        await server.credentials.create({ label: 'reader', scopes: ['all', 'all/read'] }),
      ])
        expect((await server.call('GET', address, other)).status).toBe(403);
      expect((await server.call('GET', address, { authorization: '' })).status).toBe(401);
      for (const refused of ['xapi/statements', 'collector/statements'])
        expect([403, 405]).toContain((await server.call('GET', refused, { authorization })).status);
    });

    it('is read whole in pages, and each reading leaves an audit line that names nobody', async () => {
      const { id, authorization } = await rosterKey();
      const read: unknown[] = [];
      const before = (await server.store.auditLines()).length;
      let pages = 0;
      for (let address = '/collector/roster?limit=5'; address !== ''; pages++) {
        const answer: { entries: unknown[]; more: string } = await server
          .call('GET', address.slice(1), { authorization })
          .then((response) => response.json());
        expect(answer.entries.length).toBeLessThanOrEqual(5);
        read.push(...answer.entries);
        address = answer.more;
      }
      const all = await everybody();
      expect(read).toEqual(all.map((one) => ({ ...one, firstSeen: new Date(one.firstSeen).toISOString() })));
      expect(pages).toBe(Math.ceil(all.length / 5));
      const lines = (await server.store.auditLines()).slice(before);
      expect(lines).toHaveLength(pages);
      for (const line of lines) {
        expect(line.action).toBe('roster read');
        expect(Object.keys(JSON.parse(line.detail)).sort()).toEqual(['credential', 'entries']);
        expect(JSON.parse(line.detail).credential).toBe(id);
      }
    });

    it('refuses parameters that it does not know', async () => {
      const { authorization } = await rosterKey();
      for (const query of ['learner=a', 'limit=-1', 'account=', 'after=%00'])
        expect((await server.call('GET', `collector/roster?${query}`, { authorization })).status).toBe(400);
    });
  });
});

/** Names of the tables with a text somewhere; for a file, its bytes are looked through too. */
async function tablesWith(database: string, marker: string): Promise<string[]> {
  if (isPostgres(database)) {
    const client = new Client({ connectionString: database });
    await client.connect();
    const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'");
    const found: string[] = [];
    for (const { tablename } of rows) {
      const hits = await client.query(`select 1 from ${tablename} t where t::text like '%' || $1 || '%' limit 1`, [
        marker,
      ]);
      if (hits.rows.length > 0) found.push(tablename);
    }
    await client.end();
    return found;
  }
  const raw = new Libsql(database);
  const found = raw
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map((row) => String(Object(row).name))
    .filter((name) => JSON.stringify(raw.prepare(`select * from "${name}"`).all()).includes(marker));
  // Nothing but the file itself and its log: the marker must be where a table holds it, not in some other file.
  raw.close();
  const folder = path.dirname(database);
  const files = readdirSync(folder).filter((name) => readFileSync(path.join(folder, name)).includes(marker));
  expect(files.every((name) => name.startsWith(path.basename(database)))).toBe(true);
  return found;
}
