import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { type Au, type Draft, launchAu, masteryExtension } from '../server/support/au.js';
import { iriBase, runningServer } from '../server/support/running-server.js';
import { tinyAuId, tinyCmi5, tinyModule } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';

let servers: Servers;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('cmi5');
  const { folder } = scratch;
  servers = await runningServer(
    folder,
    [
      await tinyModule(`${folder}/a`, 'tiny', [tinyCmi5('')]),
      await tinyModule(`${folder}/b`, 'either', [tinyCmi5('', 'moveOn="CompletedOrPassed"')]),
    ],
    { launchGrace: 20 },
  );
  done = async () => {
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

const fresh = async (wish: object = {}): Promise<Au> => launchAu(servers, 'tiny/cmi5', { afresh: true, ...wish });
const started = async (wish: object = {}): Promise<Au> => {
  const au = await fresh(wish);
  await au.start();
  return au;
};
const initialized = async (wish: object = {}): Promise<Au> => {
  const au = await started(wish);
  expect(await au.send(au.statement('initialized'))).toMatchObject({ status: 200 });
  return au;
};

/** All statements of a registration as the record store's owner sees them. */
async function stored(au: Au): Promise<Draft[]> {
  const credential = servers.firstCredential ?? { authorization: '' };
  const response = await fetch(`${servers.origin}/xapi/statements?registration=${au.registration}&ascending=true`, {
    headers: { Authorization: credential.authorization, 'X-Experience-API-Version': '1.0.3' },
  });
  return ((await response.json()) as { statements: Draft[] }).statements;
}
const verbsOf = (statements: readonly Draft[]) => statements.map((s) => String(s.verb.id).split('/').at(-1));

describe('the launch side of cmi5', () => {
  it('passes the five launch parameters behind the query that the AU has itself', async () => {
    const au = await fresh();
    expect([...au.parameters.keys()]).toEqual(['skin', 'endpoint', 'fetch', 'actor', 'registration', 'activityId']);
    expect(au.parameters.get('endpoint')).toBe(`${servers.origin}/xapi/`);
    expect(au.activityId).not.toBe(tinyAuId);
    expect(au.activityId.startsWith(iriBase)).toBe(true);
    expect(au.actor).toMatchObject({ objectType: 'Agent', account: { homePage: `${iriBase}learners` } });
  });

  it('keeps activity id and learner over registrations, and begins a registration afresh only when asked', async () => {
    const first = await fresh();
    const second = await launchAu(servers, 'tiny/cmi5');
    const third = await fresh();
    expect(second.registration).toBe(first.registration);
    expect(third.registration).not.toBe(first.registration);
    expect(third.activityId).toBe(first.activityId);
    expect(third.actor).toEqual(first.actor);
  });

  it('offers launch data with context template, publisher id, mode, mastery score, moveOn, parameters and the way back', async () => {
    const au = await started();
    expect(au.launchData).toMatchObject({
      launchMode: 'Normal',
      masteryScore: 0.8,
      moveOn: 'CompletedAndPassed',
      launchParameters: 'speed=1',
      entitlementKey: { courseStructure: 'key-1' },
      returnURL: `${servers.contentOrigin}/${au.launch}/returned`,
      contextTemplate: { contextActivities: { grouping: [{ id: tinyAuId }] } },
    });
    expect((await fetch(String(au.launchData.returnURL))).status).toBe(200);
    const preferences = await au.get('agents/profile', {
      agent: JSON.stringify(au.actor),
      profileId: 'cmi5LearnerPreferences',
    });
    expect(await preferences.json()).toMatchObject({ audioPreference: 'on' });
  });

  it('records Launched before the AU speaks, under its own authority and with its session', async () => {
    const au = await started();
    const [launched] = await stored(au);
    expect(launched).toMatchObject({
      verb: { id: 'http://adlnet.gov/expapi/verbs/launched' },
      object: { id: au.activityId },
      authority: { account: { name: 'lms' } },
    });
    const { extensions } = launched?.context ?? {};
    expect(extensions).toMatchObject({
      'https://w3id.org/xapi/cmi5/context/extensions/launchmode': 'Normal',
      'https://w3id.org/xapi/cmi5/context/extensions/moveon': 'CompletedAndPassed',
      'https://w3id.org/xapi/cmi5/context/extensions/launchurl': `${servers.contentOrigin}/${au.launch}/content/index.html?skin=plain`,
      [masteryExtension]: 0.8,
      'https://w3id.org/xapi/cmi5/context/extensions/sessionid': (au.launchData.contextTemplate as Draft).extensions[
        'https://w3id.org/xapi/cmi5/context/extensions/sessionid'
      ],
    });
  });

  it('says Satisfied for the course once moveOn is met, and once only', async () => {
    const au = await initialized();
    await au.send(au.statement('completed'));
    expect(verbsOf(await stored(au))).not.toContain('satisfied');
    await au.send(au.statement('passed'));
    await au.send(au.statement('terminated'));
    const again = await launchAu(servers, 'tiny/cmi5');
    expect(again.registration).toBe(au.registration);
    expect(verbsOf(await stored(au)).filter((verb) => verb === 'satisfied')).toHaveLength(1);
  });

  it('takes either of the two where moveOn is CompletedOrPassed', async () => {
    const au = await launchAu(servers, 'either/cmi5');
    await au.start();
    await au.send(au.statement('initialized'), au.statement('completed'));
    expect(verbsOf(await stored(au))).toContain('satisfied');
  });

  it('abandons a session that never ended when the AU is launched again, with its length, and refuses it from then on', async () => {
    const au = await initialized();
    await launchAu(servers, 'tiny/cmi5');
    const abandoned = (await stored(au)).find((s) => String(s.verb.id).endsWith('/abandoned'));
    expect(abandoned).toMatchObject({
      object: { id: au.activityId },
      result: { duration: expect.stringMatching(/^PT[\d.]+S$/) },
    });
    expect(await au.send(au.statement('experienced'))).toMatchObject({
      status: 403,
      reason: expect.stringContaining('9.3.6'),
    });
  });

  it('abandons nothing after Terminated', async () => {
    const au = await initialized();
    await au.send(au.statement('terminated'));
    await launchAu(servers, 'tiny/cmi5');
    expect(verbsOf(await stored(au))).toEqual(['launched', 'initialized', 'terminated', 'launched']);
  });
});
