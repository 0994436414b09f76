import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import type { BuiltModule } from '../../src/server/catalogue.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { launchAu } from './support/au.js';
import { axeFindings } from './support/axe-findings.js';
import { runningServer } from './support/running-server.js';
import { tinyCmi5, tinyModule, tinyScorm12, tinyScorm2004, tinyXapi } from './support/tiny-packages.js';

const sco = `
  const api = window.parent.API;
  api.LMSInitialize('');
  api.LMSSetValue('cmi.core.lesson_status', 'incomplete');
  api.LMSSetValue('cmi.suspend_data', 'state');
  api.LMSSetValue('cmi.core.score.raw', '101');
  for (const [n, id] of ['q1', 'q2'].entries()) {
    api.LMSSetValue('cmi.interactions.' + n + '.id', id);
    api.LMSSetValue('cmi.interactions.' + n + '.type', 'choice');
    api.LMSSetValue('cmi.interactions.' + n + '.student_response', 'a');
    api.LMSSetValue('cmi.interactions.' + n + '.result', 'correct');
  }
  api.LMSCommit('');
`;

const faulty: BuiltModule = {
  id: 'theoretical-framework',
  title: 'Theoretical framework',
  version: null,
  languages: [],
  minutes: null,
  summary: '',
  lessons: 0,
  questions: 0,
  objectives: [],
  packages: [],
  faults: [
    {
      place: 'modules/theoretical-framework/questions/q3.yaml:12:3',
      message: 'Question `q3` marks no option as correct.',
      hint: 'add `correct: true` to at least one option, or "<none>".',
      frame: '   12 |   type: choice\n      |   ^^^^^^^^^^^^',
    },
    {
      place: 'modules/theoretical-framework/module.yaml:1:1',
      message: 'The file is missing.',
      hint: 'write it.',
      frame: '',
    },
  ],
};

let servers: Servers;
let browser: Browser;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('pages');
  const { folder } = scratch;
  const packages = [tinyScorm12(sco), tinyScorm2004(''), tinyCmi5(''), tinyXapi('')];
  servers = await runningServer(
    folder,
    [
      await tinyModule(`${folder}/p`, 'tiny', packages),
      { ...(await tinyModule(`${folder}/q`, 'second', packages)), title: 'Second course' },
      faulty,
    ],
    { launchGrace: 20 },
  );
  // One learner with something to report.
  const au = await launchAu(servers, 'tiny/cmi5');
  await au.start();
  await au.send(
    au.statement('initialized'),
    au.statement('completed'),
    au.statement('passed'),
    au.statement('terminated'),
  );
  browser = await launchBrowser();
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

async function opened(path: string, options: { colorScheme?: 'light' | 'dark'; width?: number } = {}): Promise<Page> {
  const page = await browser.newPage({
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 1280, height: 900 },
  });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404/.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(servers.origin + path);
  if (path.startsWith('/play')) {
    await expect.poll(() => page.locator('#session').textContent(), { timeout: 10_000 }).toBe('The course is open.');
    if (path.endsWith('scorm12')) await expect.poll(() => page.locator('#log li').count()).toBeGreaterThan(5);
  }
  expect(problems).toEqual([]);
  return page;
}

/** Opens every disclosure, so that what is in it is judged too. */
const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

const paths = [
  '/',
  '/play/tiny/scorm12',
  '/play/tiny/cmi5',
  '/reports',
  '/reports/learners',
  '/reports/items',
  '/nowhere',
];

describe('every page of the server', () => {
  it.each(paths.flatMap((path) => (['light', 'dark'] as const).map((scheme) => [path, scheme] as const)))(
    '%s has nothing that axe finds, %s',
    async (path, colorScheme) => {
      const page = await opened(path, { colorScheme });
      await openAll(page);
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    },
  );

  it.each(paths)('%s needs no sideways scrolling at 320 pixels', async (path) => {
    const page = await opened(path, { width: 320 });
    await openAll(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  it.each(['/', '/reports', '/reports/learners', '/reports/completion'])(
    '%s links to nothing that is not there',
    async (path) => {
      const page = await opened(path);
      const links = await page.locator('a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
      for (const link of new Set(links.map((href) => href.replace(/#.*/, ''))))
        expect([link, (await fetch(link)).status]).toEqual([link, 200]);
      await page.close();
    },
  );
});

it('says where it is in the language of its page', async () => {
  const placeIn = async (language: string) => {
    const page = await (await fetch(`${servers.origin}/verify`, { headers: { 'Accept-Language': language } })).text();
    return /<small>(.*?)<\/small>/.exec(page)?.[1];
  };
  expect(await placeIn('es-MX')).toBe('en esta computadora');
  expect(await placeIn('en')).toBe('on this computer');
});

describe('the modules', () => {
  it('show what was built, for each target, and what is at fault', async () => {
    const page = await opened('/');
    expect(await page.locator('main > p').first().textContent()).toMatch(
      /^2 modules built, 1 with faults\. Last build March 14, 2026, 10:31 am, in 1\.9 seconds\.$/,
    );
    const card = page.getByRole('region', { name: 'Tiny course' });
    expect(await card.locator('p').first().textContent()).toBe(
      'Version 1.0.0. 12 minutes, 5 lessons, 8 questions, English and Spanish.',
    );
    expect(await card.getByRole('link', { name: /^Play/ }).allTextContents()).toEqual([
      'Play Tiny course as SCORM 1.2',
      'Play Tiny course as SCORM 2004, 4th edition',
      'Play Tiny course as cmi5',
      'Play Tiny course as xAPI (tincan.xml)',
    ]);
    const bad = page.getByRole('region', { name: 'Theoretical framework', exact: true });
    expect(await bad.textContent()).toContain('2 faults, not built');
    expect(await bad.locator('pre').textContent()).toBe('   12 |   type: choice\n      |   ^^^^^^^^^^^^');
    expect(await bad.getByText('Add correct: true to at least one option, or "<none>".').count()).toBe(1);
    expect(await bad.locator('code').allTextContents()).toContain('correct: true');
    expect(await bad.getByRole('link').count()).toBe(0);
    await page.close();
  });
});

describe('the play page', () => {
  it('is worked by keyboard alone: width, close, launch again, and the log can be scrolled', async () => {
    const page = await opened('/play/tiny/scorm12');
    const press = async (name: string) => {
      await page.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
    };
    await page.getByLabel('Frame width').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#stage').getAttribute('data-w')).toBe('900');
    await press('Close the course');
    await expect.poll(() => page.locator('#stage').textContent()).toContain('The course is closed.');
    await expect.poll(() => page.locator('#stage iframe').count()).toBe(0);
    await press('Launch again');
    await expect.poll(() => page.locator('#stage iframe').count()).toBe(1);
    await expect.poll(() => page.locator('#log li').count()).toBeGreaterThan(5);
    await page.locator('#log').focus();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('log');
    await page.close();
  });

  it('shows what the LMS holds, interaction by interaction, and the calls with their errors', async () => {
    const page = await opened('/play/second/scorm12');
    await expect.poll(() => page.locator('#holds').textContent()).toContain('incomplete');
    await page.getByText('Show the 2 interactions').click();
    expect(await page.locator('#interactions li').allTextContents()).toEqual([
      'q1 choice: acorrect',
      'q2 choice: acorrect',
    ]);
    await page.getByText('Show its text').click();
    expect(await page.locator('#suspended pre').textContent()).toBe('state');
    await page.getByLabel('Only calls with an error').check();
    expect(await page.locator('#log li:visible').allTextContents()).toEqual([
      expect.stringMatching(/Error 405.*cmi\.core\.score\.raw/),
    ]);
    await page.close();
  });

  it('follows a cmi5 launch: what the LMS said, what the AU said, what was refused', async () => {
    const page = await opened('/play/second/cmi5');
    await expect.poll(() => page.locator('#statements').textContent()).toContain('launched Tiny');
    expect(await page.locator('#holds').textContent()).toContain('CompletedAndPassed, not met yet');
    await page.close();
  });

  it('says why a course cannot be started', async () => {
    const page = await opened('/play/second/scorm12');
    await servers.close();
    await page.getByRole('button', { name: 'Launch again' }).click();
    await expect
      .poll(() => page.locator('#session').textContent())
      .toMatch(/could not be started\. The server cannot be reached/);
    await page.close();
  });
});
