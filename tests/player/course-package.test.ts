import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { runningServer } from '../server/support/running-server.js';
import { type TinyPackage, tinyModule, tinyScorm12 } from '../server/support/tiny-packages.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { call, course, launchAgain, remoteSco } from './support/remote-sco.js';

/** Two SCOs in one SCORM 1.2 package. */
function twoScos(script: string): TinyPackage {
  const one = tinyScorm12(script);
  const manifest = (one.files['imsmanifest.xml'] ?? '').replace(
    '</organization>',
    '<item identifier="item2" identifierref="res"><title>Second part</title></item></organization>',
  );
  return { ...one, files: { ...one.files, 'imsmanifest.xml': manifest } };
}

let servers: Servers;
let browser: Browser;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('course-package');
  const module = await tinyModule(`${scratch.folder}/p`, 'two', [twoScos(remoteSco('API', 'LMSFinish'))]);
  servers = await runningServer(scratch.folder, [module], { launchGrace: 300 });
  browser = await launchBrowser();
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

it('plays each part of a course package by itself, and rolls a course status up from them', async () => {
  const page = await browser.newPage();
  await page.goto(`${servers.origin}/play/two/scorm12`);
  const rollup = () => page.locator('#rollup').textContent();
  const finish = async (sco: Awaited<ReturnType<typeof course>>, status: string) => {
    await call(sco, 'LMSInitialize', '');
    expect(await call(sco, 'LMSGetValue', 'cmi.core.lesson_status')).toBe('not attempted');
    await call(sco, 'LMSSetValue', 'cmi.core.lesson_status', status);
    await call(sco, 'LMSCommit', '');
  };
  await finish(await course(page), 'passed');
  await expect.poll(rollup).toBe('Course: incomplete, 1 of 2 units done.');
  await page.getByText('How “Launch again” starts it').click();
  expect(await page.getByLabel('What to launch').locator('option').allTextContents()).toEqual(['Tiny', 'Second part']);
  await page.getByLabel('What to launch').selectOption('Second part');
  await finish(await launchAgain(page), 'completed');
  await expect.poll(rollup).toBe('Course: completed, 2 of 2 units done.');
  await expect.poll(() => page.locator('#attempts > li').first().textContent()).toMatch(/^completed.*Second part/);
  await page.getByLabel('Learner', { exact: true }).selectOption({ index: 2 });
  await expect.poll(rollup).toBe('Course: not completed, 0 of 2 units done.');
  await page.close();
});
