import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPackages, checkModules, lmsProfilesOf, pressOf, targetsOf } from '../../src/pipeline.js';
import { courseIn } from '../journey/course.js';
import { runningServer } from '../server/support/running-server.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { projectRoot } from '../support/cpm.js';

const id = 'cpm-foundations';
let servers: Awaited<ReturnType<typeof runningServer>>;
let browser: Browser;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('own-window');
  const packages = await builtForOwnWindow(scratch.folder);
  const module = {
    ...{ id, title: 'Foundations', version: '1.0.0', languages: ['en'], minutes: 30, summary: '' },
    ...{ lessons: 5, questions: 8, objectives: [], packages, faults: [] },
  };
  servers = await runningServer(scratch.folder, [module]);
  browser = await launchBrowser();
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
    expect(servers.errors).toEqual([]);
  };
});
afterAll(() => done());

/** A module of ours for an LMS whose profile wants a window of its own. */
async function builtForOwnWindow(folder: string) {
  const workshop = { root: projectRoot, modulesFolder: path.join(projectRoot, 'modules'), cwd: folder };
  const targets = targetsOf(workshop).filter((target) => ['cmi5', 'scorm12'].includes(target.id));
  const [common] = lmsProfilesOf(workshop);
  if (!common) throw new Error('There is no LMS profile');
  const profile = { ...common, window: { ...common.window, value: 'own' as const } };
  const order = { modules: await checkModules(workshop, [id]), profile };
  const built = await buildPackages(pressOf(workshop, targets), order, path.join(folder, 'packages'));
  return (built.value ?? []).map(({ target, file, path: place, bytes, sha256 }) => ({
    ...{ target, title: target, file, path: place, bytes, sha256 },
  }));
}

const session = (page: Page) => page.locator('#session').textContent();

it('a cmi5 package built for a window of its own gets one, reports from it, and ends when it is closed', async () => {
  const page = await browser.newPage();
  await page.goto(`${servers.origin}/play/${id}/cmi5`);
  const host = page.locator('#stage iframe').contentFrame();
  await expect.poll(() => host.getByRole('status').textContent()).toMatch(/asks for a window of its own\.$/);
  await host.getByRole('button', { name: 'Open the course' }).focus();
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  const course = await courseIn(popup);
  expect(course).toBe(popup.mainFrame());
  await expect.poll(() => page.locator('#statements').textContent()).toContain('initialized');
  expect(await session(page)).toBe('The course is open.');
  await Promise.all([popup.waitForEvent('close'), page.getByRole('button', { name: 'Close the window' }).click()]);
  await expect.poll(() => session(page)).toMatch(/ended/);
  await expect.poll(() => page.locator('#holds').textContent()).toContain('no rule broken so far');
  await page.close();
});

it('a SCORM package cannot ask for one, so the LMS goes on deciding: here it opens in the frame', async () => {
  const page = await browser.newPage();
  await page.goto(`${servers.origin}/play/${id}/scorm12`);
  expect((await courseIn(page)).page()).toBe(page);
  await page.close();
});
