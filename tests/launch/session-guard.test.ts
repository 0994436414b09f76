import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { type Draft, hostData, launch, launchAu } from '../server/support/au.js';
import { iriBase, runningServer } from '../server/support/running-server.js';
import { tinyActivityId, tinyCmi5, tinyModule, tinyScorm12, tinyXapi } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';

let servers: Servers;
let cleanUp: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('session-guard');
  const packages = [tinyScorm12(''), tinyXapi(''), tinyCmi5('')];
  const modules = [await tinyModule(`${scratch.folder}/p`, 'tiny', packages)];
  servers = await runningServer(scratch.folder, modules, { launchGrace: 20 });
  cleanUp = async () => {
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => cleanUp());

interface Given {
  readonly auth: string;
  readonly actor: object;
  readonly registration: string;
}

/** What a launch hands to its package, by the door of SCORM or by the address of xAPI. */
async function given(target: 'scorm12' | 'xapi'): Promise<Given> {
  const { frame } = await launch(servers, `tiny/${target}`, { afresh: true });
  const host = await hostData(frame);
  if (target === 'scorm12') {
    const door = new URLSearchParams(host.cmi['cmi.launch_data']);
    const account = { homePage: door.get('home'), name: door.get('name') };
    return {
      auth: `Basic ${door.get('auth')}`,
      actor: { objectType: 'Agent', account },
      registration: door.get('registration') ?? '',
    };
  }
  const query = new URL(host.content, frame).searchParams;
  return {
    auth: query.get('auth') ?? '',
    actor: JSON.parse(query.get('actor') ?? ''),
    registration: query.get('registration') ?? '',
  };
}

async function ask(
  auth: string,
  method: string,
  to: string,
  body?: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${servers.origin}/xapi/${to}`, {
    method,
    headers: { Authorization: auth, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json', ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const own = { scorm12: `${iriBase}modules/tiny`, xapi: tinyActivityId } as const;
const statement = ({ actor, registration }: Given, object: object, change: object = {}): Draft => ({
  id: randomUUID(),
  actor,
  verb: { id: 'http://adlnet.gov/expapi/verbs/experienced' },
  object,
  context: { registration },
  ...change,
});

describe.each(['scorm12', 'xapi'] as const)('the credential of a launch as %s', (target) => {
  it('writes about its own module and what lies in it, and about nothing else', async () => {
    const launched = await given(target);
    const about = async (object: object) =>
      (await ask(launched.auth, 'POST', 'statements', statement(launched, object))).status;
    expect(await about({ id: own[target] })).toBe(200);
    expect(await about({ id: `${own[target]}/pages/one` })).toBe(200);
    expect(await about({ id: `${own[target]}-two` })).toBe(403);
    expect(await about({ id: `${iriBase}modules/other` })).toBe(403);
    expect(await about(launched.actor)).toBe(403);
    expect(await about({ objectType: 'StatementRef', id: randomUUID() })).toBe(403);
    const inner = { ...statement(launched, { id: own[target] }), objectType: 'SubStatement' } as Draft;
    delete inner.id;
    expect(await about(inner)).toBe(403);
  });

  it('counts for no other module by naming it in the context', async () => {
    const launched = await given(target);
    const within = async (kind: string, id: string) => {
      const context = { registration: launched.registration, contextActivities: { [kind]: [{ id }] } };
      return ask(launched.auth, 'POST', 'statements', statement(launched, { id: own[target] }, { context }));
    };
    expect((await within('grouping', own[target])).status).toBe(200);
    expect((await within('category', 'https://example.org/any')).status).toBe(200);
    const refused = await within('grouping', `${iriBase}modules/other`);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining(`${iriBase}modules/other`)]);
  });

  it('voids nothing, its own statements neither', async () => {
    const launched = await given(target);
    const sent = statement(launched, { id: own[target] });
    expect((await ask(launched.auth, 'POST', 'statements', sent)).status).toBe(200);
    const voiding = statement(
      launched,
      { objectType: 'StatementRef', id: sent.id },
      { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' } },
    );
    const refused = await ask(launched.auth, 'POST', 'statements', voiding);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('void')]);
  });

  it('stores none of a batch of which one goes too far', async () => {
    const launched = await given(target);
    const good = statement(launched, { id: own[target] });
    const bad = statement(launched, { id: own[target] }, { actor: { mbox: 'mailto:else@example.org' } });
    expect((await ask(launched.auth, 'POST', 'statements', [good, bad])).status).toBe(403);
    expect((await ask(launched.auth, 'PUT', `statements?statementId=${good.id}`, good)).status).toBe(204);
  });
});

const query = (values: Readonly<Record<string, string>>) => new URLSearchParams(values).toString();

describe('the documents of a launch', () => {
  it('are shut to a SCORM package, whatever the resource', async () => {
    const { auth, actor } = await given('scorm12');
    const agent = JSON.stringify(actor);
    for (const to of [
      `activities/state?${query({ activityId: own.scorm12, agent, stateId: 's' })}`,
      `agents/profile?${query({ agent, profileId: 'p' })}`,
      `activities/profile?${query({ activityId: own.scorm12, profileId: 'p' })}`,
    ]) {
      expect((await ask(auth, 'GET', to)).status).toBe(403);
      expect((await ask(auth, 'PUT', to, {})).status).toBe(403);
    }
  });

  it('of an xAPI package are those of its learner, registration and activity', async () => {
    const { auth, actor, registration } = await given('xapi');
    const agent = JSON.stringify(actor);
    const put = async (resource: string, values: Readonly<Record<string, string>>) =>
      (await ask(auth, 'PUT', `${resource}?${query(values)}`, {}, { 'If-None-Match': '*' })).status;
    const state = { activityId: own.xapi, agent, registration, stateId: 's' };
    expect(await put('activities/state', state)).toBe(204);
    expect(await put('activities/state', { ...state, registration: randomUUID() })).toBe(403);
    expect(await put('activities/state', { ...state, activityId: 'https://example.org/other' })).toBe(403);
    expect(await put('activities/profile', { activityId: own.xapi, profileId: 'p' })).toBe(204);
    expect(await put('activities/profile', { activityId: 'https://example.org/other', profileId: 'p' })).toBe(403);
  });

  it('of a cmi5 session are those of its own activity', async () => {
    const au = await launchAu(servers, 'tiny/cmi5', { afresh: true });
    await au.start();
    const profile = (activityId: string) =>
      au.document('GET', 'activities/profile', { activityId, profileId: 'p' }).then(({ status }) => status);
    expect(await profile(au.activityId)).toBe(404);
    expect(await profile('https://example.org/other')).toBe(403);
  });
});

it('lets a launch read the statements of its own registration, not those of another', async () => {
  const first = await given('xapi');
  const sent = statement(first, { id: own.xapi });
  await ask(first.auth, 'POST', 'statements', sent);
  expect((await ask(first.auth, 'GET', `statements?statementId=${sent.id}`)).status).toBe(200);
  const second = await given('xapi');
  expect((await ask(second.auth, 'GET', `statements?statementId=${sent.id}`)).status).toBe(404);
  expect(JSON.parse((await ask(second.auth, 'GET', 'statements')).text).statements).toEqual([]);
});
