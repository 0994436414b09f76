import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyModule, tinyScorm12, tinyScorm2004 } from '../server/support/tiny-packages.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { atEnd, call, course, holds, launchAgain, remoteSco } from './support/remote-sco.js';

let servers: Servers;
let browser: Browser;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('buttons');
  const packages = [tinyScorm12(remoteSco('API', 'LMSFinish')), tinyScorm2004(remoteSco('API_1484_11', 'Terminate'))];
  const ids = ['reload', 'remove', 'window', 'fault', 'files', 'people', 'data'];
  servers = await runningServer(
    scratch.folder,
    await Promise.all(ids.map((id) => tinyModule(`${scratch.folder}/p`, id, packages))),
    { launchGrace: 300 },
  );
  browser = await launchBrowser();
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

async function opened(path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${servers.origin}/play/${path}`);
  await course(page);
  return page;
}

const said = (page: Page) => page.locator('#mishap-said').textContent();
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
/** Presses a button that says why it does not fit now. */
const pressAnyway = (page: Page, name: string) => page.getByRole('button', { name }).click({ force: true });
const toggle = async (page: Page, name: string) => {
  await Promise.all([page.waitForResponse((one) => one.url().endsWith('/mishaps')), press(page, name)]);
};

describe('the buttons that act at once', () => {
  it('reload the page around the course: its last words are kept, and a new session goes on with them', async () => {
    const page = await opened('reload/scorm12');
    const sco = await course(page);
    await call(sco, 'LMSInitialize', '');
    await atEnd(sco, ['LMSSetValue', 'cmi.core.lesson_location', 'p7'], ['LMSSetValue', 'cmi.core.exit', 'suspend']);
    await press(page, 'Reload the page');
    await expect.poll(() => sco.isDetached()).toBe(true);
    const again = await course(page);
    expect(await call(again, 'LMSInitialize', '')).toBe('true');
    expect(await call(again, 'LMSGetValue', 'cmi.core.lesson_location')).toBe('p7');
    expect(await call(again, 'LMSGetValue', 'cmi.core.entry')).toBe('resume');
    await call(again, 'LMSSetValue', 'cmi.core.lesson_location', 'p8');
    expect(await call(again, 'LMSCommit', '')).toBe('true');
    await holds(page, 'Bookmark', 'p8');
    await page.close();
  });

  it('do not go on in an attempt that the course has ended for good (SCORM 2004)', async () => {
    const page = await opened('reload/scorm2004-4');
    const sco = await course(page);
    await call(sco, 'Initialize', '');
    await atEnd(sco, ['SetValue', 'cmi.exit', 'normal']);
    await press(page, 'Reload the page');
    await expect
      .poll(() => page.locator('#stage iframe').contentFrame().locator('h1').textContent())
      .toBe('The course has ended');
    await page.close();
  });

  it('remove the frame without a word: what its page says while it goes is kept', async () => {
    const page = await opened('remove/scorm12');
    const sco = await course(page);
    await call(sco, 'LMSInitialize', '');
    await atEnd(sco, ['LMSSetValue', 'cmi.core.lesson_location', 'gone']);
    await press(page, 'Remove the frame');
    await expect.poll(() => sco.isDetached()).toBe(true);
    await holds(page, 'Bookmark', 'gone');
    expect(await said(page)).toMatch(/frame was removed/);
    await pressAnyway(page, 'Close the window');
    expect(await said(page)).toMatch(/in a frame\. Launch it in a window of its own first/);
    await page.close();
  });

  it('close the window of a course that has its own, and finds its API in the one that opened it', async () => {
    const page = await opened('window/scorm12');
    await page.getByText('How “Launch again” starts it').click();
    await page.getByLabel('Open it in a window of its own').check();
    await press(page, 'Launch again');
    const host = page.locator('#stage iframe').contentFrame();
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      host.getByRole('button', { name: 'Open the course' }).click(),
    ]);
    await popup.locator('h1').waitFor();
    expect(await call(popup, 'LMSInitialize', '')).toBe('true');
    const sco = popup.mainFrame();
    await atEnd(sco, ['LMSSetValue', 'cmi.core.lesson_location', 'p3']);
    await pressAnyway(page, 'Remove the frame');
    expect(await said(page)).toMatch(/in a window of its own, not in a frame/);
    await Promise.all([popup.waitForEvent('close'), press(page, 'Close the window')]);
    await holds(page, 'Bookmark', 'p3');
    await expect.poll(() => page.locator('#session').textContent()).toMatch(/ended/);
    await page.close();
  });

  it('stay where a browser blocks the window: the page says what to allow, and the same button opens it then (W3)', async () => {
    const page = await opened('window/scorm12');
    await page.getByText('How “Launch again” starts it').click();
    await page.getByLabel('Open it in a window of its own').check();
    await press(page, 'Launch again');
    const host = page.locator('#stage iframe').contentFrame();
    const button = host.getByRole('button', { name: 'Open the course' });
    await button.waitFor();
    // What a blocker does: the page gets no window for its call.
    await host.locator('body').evaluate(() => {
      const open = window.open;
      window.open = () => {
        window.open = open;
        return null;
      };
    });
    await button.click();
    await host.getByRole('status').getByText('The browser blocked the window. Allow pop-ups for this page').waitFor();
    const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
    await popup.locator('h1').waitFor();
    expect(await call(popup, 'LMSInitialize', '')).toBe('true');
    await host.getByRole('status').getByText('is open in its own window').waitFor();
    await page.close();
  });

  it('hear the play page and nobody else', async () => {
    const page = await opened('remove/scorm2004-4');
    const sco = await course(page);
    await sco.evaluate(() => window.parent.postMessage({ command: 'remove-frame' }, '*'));
    await call(sco, 'Initialize', '');
    expect(await call(sco, 'Commit', '')).toBe('true');
    expect(sco.isDetached()).toBe(false);
    await page.close();
  });
});

describe('the buttons that stay on', () => {
  it.each([
    ['Refuse to save', 'The LMS answered 429.'],
    ['Server error 500', 'The LMS answered 500.'],
    ['Session expired', 'The LMS answered 401.'],
    ['Offline', 'The LMS cannot be reached.'],
  ])('%s: a commit is not kept, and is kept once it is off', async (name) => {
    const page = await opened('fault/scorm2004-4');
    const sco = await course(page);
    await call(sco, 'Initialize', '');
    await toggle(page, name);
    await call(sco, 'SetValue', 'cmi.location', name);
    expect(await call(sco, 'Commit', '')).toBe('false');
    expect(await call(sco, 'GetLastError')).toBe('391');
    expect(await said(page)).toBe(`On now: ${name}`);
    await toggle(page, name);
    expect(await call(sco, 'Commit', '')).toBe('true');
    await holds(page, 'Bookmark', name);
    await page.close();
  });

  it('take the files of the package away too, not its commits alone', async () => {
    const page = await opened('files/scorm12');
    const sco = await course(page);
    const status = () =>
      sco.evaluate(() =>
        fetch('sco.js', { cache: 'no-store' }).then(
          (one) => String(one.status),
          () => 'no answer',
        ),
      );
    expect(await status()).toBe('200');
    await toggle(page, 'Offline');
    expect(await status()).toBe('no answer');
    await toggle(page, 'Session expired');
    expect(await status()).toBe('no answer');
    await toggle(page, 'Offline');
    expect(await status()).toBe('401');
    await toggle(page, 'Session expired');
    await toggle(page, 'Server error 500');
    expect(await status()).toBe('500');
    await page.close();
  });
});

describe('the panel', () => {
  it('shows the data as a tree and what each commit changed, and keeps open what is open', async () => {
    const page = await opened('data/scorm12');
    const sco = await course(page);
    await call(sco, 'LMSInitialize', '');
    await call(sco, 'LMSSetValue', 'cmi.core.lesson_location', 'p1');
    await call(sco, 'LMSCommit', '');
    const commits = page.locator('#commits > li');
    await expect.poll(() => commits.first().textContent()).toMatch(/^Commit 1: /);
    const core = page.locator('#data details', { hasText: /^core/ }).last();
    await core.locator('summary').first().click();
    await call(sco, 'LMSSetValue', 'cmi.core.lesson_location', 'p2');
    await call(sco, 'LMSCommit', '');
    await expect
      .poll(() => commits.first().textContent())
      .toMatch(/^Commit 2: 1 value .*cmi\.core\.lesson_locationwas p1p2$/);
    expect(await core.evaluate((one) => (one as HTMLDetailsElement).open)).toBe(true);
    const leaf = core.locator('li', { hasText: 'lesson_location' });
    expect(await leaf.textContent()).toBe('lesson_location p2 changed');
    expect(await page.locator('#data .tag:visible').count()).toBe(1);
    await page.close();
  });

  it('tells the verdict of a gradebook, which overrules the course by its thresholds (SCORM 2004)', async () => {
    const page = await opened('data/scorm2004-4');
    const sco = await course(page);
    const verdict = () => page.locator('#verdict').innerText();
    await call(sco, 'Initialize', '');
    await call(sco, 'SetValue', 'cmi.completion_status', 'completed');
    await call(sco, 'SetValue', 'cmi.success_status', 'passed');
    await call(sco, 'SetValue', 'cmi.score.scaled', '0.5');
    await call(sco, 'SetValue', 'cmi.exit', 'suspend');
    await call(sco, 'Commit', '');
    await expect.poll(verdict).toMatch(/completed, failed[\s\S]*50%/);
    await page.close();
  });

  it('lists the attempts of each learner, resumes the one that is asked for, and resets one', async () => {
    const page = await opened('people/scorm12');
    const play = async (location: string) => {
      const sco = await course(page);
      await call(sco, 'LMSInitialize', '');
      await call(sco, 'LMSSetValue', 'cmi.core.lesson_location', location);
      await call(sco, 'LMSSetValue', 'cmi.core.lesson_status', 'incomplete');
      await call(sco, 'LMSCommit', '');
    };
    await play('first');
    await page.getByText('How “Launch again” starts it').click();
    await page.getByLabel('Learner', { exact: true }).selectOption({ index: 1 });
    await launchAgain(page);
    await play('second');
    const attempts = page.locator('#attempts > li');
    await expect.poll(() => attempts.count()).toBe(2);
    await expect.poll(() => attempts.first().textContent()).toMatch(/^incomplete.*Second learner.*open now/);
    await attempts
      .nth(1)
      .getByRole('button', { name: /^Resume the attempt of First learner/ })
      .click();
    await holds(page, 'Bookmark', 'first');
    expect(await page.getByLabel('Learner', { exact: true }).inputValue()).toBe(
      await page.getByLabel('Learner', { exact: true }).locator('option').first().getAttribute('value'),
    );
    await expect.poll(() => attempts.first().textContent()).toMatch(/First learner.*launched 2 times, open now/);
    await attempts
      .nth(1)
      .getByRole('button', { name: /^Reset/ })
      .click();
    await expect.poll(() => attempts.count()).toBe(1);
    expect(await page.locator('#attempts-said').textContent()).toMatch(/was reset/);
    await page.close();
  });
});
