import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guardKinds } from '../../src/launch/guard-kinds.js';
import { createCredentials } from '../../src/lrs/credentials.js';
import { openStore } from '../../src/lrs/open-store.js';
import type { Servers } from '../../src/server/app.js';
import type { BuiltModule } from '../../src/server/catalogue.js';
import { lmsRecord } from '../../src/server/lms-record.js';
import type { ServersOptions } from '../../src/server/servers-options.js';
import { type Au, type Draft, hostData, launch, launchAu } from '../server/support/au.js';
import { iriBase, runningServer } from '../server/support/running-server.js';
import { tinyActivityId, tinyCmi5, tinyModule, tinyScorm12, tinyXapi } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';

let folder: string;
let modules: readonly BuiltModule[];
let cleanUp: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('sessions');
  ({ folder } = scratch);
  cleanUp = scratch.done;
  modules = [await tinyModule(`${folder}/p`, 'tiny', [tinyCmi5(''), tinyXapi(''), tinyScorm12('')])];
});
afterAll(() => cleanUp());

type Running = Servers & { readonly errors: unknown[] };
const endpointOf = (server: Servers) => `${server.origin}/xapi/`;
const verbsOf = (statements: readonly Draft[]) => statements.map((s) => String(s.verb.id).split('/').at(-1));
const count = (statements: readonly Draft[], verb: string) => verbsOf(statements).filter((one) => one === verb).length;

async function stored(server: Servers, authorization: string, registration: string): Promise<Draft[]> {
  const response = await fetch(`${endpointOf(server)}statements?registration=${registration}&ascending=true`, {
    headers: { Authorization: authorization, 'X-Experience-API-Version': '1.0.3' },
  });
  return ((await response.json()) as { statements: Draft[] }).statements;
}

/** Sends through one server and then on through another. */
const through = (server: Servers, au: Au) => {
  au.endpoint = endpointOf(server);
  return au;
};

/** What an xAPI package was handed, as a way to send. */
async function xapiLaunch(server: Servers, wish: object = {}) {
  const { frame } = await launch(server, 'tiny/xapi', wish);
  const given = new URL((await hostData(frame)).content, frame).searchParams;
  const registration = given.get('registration') ?? '';
  const actor = JSON.parse(given.get('actor') ?? '');
  return {
    registration,
    async send(at: Servers, change: object = {}) {
      const response = await fetch(`${endpointOf(at)}statements`, {
        method: 'POST',
        headers: {
          Authorization: given.get('auth') ?? '',
          'X-Experience-API-Version': '1.0.3',
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({
          actor,
          verb: { id: 'http://adlnet.gov/expapi/verbs/experienced' },
          object: { id: tinyActivityId },
          context: { registration },
          ...change,
        }),
      });
      return response.status;
    },
  };
}

describe('two servers on one PostgreSQL', () => {
  let postgres: SharedPostgres;
  let database: string;
  let a: Running;
  let b: Running;
  let key: string;
  beforeAll(async () => {
    postgres = await sharedPostgres();
    database = await postgres.database();
    const more: Partial<ServersOptions> = { records: { database }, launchGrace: 20 };
    a = await runningServer(`${folder}/two`, modules, more);
    b = await runningServer(`${folder}/two`, modules, more);
    key = a.firstCredential?.authorization ?? '';
  });
  afterAll(async () => {
    await a?.close();
    await b?.close();
    await postgres?.stop();
  });
  afterEach(() => expect([...a.errors, ...b.errors]).toEqual([]));

  const started = async (wish: object = {}) => {
    const au = await launchAu(a, 'tiny/cmi5', { afresh: true, ...wish });
    await au.start();
    return au;
  };

  it('hold one session to cmi5’s rules, whichever of them is asked', async () => {
    const au = await launchAu(a, 'tiny/cmi5', { afresh: true });
    await au.fetchToken();
    const place = { activityId: au.activityId, agent: JSON.stringify(au.actor), registration: au.registration };
    const preferences = { agent: place.agent, profileId: 'cmi5LearnerPreferences' };
    through(b, au);
    expect((await au.get('agents/profile', preferences)).status).toBe(403);
    const launchData = await au.get('activities/state', { ...place, stateId: 'LMS.LaunchData' });
    au.launchData = (await launchData.json()) as Draft;
    expect((await through(a, au).get('agents/profile', preferences)).status).toBe(200);

    expect(await through(b, au).send(au.statement('answered'))).toMatchObject({ status: 403 });
    expect(await through(a, au).send(au.statement('initialized'))).toMatchObject({ status: 200 });
    expect(await through(b, au).send(au.statement('answered'))).toMatchObject({ status: 200 });
    expect(await au.send(au.statement('completed'))).toMatchObject({ status: 200 });
    expect(await through(a, au).send(au.statement('completed'))).toMatchObject({
      status: 403,
      reason: expect.stringContaining('cmi5 9.3'),
    });
    const last = au.statement('terminated');
    expect(await au.send(last)).toMatchObject({ status: 200 });
    expect(await through(b, au).send(au.statement('experienced'))).toMatchObject({
      status: 403,
      reason: expect.stringContaining('cmi5 9.3.8'),
    });
    expect(await au.send(last)).toMatchObject({ status: 200 });
    // Each broken rule is on record once, whichever process met it.
    const [rejected, said] = [await stored(b, key, au.registration), 'reject'];
    expect(verbsOf(rejected).filter((verb) => verb === said)).toHaveLength(3);
    expect(verbsOf(rejected).filter((verb) => verb !== said)).toEqual([
      'launched',
      'initialized',
      'answered',
      'completed',
      'terminated',
    ]);
  });

  it('keep a session to its learner, registration and activity at both', async () => {
    const { send } = await xapiLaunch(a);
    for (const server of [a, b]) {
      expect(await send(server)).toBe(200);
      expect(await send(server, { actor: { mbox: 'mailto:somebody@example.org' } })).toBe(403);
      expect(await send(server, { context: {} })).toBe(403);
      expect(await send(server, { object: { id: 'https://example.org/other' } })).toBe(403);
    }
  });

  it('let exactly one of two Initialized through that come to both at once', async () => {
    for (let round = 0; round < 8; round++) {
      const au = await started();
      const sent = [a, b, a, b].map((server) => through(server, au).send(au.statement('initialized')));
      const answers = (await Promise.all(sent)).map(({ status }) => status);
      expect(answers.sort(), `round ${round}`).toEqual([200, 403, 403, 403]);
      expect(count(await stored(b, key, au.registration), 'initialized'), `round ${round}`).toBe(1);
    }
  });

  it('say Satisfied once, at once, though Completed came to one and Passed to the other', async () => {
    const au = await started();
    await through(b, au).send(au.statement('initialized'), au.statement('completed'));
    expect(count(await stored(a, key, au.registration), 'satisfied')).toBe(0);
    await through(a, au).send(au.statement('passed'));
    const [satisfied] = (await stored(b, key, au.registration)).filter((s) => verbsOf([s])[0] === 'satisfied');
    expect(satisfied).toMatchObject({ authority: { account: { name: 'lms' } } });
    await through(b, au).send(au.statement('terminated'));
    await Promise.all([launchAu(a, 'tiny/cmi5'), launchAu(b, 'tiny/cmi5')]);
    expect(count(await stored(a, key, au.registration), 'satisfied')).toBe(1);
  });

  it('say Satisfied once when Completed and Passed come to both at once', async () => {
    for (let round = 0; round < 5; round++) {
      const au = await started();
      await au.send(au.statement('initialized'));
      const sent = [through(a, au).send(au.statement('completed')), through(b, au).send(au.statement('passed'))];
      expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200]);
      expect(count(await stored(a, key, au.registration), 'satisfied'), `round ${round}`).toBe(1);
    }
  });

  it('lose no Passed that the store refused: what was not stored is not noted', async () => {
    const au = await started();
    await through(b, au).send(au.statement('initialized'));
    const answered = au.statement('answered');
    await au.send(answered);
    const taken = au.statement('passed', (s) => {
      s.id = answered.id;
    });
    expect((await through(a, au).send(au.statement('experienced'), taken)).status).toBe(409);
    expect((await through(b, au).send(au.statement('passed'))).status).toBe(200);
  });

  it('end a session everywhere when the next launch begins, at whichever', async () => {
    const first = await xapiLaunch(a, { afresh: true });
    const second = await xapiLaunch(a);
    expect(second.registration).toBe(first.registration);
    expect(await first.send(b)).toBe(401);
    expect(await second.send(b)).toBe(200);
    const third = await xapiLaunch(b);
    expect(await second.send(a)).toBe(401);
    expect(await third.send(a)).toBe(200);
    await xapiLaunch(b, { afresh: true });
    expect(await third.send(a)).toBe(401);

    const au = await started();
    await through(b, au).send(au.statement('initialized'));
    await launchAu(b, 'tiny/cmi5');
    for (const server of [a, b]) {
      const refused = { status: 403, reason: expect.stringContaining('cmi5 9.3.6') };
      expect(await through(server, au).send(au.statement('experienced'))).toEqual(refused);
    }
    expect(count(await stored(a, key, au.registration), 'abandoned')).toBe(1);
  });

  it('leave one session open when both launch at once, and abandon each other one once', async () => {
    const au = await started();
    await au.send(au.statement('initialized'));
    const launched = await Promise.all([launchAu(a, 'tiny/cmi5'), launchAu(b, 'tiny/cmi5')]);
    const answers: number[] = [];
    for (const one of launched) {
      await one.start();
      if (one.launchData.contextTemplate === undefined) answers.push(403);
      else answers.push((await one.send(one.statement('initialized'))).status);
    }
    expect(answers.sort()).toEqual([200, 403]);
    await launchAu(a, 'tiny/cmi5');
    const all = await stored(a, key, au.registration);
    expect(count(all, 'launched')).toBe(4);
    expect(count(all, 'abandoned')).toBe(3);
  });

  describe('when a process dies right after it stored Passed', () => {
    /** Stores as a process does that is gone before it can say Satisfied or answer. */
    async function storedByTheDying(au: Au, authorization: string, statements: readonly Draft[]): Promise<void> {
      const store = await openStore(database, Date.now);
      const kinds = guardKinds({ record: lmsRecord(store, iriBase), now: Date.now });
      const { authenticate } = createCredentials({ store, kinds, homePage: `${iriBase}records`, now: Date.now });
      const principal = await authenticate(authorization);
      if (!principal || !('scopes' in principal)) throw new Error('The session is unknown');
      const step = await principal.guard?.statements(statements);
      if (!step || 'reason' in step) throw new Error('The session refused');
      const { authority } = principal;
      await store.insert({ statements, version: '1.0.3', authority, define: false, attachments: [], step });
      await store.close();
      expect(count(await stored(a, key, au.registration), 'satisfied')).toBe(0);
    }
    const passedByTheDying = async () => {
      const au = await launchAu(a, 'tiny/cmi5', { afresh: true });
      const { 'auth-token': token } = await au.fetchToken();
      await au.start();
      await au.send(au.statement('initialized'), au.statement('completed'));
      const passed = au.statement('passed');
      await storedByTheDying(au, `Basic ${token}`, [passed]);
      return { au, passed };
    };

    it('takes the repeated delivery, and says Satisfied then', async () => {
      const { au, passed } = await passedByTheDying();
      expect((await through(b, au).send(passed)).status).toBe(200);
      expect(count(await stored(a, key, au.registration), 'satisfied')).toBe(1);
    });

    it('says Satisfied with Terminated at the latest', async () => {
      const { au } = await passedByTheDying();
      expect((await through(b, au).send(au.statement('terminated'))).status).toBe(200);
      expect(count(await stored(a, key, au.registration), 'satisfied')).toBe(1);
    });

    it('says Satisfied at the next launch', async () => {
      const { au } = await passedByTheDying();
      await launchAu(b, 'tiny/cmi5');
      await launchAu(a, 'tiny/cmi5');
      expect(count(await stored(a, key, au.registration), 'satisfied')).toBe(1);
    });
  });
});

describe('a server that was started again', () => {
  it('goes on with the sessions of pages that stayed open, by the same rules', async () => {
    const place = `${folder}/again`;
    const first = await runningServer(place, modules, { launchGrace: 20 });
    const key = first.firstCredential?.authorization ?? '';
    const au = await launchAu(first, 'tiny/cmi5');
    await au.start();
    await au.send(au.statement('initialized'));
    const tiny = await xapiLaunch(first);
    await first.close();

    const second = await runningServer(place, modules, { launchGrace: 20 });
    expect(await tiny.send(second)).toBe(200);
    expect(await tiny.send(second, { context: {} })).toBe(403);
    through(second, au);
    expect((await au.send(au.statement('initialized'))).status).toBe(403);
    expect((await au.send(au.statement('completed'), au.statement('passed'))).status).toBe(200);
    expect((await au.send(au.statement('failed'))).status).toBe(403);
    expect(count(await stored(second, key, au.registration), 'satisfied')).toBe(1);
    expect((await au.send(au.statement('terminated'))).status).toBe(200);
    expect((await au.send(au.statement('experienced'))).reason).toContain('cmi5 9.3.8');

    await xapiLaunch(second);
    expect(await tiny.send(second)).toBe(401);
    await second.close();
    expect([...first.errors, ...second.errors]).toEqual([]);
  });

  it('ends a session of before when the course is launched again, in its attempt or in another one', async () => {
    const place = `${folder}/ended`;
    const first = await runningServer(place, modules, { launchGrace: 20 });
    const [au, tiny] = [await launchAu(first, 'tiny/cmi5'), await xapiLaunch(first)];
    await au.start();
    await au.send(au.statement('initialized'));
    await first.close();
    const second = await runningServer(place, modules, { launchGrace: 20 });
    await launchAu(second, 'tiny/cmi5');
    expect((await through(second, au).send(au.statement('completed'))).reason).toContain('cmi5 9.3.6');
    await xapiLaunch(second, { afresh: true });
    expect(await tiny.send(second)).toBe(403);
    await second.close();
  });

  it('keeps none longer than a day', async () => {
    let clock = Date.now();
    const server = await runningServer(`${folder}/day`, modules, { launchGrace: 20, now: () => clock });
    const tiny = await xapiLaunch(server);
    clock += 24 * 3600_000 - 1000;
    expect(await tiny.send(server)).toBe(200);
    clock += 1000;
    expect(await tiny.send(server)).toBe(401);
    await server.close();
  });

  it('keeps the door of a SCORM package to its 255 characters', async () => {
    const server = await runningServer(`${folder}/door`, modules, { launchGrace: 20 });
    const { cmi } = await hostData((await launch(server, 'tiny/scorm12')).frame);
    expect(cmi['cmi.launch_data'].length).toBeLessThanOrEqual(255);
    const auth = new URLSearchParams(cmi['cmi.launch_data']).get('auth') ?? '';
    expect(Buffer.from(auth, 'base64').toString()).toMatch(/^[0-9a-f]{16}:[A-Za-z0-9_-]{22}$/);
    await server.close();
  });
});
