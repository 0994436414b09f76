import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltModule } from '../../src/server/catalogue.js';
import { type Au, type Draft, launch, launchAu } from '../server/support/au.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyModule } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';
import { coursePackage, ids } from './support/course-package.js';
import { stored, verbsOf } from './support/stored.js';
import { panelRows } from './support/verdict.js';

const path = 'big/cmi5';
const sessionExtension = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid';
type Running = Awaited<ReturnType<typeof runningServer>>;
let folder: string;
let modules: readonly BuiltModule[];
let servers: Running;
let key: string;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('cmi5-course');
  ({ folder } = scratch);
  modules = [await tinyModule(`${folder}/a`, 'big', [coursePackage()])];
  servers = await runningServer(folder, modules, { launchGrace: 20 });
  key = servers.firstCredential?.authorization ?? '';
  done = async () => {
    await servers.close();
    await scratch.done();
    expect(servers.errors).toEqual([]);
  };
});
afterAll(() => done());

/** A session of one unit up to its Initialized. */
async function begin(unit: string, wish: object = {}): Promise<Au> {
  const au = await launchAu(servers, path, { unit, ...wish });
  await au.start();
  expect(await au.send(au.statement('initialized'))).toMatchObject({ status: 200 });
  return au;
}

/** A whole session of one unit that says these verbs. */
async function session(unit: string, says: readonly string[], wish: object = {}): Promise<Au> {
  const au = await begin(unit, wish);
  for (const verb of [...says, 'terminated'])
    expect(await au.send(au.statement(verb)), verb).toMatchObject({ status: 200 });
  return au;
}

const sessionOf = (au: Au) => (au.launchData.contextTemplate as Draft).extensions[sessionExtension];
const all = (au: Au) => stored(servers, key, au.registration);
const satisfied = async (au: Au) => (await all(au)).filter((s) => String(s.verb.id).endsWith('/satisfied'));
const namesOf = (statements: readonly Draft[]) => statements.map((s) => s.object.definition.name['en-US']);

describe('a course of several units', () => {
  it('launches the first unit, or the one that is asked for, each with ids of its own in one registration', async () => {
    const first = await launchAu(servers, path, { afresh: true });
    const test = await launchAu(servers, path, { unit: ids.test });
    expect(first.parameters.get('part')).toBe('read');
    expect(test.parameters.get('part')).toBe('test');
    expect(test.registration).toBe(first.registration);
    expect(test.activityId).not.toBe(first.activityId);
    await test.start();
    expect(test.launchData).toMatchObject({
      moveOn: 'Passed',
      masteryScore: 0.8,
      contextTemplate: { contextActivities: { grouping: [{ id: ids.test }] } },
    });
  });

  it('refuses a unit that the course does not have', async () => {
    await expect(launch(servers, path, { unit: 'https://example.org/none' })).rejects.toThrow(
      /422.*https:\/\/example\.org\/none/,
    );
  });

  it('satisfies what asks for nothing at the registration, before the first launch, in no session', async () => {
    const au = await launchAu(servers, path, { unit: ids.talk, afresh: true });
    await au.start();
    const [shelf, launched] = await all(au);
    expect(verbsOf(await all(au))).toEqual(['satisfied', 'launched']);
    expect(shelf).toMatchObject({
      object: { definition: { type: 'https://w3id.org/xapi/cmi5/activitytype/block', name: { 'en-US': 'shelf' } } },
      context: { contextActivities: { grouping: [{ id: ids.shelf }] } },
      authority: { account: { name: 'lms' } },
    });
    expect(shelf?.object.id).not.toBe(ids.shelf);
    expect(shelf?.context.extensions[sessionExtension]).not.toBe(launched?.context.extensions[sessionExtension]);
  });

  it('satisfies blocks and course by the last of their units, the inner ones first, in the session that did it', async () => {
    await session(ids.read, ['completed'], { afresh: true });
    const talk = await session(ids.talk, ['passed']);
    expect(namesOf(await satisfied(talk))).toEqual(['shelf']);
    const test = await begin(ids.test);
    await test.send(test.statement('completed'));
    expect(namesOf(await satisfied(test))).toEqual(['shelf']);
    await test.send(test.statement('passed'), test.statement('terminated'));

    const said = await satisfied(test);
    expect(namesOf(said)).toEqual(['shelf', 'inner', 'part', 'Big']);
    for (const [index, publisherId] of [ids.inner, ids.part, ids.course].entries()) {
      const { context, object } = said[index + 1] ?? {};
      expect(context.extensions[sessionExtension]).toBe(sessionOf(test));
      expect(context.contextActivities.grouping).toEqual([
        { objectType: 'Activity', id: ids.test },
        { objectType: 'Activity', id: publisherId },
      ]);
      expect(object.id).not.toBe(publisherId);
    }
    expect(said.at(-1)?.object.definition.type).toBe('https://w3id.org/xapi/cmi5/activitytype/course');
  });

  it('says Satisfied once a registration, and from the beginning in another one', async () => {
    const again = await session(ids.test, []);
    expect(await satisfied(again)).toHaveLength(4);
    const next = await session(ids.test, ['passed'], { afresh: true });
    expect(next.registration).not.toBe(again.registration);
    expect(next.activityId).toBe(again.activityId);
    expect(namesOf(await satisfied(next))).toEqual(['shelf', 'inner']);
    expect(namesOf(await satisfied(again))).toHaveLength(4);
  });

  it('tells units apart: what one of them passed counts for no other', async () => {
    const read = await session(ids.read, ['passed'], { afresh: true });
    expect(namesOf(await satisfied(read))).toEqual(['shelf']);
    // Completed and Passed are once a registration for each unit, not for the course (A8).
    await session(ids.test, ['passed']);
    await session(ids.talk, ['passed']);
    const last = await session(ids.read, ['completed']);
    expect(namesOf(await satisfied(last))).toEqual(['shelf', 'inner', 'part', 'Big']);
  });

  it('abandons the session of one unit when another is launched, and names the right one', async () => {
    const read = await begin(ids.read, { afresh: true });
    const test = await begin(ids.test);
    const [abandoned, ...more] = (await all(test)).filter((s) => String(s.verb.id).endsWith('/abandoned'));
    expect(more).toEqual([]);
    expect(abandoned).toMatchObject({
      object: { id: read.activityId },
      context: {
        contextActivities: { grouping: [{ id: ids.read }] },
        extensions: { [sessionExtension]: sessionOf(read) },
      },
    });
    expect(await read.send(read.statement('completed'))).toMatchObject({
      status: 403,
      reason: expect.stringContaining('9.3.6'),
    });
  });

  it('keeps a unit to its own activity and state', async () => {
    const read = await begin(ids.read, { afresh: true });
    await read.writeState('bookmark', { page: 2 });
    const test = await begin(ids.test);
    const place = { agent: JSON.stringify(test.actor), registration: test.registration, stateId: 'bookmark' };
    const own = await test.get('activities/state', { ...place, activityId: test.activityId });
    const other = await test.get('activities/state', { ...place, activityId: read.activityId });
    expect([own.status, other.status]).toEqual([404, 403]);
    expect(await other.text()).toContain('A9: ');
  });

  it('shows beside the course how many units and which blocks are satisfied', async () => {
    const before = await begin(ids.test, { afresh: true });
    const rows = () => panelRows(servers, path, before.launch);
    expect(await rows()).toMatchObject({ Course: '1 of 4 units satisfied', Satisfied: 'shelf' });
    await before.send(before.statement('passed'));
    expect(await rows()).toMatchObject({
      Course: '2 of 4 units satisfied',
      Satisfied: 'inner, shelf',
      'Move on': 'Passed, met',
    });
  });

  it('goes on after the server was started again, in the middle of a session and between two', async () => {
    const read = await begin(ids.read, { afresh: true });
    await servers.close();
    servers = await runningServer(folder, modules, { launchGrace: 20 });
    read.endpoint = `${servers.origin}/xapi/`;
    expect(await read.send(read.statement('completed'), read.statement('terminated'))).toMatchObject({ status: 200 });
    const test = await session(ids.test, ['passed']);
    expect(test.registration).toBe(read.registration);
    await servers.close();
    servers = await runningServer(folder, modules, { launchGrace: 20 });
    const talk = await session(ids.talk, ['completed']);
    expect(namesOf(await satisfied(talk))).toEqual(['shelf', 'inner', 'part', 'Big']);
    expect(await panelRows(servers, path, talk.launch)).toMatchObject({ Course: '4 of 4 units satisfied' });
  });
});
