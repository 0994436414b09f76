import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import type { BuiltCourse, BuiltModule } from '../../src/server/catalogue.js';
import { answerAll, courseIn, heading, readToTheEnd, turn } from '../journey/course.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { builtFoundations, builtPractitioner } from '../server/support/built-catalogue.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyModule } from '../server/support/tiny-packages.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { realModule } from '../view/real-module.js';

const targets = ['scorm12', 'scorm2004-3', 'scorm2004-4', 'cmi5'];
let servers: Awaited<ReturnType<typeof runningServer>>;
let browser: Browser;
let module: Module;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('our-course');
  const course = await builtPractitioner(scratch.folder, targets);
  const catalogue = {
    modules: [await builtFoundations(scratch.folder, ['scorm12', 'web']), await reporting(scratch.folder)],
    courses: [course, withElective(course)],
    ...{ builtAt: Date.UTC(2026, 2, 14, 17, 31), seconds: 2 },
  };
  servers = await runningServer(scratch.folder, [], { catalogue });
  [browser, module] = await Promise.all([launchBrowser(), realModule('cpm-foundations')]);
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
    expect(servers.errors).toEqual([]);
  };
});
afterAll(() => done());

/** The same course under another name, with a last module that may be left out. */
function withElective(course: BuiltCourse): BuiltCourse {
  const modules = course.modules.map((one, n) => ({ ...one, required: n < 2 }));
  return { ...course, id: 'elective', title: 'Course with an elective', modules };
}

/** Pages that name a record store, as `cpm build --collector` makes them. */
async function reporting(folder: string): Promise<BuiltModule> {
  const tracking = { collector: 'https://lrs.example.org/collector', key: 'id:secret' };
  const files = {
    'index.html': '<!doctype html><html lang="en"><head><title>Tiny</title></head><body><h1>Tiny</h1></body></html>',
    'tracking.json': JSON.stringify(tracking),
  };
  const tiny = await tinyModule(`${folder}/reporting`, 'reporting', [{ target: 'web', title: 'Web pages', files }]);
  const packages = tiny.packages.map((one) => ({ ...one, plays: false }));
  return { ...tiny, title: 'Reporting pages', packages };
}

/** Opens the start page and follows a link of it by keyboard. */
async function follow(name: string, width = 1280): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(servers.origin);
  await page.getByRole('link', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/play/**');
  return page;
}

const unit = (page: Page, n: number) => page.locator(`#units li:nth-child(${n})`);
const state = (page: Page, n: number) => unit(page, n).locator('.state').textContent();
const rollup = (page: Page) => page.locator('#rollup').textContent();
const statements = (page: Page) => page.locator('#statements li').allTextContents();

describe('the start page', () => {
  it.each([1280, 320])(
    'shows courses as it shows modules, at %i pixels, with nothing that axe finds',
    async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(servers.origin);
      expect(await page.locator('main > p').first().textContent()).toMatch(/^2 modules and 2 courses built\./);
      const card = page.getByRole('region', { name: 'Core Practice Model for practitioners' });
      expect(await card.getByRole('listitem').allTextContents()).toHaveLength(3 + targets.length);
      expect(await card.getByRole('link', { name: /^Play/ }).count()).toBe(targets.length);
      expect(await card.getByRole('link', { name: /^Download/ }).count()).toBe(targets.length);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.close();
    },
  );
});

describe('a course of ours', () => {
  it.each([
    ['scorm12', 'SCORM 1.2'],
    ['scorm2004-3', 'SCORM 2004, 3rd edition'],
    ['scorm2004-4', 'SCORM 2004, 4th edition'],
    ['cmi5', 'cmi5'],
  ])('is played from the start page as %s, unit by unit, by keyboard alone', async (_, title) => {
    const page = await follow(`Play Core Practice Model for practitioners as ${title}`);
    await courseIn(page);
    await expect.poll(() => state(page, 1)).toMatch(/^incomplete.*open now$/);
    expect(await state(page, 2)).toBe('not started');
    expect(await rollup(page)).toBe('Course: not completed, 0 of 3 units done.');

    const button = unit(page, 2).getByRole('button', { name: 'Launch CPM behaviors in practice' });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => state(page, 2)).toMatch(/^incomplete.*open now$/);
    expect(await unit(page, 2).getAttribute('aria-current')).toBe('true');
    await expect.poll(() => state(page, 1)).toMatch(/^incomplete(?!.*open now)/);
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await page.getByLabel('What to launch').inputValue()).toContain('cpm-behaviors');
    expect(await page.locator('#stage iframe').getAttribute('title')).toBe(
      'The course: Core Practice Model for practitioners, CPM behaviors in practice',
    );

    // The unit's statements are of its own module, and the store takes them.
    await expect.poll(() => statements(page)).toContainEqual(expect.stringMatching(/^initialized CPM behaviors/));
    await expect.poll(() => statements(page)).toContainEqual(expect.stringMatching(/^experienced From/));
    expect(await page.locator('#breaches li').count()).toBe(0);
    expect(await page.locator('#log li[data-error]').allTextContents()).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  it('keeps the verdict of a unit that was passed while another one is open, in one registration of cmi5', async () => {
    const page = await follow('Play Core Practice Model for practitioners as cmi5');
    const first = await courseIn(page);
    await readToTheEnd(first, module);
    await turn(first, 'button', /^Start the assessment/);
    await answerAll(first, module, true);
    expect(await turn(first, 'button', /^Hand in my answers/)).toBe('You passed');
    await expect.poll(() => state(page, 1)).toMatch(/^completed, passed, 100%/);

    await unit(page, 3).getByRole('button').click();
    await expect.poll(() => state(page, 3)).toMatch(/^incomplete, unknown.*open now$/);
    expect(await state(page, 1)).toMatch(/^completed, passed, 100%/);
    await expect.poll(() => rollup(page)).toBe('Course: incomplete, 1 of 3 units done.');
    expect(await page.locator('#attempts > li').count()).toBe(1);
    expect(await page.locator('#holds').textContent()).toContain('1 of 3 units satisfied');
    await page.reload();
    await expect.poll(() => state(page, 1)).toMatch(/^completed, passed, 100%/);

    await page
      .getByLabel('Learner', { exact: true })
      .evaluate((one) => one.closest('details')?.setAttribute('open', ''));
    await page.getByLabel('Learner', { exact: true }).selectOption({ index: 1 });
    await expect.poll(() => state(page, 1)).toBe('not started');
    await page.close();
  });

  it('marks what may be left out, and does not wait for it', async () => {
    const page = await follow('Play Course with an elective as SCORM 1.2');
    expect(await unit(page, 3).textContent()).toContain('elective');
    expect(await unit(page, 2).textContent()).not.toContain('elective');
    await expect.poll(() => rollup(page)).toBe('Course: not completed, 0 of 2 required units done.');
    await page.close();
  });

  it('needs no sideways scrolling at 320 pixels', async () => {
    const page = await follow('Play Core Practice Model for practitioners as cmi5', 320);
    await courseIn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.close();
  });
});

describe('plain web pages of ours', () => {
  it('open from the start page on the package origin, and the page says that nothing is recorded', async () => {
    const page = await follow('Open Foundations of the Core Practice Model as Web pages');
    const course = await courseIn(page);
    expect(new URL(course.url()).origin).toBe(servers.contentOrigin);
    expect(await heading(course)).toBe('Three binders on one desk');
    expect(await page.getByRole('region', { name: 'Who keeps what' }).textContent()).toContain(
      'none: nothing is recorded anywhere',
    );
    expect(await axeFindings(page)).toEqual([]);

    const second = await turn(course, 'link', /^Next/);
    await page.getByRole('link', { name: 'Open without this frame' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${servers.contentOrigin}/pages/**`);
    expect(await heading(await courseIn(page)), 'the browser kept the place').toBe(second);
    await page.close();
  });

  it('say where they report to when they were built to report, and may reach that address alone', async () => {
    const page = await follow('Open Reporting pages as Web pages');
    expect(await page.getByRole('region', { name: 'Who keeps what' }).textContent()).toContain(
      'sent to https://lrs.example.org/collector, about a random account of this browser',
    );
    const address = (await page.locator('.stage iframe').getAttribute('src')) ?? '';
    expect((await fetch(address)).headers.get('content-security-policy')).toContain(
      "connect-src 'self' https://lrs.example.org",
    );
    await page.close();
  });

  it('are at no address that can be guessed, and the play addresses of launches refuse them', async () => {
    expect((await fetch(`${servers.contentOrigin}/pages/cpm-foundations/index.html`)).status).toBe(404);
    const refused = await fetch(`${servers.origin}/play/cpm-foundations/web/launches`, {
      method: 'POST',
      headers: { Origin: servers.origin, 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(refused.status).toBe(422);
  });

  it('need no sideways scrolling at 320 pixels', async () => {
    const page = await follow('Open Foundations of the Core Practice Model as Web pages', 320);
    await courseIn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.close();
  });
});
