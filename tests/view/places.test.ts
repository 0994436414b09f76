import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { focusedHeading } from './keyboard.js';
import { sampleModule } from './sample-module.js';
import { isWhole, openStage } from './stage.js';

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage(sampleModule());
});
afterAll(async () => {
  await stage.close();
});

const heading = (page: Page): Promise<string> => page.locator('h1:visible').innerText();
const turnedTo = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title }).waitFor();
const place = (page: Page): string => decodeURIComponent(new URL(page.url()).hash);

describe('places', () => {
  it('shows one page at a time, and takes no focus when it opens', async () => {
    const page = await stage.open();
    expect(await page.locator('h1:visible').count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(place(page)).toBe('#clear-words');
  });

  it('lets Back and Forward walk through the pages, and nothing is loaded anew', async () => {
    const page = await stage.open();
    await page.evaluate(() => Reflect.set(globalThis, 'untouched', true));
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.getByRole('link', { name: /^Next/ }).click();
    await turnedTo(page, 'The same behavior, three levels');
    await page.goBack();
    await expect.poll(() => heading(page)).toBe('How it sounds');
    expect(await focusedHeading(page)).toBe('How it sounds');
    await page.goBack();
    await expect.poll(() => heading(page)).toBe('Clear means clear to the listener');
    await page.goForward();
    await expect.poll(() => heading(page)).toBe('How it sounds');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'untouched'))).toBe(true);
  });

  it('follows a link inside the text', async () => {
    const page = await stage.open();
    await page.getByRole('link', { name: 'the levels' }).click();
    await turnedTo(page, 'The same behavior, three levels');
  });

  it.each([
    ['#/assessment', 'The assessment opens when you have read every page.'],
    ['#/question/2', 'No try is under way.'],
    ['#/hand-in', 'No try is under way.'],
    ['#/result', 'There is no result yet.'],
  ])('refuses %s while it is closed, and says why', async (closed, why) => {
    const page = await stage.open({}, closed);
    await expect.poll(() => page.locator('#notice').innerText()).toContain(why);
    await turnedTo(page, 'Clear means clear to the listener');
    expect(place(page)).toBe('#clear-words');
    expect(await page.locator('#notice').getAttribute('role')).toBe('status');
    await page.getByRole('link', { name: /^Next/ }).click();
    await expect.poll(() => page.locator('#notice').innerText()).toBe('');
  });

  it('opens at a page that the address names', async () => {
    const page = await stage.open({}, '#three-levels');
    await expect.poll(() => heading(page)).toBe('The same behavior, three levels');
  });

  it.each(['#nowhere', '#/question/99', '#%E0%A4%A', '#main', '#course-data'])(
    'takes no notice of %s',
    async (unknown) => {
      const page = await stage.open({}, unknown);
      await expect.poll(() => place(page)).toBe('#clear-words');
      expect(await page.locator('#notice').innerText()).toBe('');
    },
  );

  it('keeps the page called "result" and the result apart', async () => {
    const page = await stage.open({}, '#result');
    await expect.poll(() => heading(page)).toBe('How it sounds');
  });

  it('never leads back into answers that are handed in', async () => {
    const page = await stage.open();
    for (const name of ['How it sounds', 'The same behavior', 'Final assessment']) {
      await page.getByRole('link', { name: new RegExp(`^Next ${name}`) }).click();
    }
    await page.getByRole('button', { name: 'Start the assessment' }).click();
    await page.locator('#steps a', { hasText: 'Check your answers' }).click();
    await page.getByRole('button', { name: 'Hand in my answers' }).click();
    await turnedTo(page, 'Not passed yet');
    await page.goBack();
    await expect.poll(() => page.locator('#notice').innerText()).toContain('Those answers are handed in.');
    await turnedTo(page, 'Not passed yet');
    expect(place(page)).toBe('#/result');
  });

  it('leads on to a page that was left out before it opens the assessment', async () => {
    const page = await stage.open({}, '#three-levels');
    await expect.poll(() => page.locator('#pager').innerText()).toContain('Not read yet\nHow it sounds');
    expect(await page.locator('#steps li').last().innerText()).toContain('Opens when you have read every page');
    expect(await page.locator('#steps li').last().getByRole('link').count()).toBe(0);
  });

  it('comes back after a reload to where it was', async () => {
    const page = await stage.open();
    await page.getByRole('link', { name: /^Next/ }).click();
    await turnedTo(page, 'How it sounds');
    await page.reload();
    await isWhole(page);
    await turnedTo(page, 'How it sounds');
  });
});

describe('the menu', () => {
  it('is a disclosure on a narrow screen; Escape closes it and gives focus back', async () => {
    const page = await stage.open({ viewport: { width: 390, height: 800 } });
    const button = page.getByRole('button', { name: 'Lessons' });
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await page.getByRole('navigation', { name: 'Lessons' }).count()).toBe(0);
    await button.click();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('link', { name: 'Three levels' }).focus();
    await page.keyboard.press('Escape');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await button.click();
    await page.getByRole('link', { name: /^Three levels/ }).click();
    await turnedTo(page, 'The same behavior, three levels');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
  });

  it('stands beside the page on a wide one, and says each state in words', async () => {
    const page = await stage.open();
    const menu = page.getByRole('navigation', { name: 'Lessons' });
    expect(await menu.isVisible()).toBe(true);
    expect(await page.locator('#menu-button').isVisible()).toBe(false);
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.getByRole('link', { name: /^Next/ }).click();
    await turnedTo(page, 'The same behavior, three levels');
    const lines = await menu.getByRole('listitem').allInnerTexts();
    expect(lines.map((line) => line.replace(/\n+/g, ': '))).toEqual([
      'Open, honest, clear and respectful: Done',
      'Three levels: You are here, page 1 of 1',
      'Final assessment: Not started',
    ]);
    expect(await menu.locator('[aria-current=page]').innerText()).toContain('Three levels');
  });
});

it('meets no fault on any of these ways', () => {
  expect(stage.faults).toEqual([]);
});
