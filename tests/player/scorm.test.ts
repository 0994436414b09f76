import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { iriBase, runningServer } from '../server/support/running-server.js';
import { tinyModule, tinyScorm12, tinyScorm2004 } from '../server/support/tiny-packages.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { atEnd, call, closeCourse, course, holds, launchAgain, type Remote, remoteSco } from './support/remote-sco.js';

let servers: Servers;
let browser: Browser;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('scorm');
  const { folder } = scratch;
  const packages = [tinyScorm12(remoteSco('API', 'LMSFinish')), tinyScorm2004(remoteSco('API_1484_11', 'Terminate'))];
  servers = await runningServer(
    folder,
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => tinyModule(`${folder}/p`, id, packages))),
  );
  browser = await launchBrowser();
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

const open = async (path: string) => {
  const page = await browser.newPage();
  await page.goto(`${servers.origin}/play/${path}`);
  return { page, sco: await course(page) };
};

describe('SCORM 1.2 in the stand-in LMS', () => {
  it('begins a new attempt, keeps what the course commits, and shows it at once', async () => {
    const { page, sco } = await open('a/scorm12');
    expect(await call(sco, 'LMSInitialize', '')).toBe('true');
    expect(await call(sco, 'LMSGetValue', 'cmi.core.entry')).toBe('ab-initio');
    expect(await call(sco, 'LMSGetValue', 'cmi.core.credit')).toBe('credit');
    expect(await call(sco, 'LMSGetValue', 'cmi.core.lesson_mode')).toBe('normal');
    expect(await call(sco, 'LMSGetValue', 'cmi.student_data.mastery_score')).toBe('80');
    expect(await call(sco, 'LMSGetValue', 'cmi.core.lesson_status')).toBe('not attempted');
    await call(sco, 'LMSSetValue', 'cmi.core.lesson_status', 'incomplete');
    await call(sco, 'LMSSetValue', 'cmi.core.lesson_location', 'page-2');
    await call(sco, 'LMSSetValue', 'cmi.suspend_data', 'é"<&>😀');
    await call(sco, 'LMSSetValue', 'cmi.core.exit', 'suspend');
    expect(await call(sco, 'LMSCommit', '')).toBe('true');
    await holds(page, 'Status', 'incomplete');
    await holds(page, 'Bookmark', 'page-2');
    await holds(page, 'Exit', 'suspend');
    expect(await page.locator('#suspended-size').textContent()).toBe('Suspend data: 7 of 4,096 characters, 10 bytes');
    await expect
      .poll(() => page.locator('#log li').allTextContents())
      .toContainEqual(expect.stringContaining('LMSCommit("") → "true"'));
    await page.close();
  });

  it('resumes: bookmark, suspend data, score, interactions and time come back, and the session\u2019s time is added once', async () => {
    const { page, sco } = await open('b/scorm12');
    await call(sco, 'LMSInitialize', '');
    for (const [element, value] of [
      ['cmi.core.lesson_status', 'incomplete'],
      ['cmi.core.exit', 'suspend'],
      ['cmi.suspend_data', 'state-1'],
      ['cmi.core.score.raw', '67'],
      ['cmi.interactions.0.id', 'q1'],
      ['cmi.interactions.0.type', 'choice'],
      ['cmi.interactions.0.student_response', 'a,b'],
      ['cmi.interactions.0.result', 'wrong'],
    ] as const) {
      expect(await call(sco, 'LMSSetValue', element, value)).toBe('true');
    }
    await atEnd(
      sco,
      ['LMSSetValue', 'cmi.core.session_time', '0000:01:30'],
      ['LMSSetValue', 'cmi.core.lesson_location', 'p3'],
    );
    await closeCourse(page);
    await holds(page, 'Bookmark', 'p3');
    await holds(page, 'Total time', '00:01:30');
    await holds(page, 'Interactions', '1');
    const again = await launchAgain(page);
    await call(again, 'LMSInitialize', '');
    expect(await call(again, 'LMSGetValue', 'cmi.core.entry')).toBe('resume');
    expect(await call(again, 'LMSGetValue', 'cmi.core.lesson_location')).toBe('p3');
    expect(await call(again, 'LMSGetValue', 'cmi.suspend_data')).toBe('state-1');
    expect(await call(again, 'LMSGetValue', 'cmi.core.score.raw')).toBe('67');
    expect(await call(again, 'LMSGetValue', 'cmi.interactions._count')).toBe('1');
    expect(await call(again, 'LMSGetValue', 'cmi.core.total_time')).toBe('00:01:30');
    await atEnd(again, ['LMSSetValue', 'cmi.core.session_time', '0000:00:30']);
    await closeCourse(page);
    await holds(page, 'Total time', '00:02:00');
    await page.close();
  });

  it('lets the mastery score decide the status at LMSFinish, as real LMSs do', async () => {
    const { page, sco } = await open('c/scorm12');
    await call(sco, 'LMSInitialize', '');
    await call(sco, 'LMSSetValue', 'cmi.core.lesson_status', 'completed');
    await call(sco, 'LMSSetValue', 'cmi.core.score.raw', '79');
    await closeCourse(page);
    await holds(page, 'Status', 'failed');
    await page.close();
  });

  it('hands over the statement door in launch_data, at most 255 characters, for this learner and one session', async () => {
    const { page, sco } = await open('d/scorm12');
    await call(sco, 'LMSInitialize', '');
    const text = await call(sco, 'LMSGetValue', 'cmi.launch_data');
    expect(text.length).toBeLessThanOrEqual(255);
    const door = new URLSearchParams(text);
    const log = () => page.locator('#log').textContent();
    await expect.poll(log).toContain('LMSGetValue("cmi.launch_data") → "endpoint=');
    expect(await log()).not.toContain(door.get('auth')?.slice(0, 12));
    expect([...door.keys()]).toEqual(['endpoint', 'auth', 'home', 'name', 'registration']);
    expect(door.get('endpoint')).toBe(`${servers.origin}/xapi/`);
    expect(door.get('home')).toBe(`${iriBase}learners`);
    expect(await call(sco, 'LMSGetValue', 'cmi.core.student_id')).toBe(door.get('name'));
    const send = (registration: string | null, auth = door.get('auth')) =>
      sco.evaluate(
        async ([endpoint, credential, home, name, id, module]) =>
          (
            await fetch(`${endpoint}statements`, {
              method: 'POST',
              headers: {
                Authorization: `Basic ${credential}`,
                'X-Experience-API-Version': '1.0.3',
                'Content-Type': 'application/json',
              },
              body: JSON.stringify({
                actor: { account: { homePage: home, name } },
                verb: { id: 'http://adlnet.gov/expapi/verbs/experienced', display: { 'en-US': 'experienced' } },
                object: { id: `${module}/pages/one`, definition: { name: { en: 'A page' } } },
                context: { registration: id },
              }),
            })
          ).status,
        [door.get('endpoint'), auth, door.get('home'), door.get('name'), registration, `${iriBase}modules/d`],
      );
    expect(await send(door.get('registration'))).toBe(200);
    expect(await send('5a0f7b7e-0000-4000-8000-000000000000')).toBe(403);
    await expect.poll(() => page.locator('#statements').textContent()).toContain('experienced A page');
    const read = await fetch(`${servers.origin}/xapi/statements`, {
      headers: { Authorization: `Basic ${door.get('auth')}`, 'X-Experience-API-Version': '1.0.3' },
    });
    expect(read.status).toBe(403);
    await launchAgain(page);
    const old = await fetch(`${servers.origin}/xapi/statements`, {
      method: 'POST',
      headers: { Authorization: `Basic ${door.get('auth')}`, 'X-Experience-API-Version': '1.0.3' },
    });
    expect(old.status).toBe(401);
    await page.close();
  });

  it('with the door shut hands over nothing, makes no statement itself, and tracks all the same', async () => {
    const { page } = await open('e/scorm12');
    await page.getByText('How “Launch again” starts it').click();
    await page.getByLabel(/Tell the package where statements go/).uncheck();
    const sco = await launchAgain(page);
    await call(sco, 'LMSInitialize', '');
    expect(await call(sco, 'LMSGetValue', 'cmi.launch_data')).toBe('');
    await call(sco, 'LMSSetValue', 'cmi.core.lesson_status', 'completed');
    await call(sco, 'LMSSetValue', 'cmi.core.score.raw', '100');
    await closeCourse(page);
    await holds(page, 'Status', 'passed');
    expect(await page.locator('#statements li').count()).toBe(0);
    await page.close();
  });

  it('begins afresh when asked, and in review says that nothing counts', async () => {
    const { page, sco } = await open('f/scorm12');
    await call(sco, 'LMSInitialize', '');
    await call(sco, 'LMSSetValue', 'cmi.suspend_data', 'old');
    await closeCourse(page);
    await page.getByText('How “Launch again” starts it').click();
    await page.getByLabel(/Begin a new attempt/).check();
    await page.getByLabel('Mode', { exact: true }).selectOption('review');
    const again = await launchAgain(page);
    await call(again, 'LMSInitialize', '');
    expect(await call(again, 'LMSGetValue', 'cmi.suspend_data')).toBe('');
    expect(await call(again, 'LMSGetValue', 'cmi.core.lesson_mode')).toBe('review');
    expect(await call(again, 'LMSGetValue', 'cmi.core.credit')).toBe('no-credit');
    await page.close();
  });

  it('says "false" when the LMS does not keep a commit, and keeps the next one', async () => {
    const { page, sco } = await open('g/scorm12');
    await call(sco, 'LMSInitialize', '');
    const faults: readonly (readonly [string, string])[] = [
      ['Refuse to save', '503'],
      ['Session expired', '401'],
      ['Offline', ''],
    ];
    for (const [name] of faults) {
      const button = page.getByRole('button', { name });
      const told = () => page.waitForResponse((response) => response.url().endsWith('/mishaps'));
      await Promise.all([told(), button.click()]);
      await call(sco, 'LMSSetValue', 'cmi.core.lesson_location', name);
      expect(await call(sco, 'LMSCommit', '')).toBe('false');
      expect(await call(sco, 'LMSGetLastError')).toBe('101');
      await Promise.all([told(), button.click()]);
    }
    await holds(page, 'Bookmark', 'none yet');
    expect(await call(sco, 'LMSCommit', '')).toBe('true');
    await holds(page, 'Bookmark', 'Offline');
    await page.getByLabel('Only calls with an error').check();
    expect(await page.locator('#log li:visible').count()).toBe(3);
    await page.getByLabel('Only calls with an error').uncheck();
    const sets = page.locator('#log li').filter({ hasText: 'LMSSetValue("cmi.core.lesson_location", "Offline")' });
    expect(await sets.count()).toBe(1);
    await page.close();
  });

  it('takes nothing more from a window whose course was launched again elsewhere', async () => {
    const first = await open('h/scorm12');
    await call(first.sco, 'LMSInitialize', '');
    const second = await open('h/scorm12');
    await expect.poll(() => first.page.locator('#session').textContent()).toMatch(/launched again/);
    expect(await call(first.sco, 'LMSCommit', '')).toBe('false');
    await call(second.sco, 'LMSInitialize', '');
    expect(await call(second.sco, 'LMSCommit', '')).toBe('true');
    await first.page.close();
    await second.page.close();
  });

  it('keeps the last commit of a closing page with 400 interactions, which whole data could not', async () => {
    const { page, sco } = await open('h/scorm12');
    await page.getByText('How “Launch again” starts it').click();
    await page.getByLabel(/Begin a new attempt/).check();
    const again = await launchAgain(page);
    expect(sco.isDetached()).toBe(true);
    await call(again, 'LMSInitialize', '');
    await again.evaluate(() => {
      const { call: api } = window as unknown as Remote;
      for (let n = 0; n < 400; n++) {
        api('LMSSetValue', `cmi.interactions.${n}.id`, `question-number-${n}`);
        api('LMSSetValue', `cmi.interactions.${n}.type`, 'choice');
        api('LMSSetValue', `cmi.interactions.${n}.student_response`, 'a');
        api('LMSSetValue', `cmi.interactions.${n}.result`, 'correct');
      }
      api('LMSSetValue', 'cmi.suspend_data', 'y'.repeat(4096));
      api('LMSCommit', '');
    });
    await atEnd(again, ['LMSSetValue', 'cmi.core.lesson_location', 'the-end']);
    await closeCourse(page);
    await holds(page, 'Bookmark', 'the-end');
    await holds(page, 'Interactions', '400');
    await page.close();
  });

  it('keeps the last words of a window that is simply closed', async () => {
    // A context of its own: a page that is its context's only one takes the whole browser profile with it.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${servers.origin}/play/c/scorm12`);
    const sco = await course(page);
    await call(sco, 'LMSInitialize', '');
    await atEnd(
      sco,
      ['LMSSetValue', 'cmi.core.lesson_location', 'last-words'],
      ['LMSSetValue', 'cmi.core.exit', 'suspend'],
    );
    await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);
    const again = await open('c/scorm12');
    await call(again.sco, 'LMSInitialize', '');
    expect(await call(again.sco, 'LMSGetValue', 'cmi.core.lesson_location')).toBe('last-words');
    expect(await call(again.sco, 'LMSGetValue', 'cmi.core.entry')).toBe('resume');
    await again.page.close();
    await context.close();
  });
});

describe('SCORM 2004 in the stand-in LMS', () => {
  it('resumes after an exit of suspend, with the objective of the manifest in its place', async () => {
    const { page, sco } = await open('a/scorm2004-4');
    expect(await call(sco, 'Initialize', '')).toBe('true');
    expect(await call(sco, 'GetValue', 'cmi.entry')).toBe('ab-initio');
    expect(await call(sco, 'GetValue', 'cmi.objectives.0.id')).toBe('primary');
    expect(await call(sco, 'GetValue', 'cmi.scaled_passing_score')).toBe('0.8');
    for (const [element, value] of [
      ['cmi.completion_status', 'completed'],
      ['cmi.success_status', 'passed'],
      ['cmi.score.scaled', '0.9'],
      ['cmi.location', 'p4'],
      ['cmi.suspend_data', 'state-2004'],
      ['cmi.exit', 'suspend'],
      ['cmi.interactions.0.id', 'urn:q1'],
      ['cmi.interactions.0.type', 'choice'],
      ['cmi.interactions.0.learner_response', 'a[,]b'],
      ['cmi.interactions.0.result', 'correct'],
    ] as const) {
      expect(await call(sco, 'SetValue', element, value)).toBe('true');
    }
    await atEnd(sco, ['SetValue', 'cmi.session_time', 'PT1M30S']);
    await closeCourse(page);
    await holds(page, 'Completion', 'completed');
    await holds(page, 'Success', 'passed');
    await holds(page, 'Total time', 'PT1M30S');
    const again = await launchAgain(page);
    await call(again, 'Initialize', '');
    expect(await call(again, 'GetValue', 'cmi.entry')).toBe('resume');
    expect(await call(again, 'GetValue', 'cmi.location')).toBe('p4');
    expect(await call(again, 'GetValue', 'cmi.suspend_data')).toBe('state-2004');
    expect(await call(again, 'GetValue', 'cmi.completion_status')).toBe('completed');
    expect(await call(again, 'GetValue', 'cmi.success_status')).toBe('passed');
    expect(await call(again, 'GetValue', 'cmi.interactions.0.learner_response')).toBe('a[,]b');
    await page.close();
  });

  it.each(['normal', ''])('begins a new attempt with a new registration after an exit of "%s"', async (exit) => {
    const { page, sco } = await open(`${exit === '' ? 'b' : 'c'}/scorm2004-4`);
    await call(sco, 'Initialize', '');
    const before = new URLSearchParams(await call(sco, 'GetValue', 'cmi.launch_data')).get('registration');
    await call(sco, 'SetValue', 'cmi.location', 'p4');
    await call(sco, 'SetValue', 'cmi.completion_status', 'completed');
    await call(sco, 'SetValue', 'cmi.exit', exit);
    await closeCourse(page);
    const again = await launchAgain(page);
    await call(again, 'Initialize', '');
    expect(await call(again, 'GetValue', 'cmi.entry')).toBe('ab-initio');
    expect(await call(again, 'GetValue', 'cmi.location')).toBe('');
    expect(await call(again, 'GetValue', 'cmi.completion_status')).toBe('unknown');
    expect(new URLSearchParams(await call(again, 'GetValue', 'cmi.launch_data')).get('registration')).not.toBe(before);
    await page.close();
  });

  it('says "false" with 391 when the LMS does not keep a commit', async () => {
    const { page, sco } = await open('d/scorm2004-4');
    await call(sco, 'Initialize', '');
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/mishaps')),
      page.getByRole('button', { name: 'Refuse to save' }).click(),
    ]);
    expect(await call(sco, 'Commit', '')).toBe('false');
    expect(await call(sco, 'GetLastError')).toBe('391');
    await page.close();
  });
});
