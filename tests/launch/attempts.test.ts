import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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

const commit = async (servers: Servers, frame: string, changed: object, terminate = false, session?: number) => {
  const response = await fetch(`${frame}commit`, {
    method: 'POST',
    headers: { Origin: servers.contentOrigin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ changed, terminate, session, calls: [] }),
  });
  return response.json();
};

/** The file of the one attempt that is kept below a data folder. */
async function attemptFile(name: string): Promise<string> {
  const at = path.join(folder, name, 'data/stand-in-lms/attempts/tiny.scorm12');
  const [file = ''] = await readdir(at);
  return path.join(at, file);
}

/** A new session, as a host page asks for it that was loaded again. */
const reopen = async (servers: Servers, frame: string) => {
  const response = await fetch(`${frame}reopen`, { method: 'POST', headers: { Origin: servers.contentOrigin } });
  return (await response.json()) as { cmi: Record<string, string>; rules: { session: number } };
};

const attemptsAt = async (servers: Servers, place = 'tiny/scorm12') => {
  const response = await fetch(`${servers.origin}/play/${place}/attempts`);
  return ((await response.json()) as { attempts: Record<string, unknown>[] }).attempts;
};

const reset = (servers: Servers, registration: unknown, place = 'tiny/scorm12') =>
  fetch(`${servers.origin}/play/${place}/attempts/${registration}`, {
    method: 'DELETE',
    headers: { Origin: servers.origin },
  });

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
    const kept = await readFile(await attemptFile('secret'), 'utf8');
    expect(kept).toContain('p1');
    expect(kept).not.toContain('auth');
    await servers.close();
  });

  it('begins anew, and leaves the file beside, when an attempt on the disk cannot be read', async () => {
    const servers = await runningServer(`${folder}/broken`, modules, { launchGrace: 20 });
    const first = await launch(servers, 'tiny/scorm12');
    await commit(servers, first.frame, { 'cmi.suspend_data': 'lost' });
    await writeFile(await attemptFile('broken'), '{"format":');
    const second = await launch(servers, 'tiny/scorm12');
    expect((await hostData(second.frame)).cmi['cmi.core.entry']).toBe('ab-initio');
    await servers.close();
  });

  it('holds several attempts of several learners apart, over a restart, and resumes the one asked for', async () => {
    const first = await runningServer(`${folder}/several`, modules, { launchGrace: 20 });
    const learners = [
      ...(await (await fetch(`${first.origin}/play/tiny/scorm12`)).text()).matchAll(/option value="(\w{4}-\w{4})"/g),
    ].map((m) => m[1]);
    expect(learners).toHaveLength(3);
    const [one, two] = learners;
    const play = async (servers: Servers, wish: object, location: string) => {
      const begun = await launch(servers, 'tiny/scorm12', wish);
      const { cmi } = await hostData(begun.frame);
      await commit(servers, begun.frame, { 'cmi.core.lesson_location': location, 'cmi.core.exit': 'suspend' }, true);
      return { registration: (begun as unknown as { registration: string }).registration, cmi };
    };
    const a = await play(first, { learner: one }, 'a');
    const b = await play(first, { learner: one, afresh: true }, 'b');
    const c = await play(first, { learner: two }, 'c');
    expect(new Set([a, b, c].map(({ registration }) => registration)).size).toBe(3);
    expect(c.cmi['cmi.core.student_id']).toBe(two);
    await first.close();
    const second = await runningServer(`${folder}/several`, modules, { launchGrace: 20 });
    expect((await attemptsAt(second)).map(({ registration, learner }) => [registration, learner])).toEqual([
      [c.registration, two],
      [b.registration, one],
      [a.registration, one],
    ]);
    const place = async (wish: object) => (await play(second, wish, 'again')).cmi['cmi.core.lesson_location'] ?? '';
    expect(await place({ learner: one, attempt: a.registration })).toBe('a');
    expect(await place({ learner: one, attempt: b.registration })).toBe('b');
    expect(await place({ learner: two })).toBe('c');
    // Nobody resumes what is another's.
    expect(await place({ learner: two, attempt: a.registration })).toBe('');
    await second.close();
  });

  it('forgets an attempt that is reset, with its open launch; no other, and no file that is none', async () => {
    const servers = await runningServer(`${folder}/reset`, modules, { launchGrace: 20 });
    const begun = await launch(servers, 'tiny/scorm12');
    await hostData(begun.frame);
    await commit(servers, begun.frame, { 'cmi.core.lesson_location': 'p1' });
    const [attempt] = await attemptsAt(servers);
    expect((await reset(servers, '..%2F..%2Flearner')).status).toBe(404);
    expect((await reset(servers, attempt?.registration)).status).toBe(204);
    expect(await attemptsAt(servers)).toEqual([]);
    expect(await commit(servers, begun.frame, { 'cmi.core.lesson_location': 'p2' })).toMatchObject({ kept: false });
    const after = await hostData((await launch(servers, 'tiny/scorm12')).frame);
    expect(after.cmi['cmi.core.entry']).toBe('ab-initio');
    await servers.close();
  });

  it('takes over what was kept when there was one learner and one attempt', async () => {
    const at = path.join(folder, 'before/data/stand-in-lms/attempts');
    await mkdir(at, { recursive: true });
    await writeFile(path.join(at, '../learner.json'), '{"name":"OLD2-OLD3"}');
    const old = (registration: string, startedAt: number, location: string) =>
      JSON.stringify({
        ...{ format: 1, module: 'tiny', target: 'scorm12', registration, startedAt },
        cmi: { 'cmi.core.lesson_location': location, 'cmi.core.exit': 'suspend' },
      });
    const [past, present] = ['5a0f7b7e-0000-4000-8000-000000000001', '5a0f7b7e-0000-4000-8000-000000000002'];
    await writeFile(path.join(at, `tiny.scorm12.${past}.json`), old(past ?? '', 1, 'then'));
    await writeFile(path.join(at, 'tiny.scorm12.json'), old(present ?? '', 2, 'now'));
    const servers = await runningServer(`${folder}/before`, modules, { launchGrace: 20 });
    const { cmi } = await hostData((await launch(servers, 'tiny/scorm12')).frame);
    expect(cmi).toMatchObject({ 'cmi.core.lesson_location': 'now', 'cmi.core.student_id': 'OLD2-OLD3' });
    expect((await attemptsAt(servers)).map(({ registration }) => registration)).toEqual([present, past]);
    await servers.close();
  });

  it('starts a launch as it was chosen: mode, credit, entry, passing score, launch data', async () => {
    const servers = await runningServer(`${folder}/chosen`, modules, { launchGrace: 20 });
    const cmi = async (wish: object) => (await hostData((await launch(servers, 'tiny/scorm12', wish)).frame)).cmi;
    expect(
      await cmi({ mode: 'browse', credit: 'credit', entry: 'resume', masteryScore: 0.5, launchData: 'speed=1' }),
    ).toMatchObject({
      'cmi.core.lesson_mode': 'browse',
      'cmi.core.credit': 'credit',
      'cmi.core.entry': 'resume',
      'cmi.student_data.mastery_score': '50',
      'cmi.launch_data': 'speed=1',
    });
    expect(await cmi({ masteryScore: 'none', entry: '', door: false })).toMatchObject({
      'cmi.core.entry': '',
      'cmi.student_data.mastery_score': '',
      'cmi.launch_data': '',
    });
    const response = await fetch(`${servers.origin}/play/tiny/scorm12/launches`, {
      method: 'POST',
      headers: { Origin: servers.origin, 'Content-Type': 'application/json' },
      body: JSON.stringify({ masteryScore: 80 }),
    });
    expect(response.status).toBe(400);
    await servers.close();
  });

  it('opens a new session when the page around the course is loaded again, and hears the old one no more', async () => {
    const servers = await runningServer(`${folder}/reload`, modules, { launchGrace: 20 });
    const { frame } = await launch(servers, 'tiny/scorm12');
    const before = await hostData(frame);
    expect(
      await commit(servers, frame, { 'cmi.core.lesson_location': 'p1', 'cmi.core.exit': 'suspend' }),
    ).toMatchObject({ kept: true });
    expect(await hostData(frame)).toMatchObject({ isReload: true, cmi: {} });
    const after = await reopen(servers, frame);
    expect([before.rules.session, after.rules.session]).toEqual([1, 2]);
    expect(after.cmi).toMatchObject({ 'cmi.core.lesson_location': 'p1', 'cmi.core.entry': 'resume' });
    const late = { 'cmi.core.lesson_location': 'old' };
    expect(await commit(servers, frame, late, false, 1)).toMatchObject({ kept: false });
    expect(await commit(servers, frame, { 'cmi.core.lesson_location': 'p2' }, true, 2)).toMatchObject({ kept: true });
    expect((await reopen(servers, frame)).cmi['cmi.core.lesson_location']).toBe('p2');
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
