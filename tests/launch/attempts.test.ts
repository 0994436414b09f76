import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import type { BuiltModule } from '../../src/server/catalogue.js';
import { hostData, launch } from '../server/support/au.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyActivityId, tinyModule, tinyScorm12, tinyXapi } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';

let folder: string;
let modules: readonly BuiltModule[];
let cleanUp: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('attempts');
  ({ folder } = scratch);
  cleanUp = scratch.done;
  modules = [await tinyModule(`${folder}/p`, 'tiny', [tinyScorm12(''), tinyXapi('')])];
});
afterAll(() => cleanUp());

const commit = async (servers: Servers, frame: string, changed: object, terminate = false) => {
  const response = await fetch(`${frame}commit`, {
    method: 'POST',
    headers: { Origin: servers.contentOrigin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ changed, terminate, calls: [] }),
  });
  return response.json();
};

describe('what the stand-in LMS keeps', () => {
  it('is there after the server was started again: learner, registration, data', async () => {
    const first = await runningServer(folder, modules, { launchGrace: 20 });
    const before = await launch(first, 'tiny/scorm12');
    const data = await hostData(before.frame);
    await commit(first, before.frame, { 'cmi.suspend_data': 'kept', 'cmi.core.exit': 'suspend' }, true);
    await first.close();
    const second = await runningServer(folder, modules, { launchGrace: 20 });
    const after = await hostData((await launch(second, 'tiny/scorm12')).frame);
    const registration = (cmi: Record<string, string>) =>
      new URLSearchParams(cmi['cmi.launch_data']).get('registration');
    expect(after.cmi).toMatchObject({
      'cmi.suspend_data': 'kept',
      'cmi.core.entry': 'resume',
      'cmi.core.student_id': data.cmi['cmi.core.student_id'],
    });
    expect(registration(after.cmi)).toBe(registration(data.cmi));
    expect((await fetch(`${second.contentOrigin}/${before.launch}/`)).status).toBe(404);
    await second.close();
  });

  it('holds no secret on the disk: launch data with its credential is never kept', async () => {
    const servers = await runningServer(`${folder}/secret`, modules, { launchGrace: 20 });
    const { frame } = await launch(servers, 'tiny/scorm12');
    const { cmi } = await hostData(frame);
    await commit(servers, frame, { 'cmi.launch_data': cmi['cmi.launch_data'], 'cmi.core.lesson_location': 'p1' });
    const kept = await readFile(path.join(folder, 'secret/data/stand-in-lms/attempts/tiny.scorm12.json'), 'utf8');
    expect(kept).toContain('p1');
    expect(kept).not.toContain('auth');
    await servers.close();
  });

  it('begins anew, and leaves the file beside, when an attempt on the disk cannot be read', async () => {
    const servers = await runningServer(`${folder}/broken`, modules, { launchGrace: 20 });
    const first = await launch(servers, 'tiny/scorm12');
    await commit(servers, first.frame, { 'cmi.suspend_data': 'lost' });
    await writeFile(path.join(folder, 'broken/data/stand-in-lms/attempts/tiny.scorm12.json'), '{"format":');
    const second = await launch(servers, 'tiny/scorm12');
    expect((await hostData(second.frame)).cmi['cmi.core.entry']).toBe('ab-initio');
    await servers.close();
  });

  it('takes no commit after the end of a session', async () => {
    const servers = await runningServer(`${folder}/ended`, modules, { launchGrace: 20 });
    const { frame } = await launch(servers, 'tiny/scorm12');
    expect(await commit(servers, frame, {}, true)).toEqual({ kept: true, reason: '' });
    expect(await commit(servers, frame, { 'cmi.core.lesson_location': 'late' })).toMatchObject({ kept: false });
    await servers.close();
  });
});

describe('the launch of an xAPI package', () => {
  it('hands over endpoint, credential, actor, registration and activity id, and keeps the launch to them', async () => {
    const servers = await runningServer(`${folder}/xapi`, modules, { launchGrace: 20 });
    const { frame } = await launch(servers, 'tiny/xapi');
    const given = new URL((await hostData(frame)).content, frame).searchParams;
    expect([...given.keys()]).toEqual(['endpoint', 'auth', 'actor', 'registration', 'activity_id']);
    expect(given.get('activity_id')).toBe(tinyActivityId);
    const actor = JSON.parse(given.get('actor') ?? '');
    const headers = {
      Authorization: given.get('auth') ?? '',
      'X-Experience-API-Version': '1.0.3',
      'Content-Type': 'application/json',
    };
    const send = async (change: object) => {
      const statement = {
        actor,
        verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
        object: { id: tinyActivityId },
        context: { registration: given.get('registration') },
        ...change,
      };
      return (
        await fetch(`${given.get('endpoint')}statements`, { method: 'POST', headers, body: JSON.stringify(statement) })
      ).status;
    };
    expect(await send({})).toBe(200);
    expect(await send({ actor: { mbox: 'mailto:somebody@example.org' } })).toBe(403);
    expect(await send({ context: {} })).toBe(403);
    const state = (agent: object) =>
      fetch(
        `${given.get('endpoint')}activities/state?${new URLSearchParams({ activityId: tinyActivityId, agent: JSON.stringify(agent), stateId: 's' })}`,
        { method: 'PUT', headers, body: '{}' },
      );
    expect((await state(actor)).status).toBe(204);
    expect((await state({ mbox: 'mailto:somebody@example.org' })).status).toBe(403);
    await launch(servers, 'tiny/xapi');
    expect(await send({})).toBe(401);
    await servers.close();
  });
});
