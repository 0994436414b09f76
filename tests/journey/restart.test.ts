import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { copyOfModules } from '../support/cpm.js';
import { startCpm } from '../support/running-cpm.js';
import { courseIn, heading, turn } from './course.js';

const id = 'cpm-foundations';
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let browser: Browser;
let modules: string;
beforeAll(async () => {
  scratch = await scratchFolder('restart');
  modules = await copyOfModules(scratch.folder, id);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await scratch?.done();
});

it('resumes each target where it was when the server was stopped amid playing and started again', async () => {
  const targets = ['scorm12', 'scorm2004-4', 'cmi5', 'xapi'];
  const first = await startCpm(scratch.folder, '--modules', modules);
  const open: { target: string; page: Page; at: string }[] = [];
  for (const target of targets) {
    const page = await browser.newPage();
    await page.goto(`${first.origin}/play/${id}/${target}`);
    const course = await courseIn(page);
    await turn(course, 'link', /^(Start|Next)/);
    const at = await turn(course, 'link', /^Next/);
    await course.locator('#saved[data-state=saved]').waitFor({ state: 'attached' });
    open.push({ target, page, at });
  }
  expect(await first.stop()).toBe(0);
  expect(first.printed()).not.toMatch(/\n\s+at /);
  for (const { page } of open) await page.close();

  const second = await startCpm(scratch.folder, '--modules', modules);
  expect(second.key).toBe('');
  for (const { target, at } of open) {
    const page = await browser.newPage();
    await page.goto(`${second.origin}/play/${id}/${target}`);
    expect([target, await heading(await courseIn(page))]).toEqual([target, at]);
    await page.close();
  }
  const report = await (await fetch(`${second.origin}/reports/learners`)).text();
  expect(report.match(/<th scope="row" class="id">/g)).toHaveLength(1);
  expect(await second.stop()).toBe(0);
});
