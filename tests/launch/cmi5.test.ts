import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { type Au, category, type Draft, launchAu, masteryExtension } from '../server/support/au.js';
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

describe('the rules for an AU', () => {
  const refused = (section: string) => ({ status: 403, reason: expect.stringContaining(`cmi5 ${section}`) });
  const state = (au: Au) => ({
    activityId: au.activityId,
    agent: JSON.stringify(au.actor),
    registration: au.registration,
  });

  it('A1: gives the token once, and an error with code 1 afterwards', async () => {
    const au = await fresh();
    expect(await au.fetchToken()).toHaveProperty('auth-token');
    expect(await au.fetchToken()).toMatchObject({ 'error-code': '1' });
  });

  it('A1: takes no statement after Terminated', async () => {
    const au = await initialized();
    await au.send(au.statement('terminated'));
    expect(await au.send(au.statement('experienced'))).toEqual(refused('9.3.8'));
    expect((await au.get('statements', {})).status).toBe(403);
  });

  it('A1: a delivery repeated because its answer was lost is no breach', async () => {
    const au = await initialized();
    const last = au.statement('terminated');
    await au.send(last);
    expect(await au.send(last)).toMatchObject({ status: 200 });
  });

  it('A2: wants launch data and then preferences read before the first statement', async () => {
    const au = await fresh();
    await au.fetchToken();
    const preferences = { agent: JSON.stringify(au.actor), profileId: 'cmi5LearnerPreferences' };
    expect((await au.get('agents/profile', preferences)).status).toBe(403);
    au.launchData = (await (
      await au.get('activities/state', { ...state(au), stateId: 'LMS.LaunchData' })
    ).json()) as Draft;
    expect(await au.send(au.statement('initialized'))).toEqual(refused('11.0'));
    expect((await au.get('agents/profile', preferences)).status).toBe(200);
    expect(await au.send(au.statement('initialized'))).toMatchObject({ status: 200 });
  });

  it.each(['PUT', 'POST', 'DELETE'])('A2: refuses to %s the learner preferences', async (method) => {
    const au = await started();
    const body = method === 'DELETE' ? undefined : { languagePreference: 'fr' };
    expect(
      (
        await au.document(
          method,
          'agents/profile',
          { agent: JSON.stringify(au.actor), profileId: 'cmi5LearnerPreferences' },
          body,
        )
      ).status,
    ).toBe(403);
  });

  it.each(['PUT', 'POST', 'DELETE'])('A3: refuses to %s the launch data', async (method) => {
    const au = await started();
    const body = method === 'DELETE' ? undefined : {};
    expect(
      (await au.document(method, 'activities/state', { ...state(au), stateId: 'LMS.LaunchData' }, body)).status,
    ).toBe(403);
  });

  it('A3: refuses to delete the whole state, and allows documents of its own', async () => {
    const au = await started();
    expect((await au.document('DELETE', 'activities/state', state(au))).status).toBe(403);
    expect((await au.document('PUT', 'activities/state', { ...state(au), stateId: 'own' }, { a: 1 })).status).toBe(204);
  });

  it('A4: wants the actor of the launch, unchanged, in statements and parameters', async () => {
    const au = await started();
    expect(
      await au.send(
        au.statement('initialized', (s) => {
          s.actor = { ...au.actor, name: 'Somebody' };
        }),
      ),
    ).toEqual(refused('9.2'));
    const other = { account: { homePage: 'https://example.org', name: 'other' } };
    expect(
      (await au.get('activities/state', { ...state(au), agent: JSON.stringify(other), stateId: 'own' })).status,
    ).toBe(403);
  });

  const bend: readonly (readonly [rule: string, verb: string, section: string, change: (s: Draft) => void])[] = [
    [
      'A5: timestamp in UTC',
      'experienced',
      '9.7',
      (s) => {
        s.timestamp = '2030-01-01T10:00:00+02:00';
      },
    ],
    [
      'A5: a timestamp at all',
      'experienced',
      '9.7',
      (s) => {
        delete s.timestamp;
      },
    ],
    [
      'A5: no voiding',
      'voided',
      '6.3',
      (s) => {
        s.object = { objectType: 'StatementRef', id: s.id };
      },
    ],
    [
      'A6: the registration',
      'experienced',
      '9.6.1',
      (s) => {
        delete s.context.registration;
      },
    ],
    [
      'A6: the session id',
      'experienced',
      '9.6.3.1',
      (s) => {
        s.context.extensions = {};
      },
    ],
    [
      'A6: the template\u2019s activities at their places',
      'experienced',
      '10.2.1',
      (s) => {
        s.context.contextActivities.grouping.unshift({ id: 'https://example.org/first' });
      },
    ],
    ['A7: one Initialized a session', 'initialized', '9.3', () => undefined],
    [
      'A7: nothing older than Initialized',
      'experienced',
      '9.3',
      (s) => {
        s.timestamp = '2020-01-01T00:00:00Z';
      },
    ],
    [
      'A9: the launch\u2019s activity',
      'completed',
      '9.4',
      (s) => {
        s.object.id = tinyAuId;
      },
    ],
    [
      'A9: cmi5\u2019s verbs only',
      'experienced',
      '9.3',
      (s) => {
        s.context.contextActivities.category = [category('cmi5')];
      },
    ],
    [
      'A10: completion true',
      'completed',
      '9.5.3',
      (s) => {
        s.result.completion = false;
      },
    ],
    [
      'A10: a duration',
      'completed',
      '9.5.4.1',
      (s) => {
        delete s.result.duration;
      },
    ],
    [
      'A10: a duration at the end',
      'terminated',
      '9.5.4.1',
      (s) => {
        s.result = { response: 'x' };
      },
    ],
    [
      'A10: success true in Passed',
      'passed',
      '9.5.2',
      (s) => {
        s.result.success = false;
      },
    ],
    [
      'A10: success false in Failed',
      'failed',
      '9.5.2',
      (s) => {
        s.result.success = true;
      },
    ],
    [
      'A11: no success in Completed',
      'completed',
      '9.5.2',
      (s) => {
        s.result.success = true;
      },
    ],
    [
      'A11: no completion in Passed',
      'passed',
      '9.5.3',
      (s) => {
        s.result.completion = true;
      },
    ],
    [
      'A11: no score in Completed',
      'completed',
      '9.5.1',
      (s) => {
        s.result.score = { scaled: 1 };
      },
    ],
    [
      'A12: the moveon category where it belongs',
      'completed',
      '9.6.2.2',
      (s) => {
        s.context.contextActivities.category = [category('cmi5')];
      },
    ],
    [
      'A12: the moveon category nowhere else',
      'terminated',
      '9.6.2.2',
      (s) => {
        s.context.contextActivities.category.push(category('moveon'));
      },
    ],
    [
      'A12: nor in an allowed statement',
      'experienced',
      '9.6.2.2',
      (s) => {
        s.context.contextActivities.category = [category('moveon')];
      },
    ],
    [
      'A13: raw with min and max',
      'passed',
      '9.5.1',
      (s) => {
        s.result.score.raw = 90;
      },
    ],
    [
      'A13: Passed from the mastery score up',
      'passed',
      '9.5.1',
      (s) => {
        s.result.score.scaled = 0.7;
      },
    ],
    [
      'A13: Failed under the mastery score',
      'failed',
      '9.5.1',
      (s) => {
        s.result.score.scaled = 0.8;
      },
    ],
    [
      'A13: the mastery score as extension',
      'passed',
      '9.6.3.2',
      (s) => {
        delete s.context.extensions[masteryExtension];
      },
    ],
    [
      'A13: the right mastery score',
      'passed',
      '9.6.3.2',
      (s) => {
        s.context.extensions[masteryExtension] = 0.5;
      },
    ],
  ];
  it.each(bend)('%s (%s)', async (_rule, verb, section, change) => {
    const au = await initialized();
    expect(await au.send(au.statement(verb, change))).toEqual(refused(section));
  });

  it('A7: the first statement is Initialized', async () => {
    const au = await started();
    expect(await au.send(au.statement('experienced'))).toEqual(refused('9.3.2'));
  });

  it('A7: Terminated is the last one, within a batch too', async () => {
    const au = await initialized();
    expect(await au.send(au.statement('terminated'), au.statement('experienced'))).toEqual(refused('7.1.2'));
    expect(verbsOf(await stored(au))).not.toContain('terminated');
  });

  it.each([
    ['passed', 'failed'],
    ['failed', 'passed'],
    ['completed', 'completed'],
  ])('A8: after %s no %s in a session', async (first, second) => {
    const au = await initialized();
    expect(await au.send(au.statement(first))).toMatchObject({ status: 200 });
    expect(await au.send(au.statement(second))).toEqual(refused('9.3'));
  });

  it.each([
    ['completed', 'completed', '9.3.3'],
    ['passed', 'passed', '9.3.4'],
    ['passed', 'failed', '9.3'],
  ])('A8: after %s no %s in a later session', async (first, second, section) => {
    const au = await initialized();
    await au.send(au.statement(first), au.statement('terminated'));
    const later = await launchAu(servers, 'tiny/cmi5');
    await later.start();
    await later.send(later.statement('initialized'));
    expect(await later.send(later.statement(second))).toEqual(refused(section));
  });

  it('A8: Passed may come in a session after one that Failed', async () => {
    const au = await initialized();
    await au.send(au.statement('failed'), au.statement('terminated'));
    const later = await launchAu(servers, 'tiny/cmi5');
    await later.start();
    expect(await later.send(later.statement('initialized'), later.statement('passed'))).toMatchObject({ status: 200 });
  });

  it.each(['completed', 'passed', 'failed'])('A14: no %s in review', async (verb) => {
    const au = await initialized({ mode: 'review' });
    expect(au.launchData.launchMode).toBe('Review');
    expect(await au.send(au.statement(verb))).toEqual(refused('10.2.2'));
  });

  it('takes any other verb as an allowed statement', async () => {
    const au = await initialized();
    expect(
      await au.send(
        au.statement('answered', (s) => {
          s.result = { success: true, response: 'a' };
        }),
      ),
    ).toMatchObject({ status: 200 });
  });
});
