import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../server/support/axe-findings.js';
import { sampleModule } from './sample-module.js';
import { openStage, turnSign } from './stage.js';

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage(sampleModule());
});
afterAll(async () => {
  await stage.close();
});

const at = new Date(2026, 2, 14, 10, 42).getTime();
const sign = (page: Page): Promise<string> => page.locator('#saved').innerText();
const said = (page: Page): Promise<string | null> => page.locator('#live').textContent();
const leave = (page: Page): Promise<string> => page.locator('#leave').innerText();

describe('the sign at the top', () => {
  it('says in words what is saved, and since when not', async () => {
    const page = await stage.open();
    expect(await sign(page)).toMatch(/^Saved at 10:42\sam$/);
    await turnSign(page, { state: 'failing', since: at, retrying: true, cause: 'refused' });
    expect(await sign(page)).toMatch(/^Not saved since 10:42\sam\. Trying again…$/);
    expect(await leave(page)).toBe('Keep this window open until your progress is saved.');
    await turnSign(page, { state: 'failing', since: at, retrying: false, cause: 'refused' });
    expect(await sign(page)).toContain('Open the module again from your LMS.');
    for (const [cause, says, advice] of [
      ['expired', 'your LMS has closed the session. Sign in again', 'we try again when you come back'],
      ['full', 'your LMS has no room for more', 'send the report below'],
      ['ended', 'this session has ended. Open the module again', 'your place is where it was last saved'],
    ] as const) {
      await turnSign(page, { state: 'failing', since: at, retrying: false, cause });
      expect(await sign(page)).toContain(says);
      expect(await leave(page)).toContain(advice);
    }
    await turnSign(page, { state: 'elsewhere', canTake: false });
    expect(await sign(page)).toBe('You went on in another window: nothing is saved here any more');
    await turnSign(page, { state: 'untracked', reason: 'no-lms' });
    expect(await sign(page)).toBe('No LMS found: your progress stays in this window');
    expect(await leave(page)).toBe('Your place is not kept when you close this window.');
    await turnSign(page, { state: 'review' });
    expect(await sign(page)).toBe('Review: nothing is recorded');
    await turnSign(page, { state: 'untracked', reason: 'link-used' });
    expect(await sign(page)).toBe('This session has ended: open the module again from your LMS');
  });

  it('speaks only when good turns bad, and back', async () => {
    const page = await stage.open();
    await turnSign(page, { state: 'saving' });
    await turnSign(page, { state: 'saved', at });
    expect(await said(page)).toBe('');
    await turnSign(page, { state: 'failing', since: at, retrying: true, cause: 'refused' });
    expect(await said(page)).toContain('Not saved since');
    await page.locator('#live').evaluate((live) => {
      live.textContent = '';
    });
    await turnSign(page, { state: 'saving' });
    await turnSign(page, { state: 'failing', since: at, retrying: true, cause: 'refused' });
    expect(await said(page)).toBe('');
    await turnSign(page, { state: 'saved', at });
    expect(await said(page)).toContain('Saved at');
  });

  it('says before the script has begun that it is connecting, and never that anything is saved', async () => {
    const page = await stage.open({ javaScriptEnabled: false });
    expect(await page.locator('#saved').textContent()).toBe('Connecting…');
  });
});

describe('the report for support', () => {
  const report = 'cpm-run-log 1\nmodule sample\n';
  const withReport = (page: Page): Promise<void> =>
    page.evaluate((text) => Reflect.get(globalThis, 'stage').support(text), report);

  it('is at the foot, is shown before it is copied, and says that it was copied', async () => {
    const page = await stage.open();
    const box = page.locator('#support');
    expect(await box.count()).toBe(0);
    await withReport(page);
    await box.getByText('Help: a report for support').click();
    expect(await box.getByRole('textbox', { name: 'Report of this session' }).inputValue()).toBe(report);
    expect(await box.innerText()).toContain('It holds no name, no answer and no score.');
    await box.getByRole('button', { name: 'Copy the report' }).click();
    expect(await box.getByRole('status').innerText()).toBe('Copied.');
    await page.evaluate(() => {
      const area = document.createElement('textarea');
      area.id = 'pasted';
      document.body.append(area);
      area.focus();
    });
    await page.keyboard.press('Control+V');
    expect(await page.locator('#pasted').inputValue()).toBe(report);
  });

  it('can be reached and read without faults, in a narrow window and in Spanish too', async () => {
    const page = await stage.open({ viewport: { width: 320, height: 640 } });
    await withReport(page);
    await page.locator('#support summary').focus();
    await page.keyboard.press('Enter');
    expect(await axeFindings(page, '#support')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

describe('a second window', () => {
  it('says so where the learner reads, and offers to go on; then the box is gone and the page has the focus', async () => {
    const page = await stage.open();
    await page.evaluate(() => Reflect.get(globalThis, 'stage').offerTake());
    await turnSign(page, { state: 'elsewhere', canTake: true });
    expect(await sign(page)).toBe('Open in another window: nothing is saved here');
    expect(await said(page)).toContain('Open in another window');
    expect(await leave(page)).toContain('You can close this window');
    const box = page.locator('#elsewhere');
    expect(await box.innerText()).toContain('This module is open in another window, and that one is saving.');
    expect(await axeFindings(page)).toEqual([]);
    await box.getByRole('button', { name: 'Go on in this window' }).click();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stage').taken)).toBe(1);
    expect(await box.isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

describe('a session that is over (U3, C11)', () => {
  it.each([
    ['en', 'Your work is saved', 'You loaded this page again', 'Open the module again from your LMS'],
    ['es', 'Su trabajo está guardado', 'Usted volvió a cargar esta página', 'Abra el módulo de nuevo desde su LMS'],
  ])(
    'takes the whole page to say what became of the work, and brings the report along (%s)',
    async (language, ...says) => {
      const [saved, why, used] = says;
      const own = await openStage(sampleModule({ language }));
      for (const kept of [true, false]) {
        const page = await own.open({ viewport: { width: 320, height: 640 } });
        await page.evaluate(() => Reflect.get(globalThis, 'stage').support('cpm-run-log 1'));
        await turnSign(page, { state: 'untracked', reason: 'link-used', kept });
        const over = page.getByRole('alertdialog', { name: kept ? saved : used });
        expect((await over.innerText()).includes(why)).toBe(kept);
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('over-head');
        expect(await over.locator('#support').count()).toBe(1);
        expect(await axeFindings(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      }
      expect(own.faults).toEqual([]);
      await own.close();
    },
  );
});

describe('without scripts', () => {
  it('shows every page of the first lesson to read, and says that the rest needs scripts and nothing is tracked', async () => {
    const page = await stage.open({ javaScriptEnabled: false });
    for (const title of ['Clear means clear to the listener', 'How it sounds']) {
      expect(await page.getByRole('heading', { level: 1, name: title }).isVisible()).toBe(true);
    }
    expect(await page.locator('noscript').innerText()).toContain('The other lessons and all questions need scripts');
    expect(await page.locator('noscript').innerText()).toContain('nothing is tracked');
    expect(await page.getByRole('button', { name: 'Check answer' }).count()).toBe(0);
    expect(await page.getByText('Hand in my answers').isVisible()).toBe(false);
  });
});

describe('a module without assessment', () => {
  it('says at its last page that it is finished', async () => {
    const other = await openStage(sampleModule({ assessed: false }));
    const page = await other.open();
    expect(await page.locator('#steps li').count()).toBe(2);
    for (const n of [1, 2]) {
      expect(await page.getByText('You have finished this module.').count()).toBe(0);
      await page.getByRole('link', { name: /^Next/ }).click();
      await page
        .getByRole('heading', { level: 1, name: n === 1 ? 'How it sounds' : 'The same behavior, three levels' })
        .waitFor();
    }
    expect(await page.getByText('You have finished this module.').isVisible()).toBe(true);
    expect(await page.locator('#pager').innerText()).not.toContain('Next');
    expect(other.faults).toEqual([]);
    await other.close();
  });
});

describe('on paper', () => {
  it('opens what is folded, drops what is for the screen, and writes addresses out', async () => {
    const page = await stage.open();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.getByText('On Thursday you and I sit down together.').isVisible()).toBe(true);
    expect(await page.getByText('Three steps rise from left to right.').isVisible()).toBe(true);
    for (const gone of ['#menu', '#pager', '#saved', '.skip', '.segments'])
      expect(await page.locator(gone).isVisible(), gone).toBe(false);
    expect(await page.locator('.foot').innerText()).toContain('version 1.2.0');
    const after = await page
      .getByRole('link', { name: /^the brochure/ })
      .evaluate((link) => getComputedStyle(link, '::after').content);
    expect(after).toContain('https://example.org/about');
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('details[open]').count()).toBe(0);
  });

  it('shows chosen letters by a frame, not by a ground that printers leave out', async () => {
    const page = await stage.open({}, '#result');
    await page.locator('[data-place=result]').waitFor();
    await page.locator('.pick').first().click();
    await page.emulateMedia({ media: 'print' });
    const look = await page
      .locator('.pick')
      .first()
      .evaluate((label) => {
        const { borderTopWidth, backgroundColor, color } = getComputedStyle(label);
        return { borderTopWidth, backgroundColor, color };
      });
    expect(look).toEqual({ borderTopWidth: '3px', backgroundColor: 'rgba(0, 0, 0, 0)', color: 'rgb(0, 0, 0)' });
  });
});

it('meets no fault on any of these ways', () => {
  expect(stage.faults).toEqual([]);
});
