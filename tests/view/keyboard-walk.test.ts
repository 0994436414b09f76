import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { focusedHeading, hasFocus, type Target, tabTo } from './keyboard.js';
import { sampleModule } from './sample-module.js';
import { openStage } from './stage.js';

let stage: Awaited<ReturnType<typeof openStage>>;
let page: Page;
beforeAll(async () => {
  stage = await openStage(sampleModule());
  page = await stage.open();
});
afterAll(async () => {
  await stage.close();
});

async function use(role: Target['role'], name: string, key = 'Enter'): Promise<void> {
  await tabTo(page, { role, name });
  await page.keyboard.press(key);
  // A link turns the page by the address, which the browser tells a moment later.
  if (role === 'link') await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
}

describe('a module by keyboard alone', () => {
  it('is entered over a link that skips to the text', async () => {
    await page.keyboard.press('Tab');
    expect(await hasFocus(page, { role: 'link', name: 'Skip to the lesson' })).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const inMain = await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement));
    expect(inMain).toBe(true);
    expect(new URL(page.url()).hash).toBe('#clear-words');
  });

  it('turns pages: the heading has focus, the title says where, the top is shown', async () => {
    await use('link', 'Next How it sounds');
    expect(await focusedHeading(page)).toBe('How it sounds');
    expect(await page.title()).toBe('How it sounds – Clear words in practice');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await page.locator('#where').textContent()).toBe('Lesson 1 of 2, page 2 of 2');
  });

  it('checks an answer, reads why, and tries again on the same button', async () => {
    await tabTo(page, { role: 'radio', name: 'Accomplished practice' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await use('button', 'Check answer');
    expect(await hasFocus(page, { role: 'button', name: 'Try again' })).toBe(true);
    const status = page.locator('form[data-question=k-one] [role=status]');
    expect(await status.innerText()).toContain('Yes, that fits');
    await page.keyboard.press('Enter');
    expect(await hasFocus(page, { role: 'radio', name: 'Acquiring practice' })).toBe(true);
    expect(await status.innerText()).toBe('');
  });

  it('opens the assessment after the last page, and starts it', async () => {
    await use('link', 'Next The same behavior');
    await use('link', 'Next Final assessment');
    expect(await focusedHeading(page)).toBe('Final assessment');
    await use('button', 'Start the assessment');
    expect(await focusedHeading(page)).toBe('Question 1: One level');
  });

  it('answers every type of question', async () => {
    await tabTo(page, { role: 'radio', name: 'Acquiring practice' });
    await page.keyboard.press('Space');
    await use('link', 'Keep answer and go on Question 2');
    await use('checkbox', 'He calls back', 'Space');
    await use('checkbox', 'He talks about', 'Space');
    await use('link', 'Keep answer and go on Question 3');
    await match();
    await use('link', 'Keep answer and go on Question 4');
    await putInOrder();
    await use('link', 'Keep answer and go on Question 5');
    await tabTo(page, { role: 'textbox', name: 'Your answer' });
    await page.keyboard.type('safety  organized Practice');
    await use('link', 'Keep answer and go on Check your answers');
    expect(await focusedHeading(page)).toBe('Check your answers before you hand them in');
  });

  it('hands in, and is told the verdict', async () => {
    await use('button', 'Hand in my answers');
    expect(await focusedHeading(page)).toBe('You passed');
    expect(await page.locator('.score').innerText()).toContain('100%');
    expect(stage.faults).toEqual([]);
  });
});

/** Each source has radios of its own: Tab between lines, arrows within one. */
async function match(): Promise<void> {
  const right = ['In all interactions', 'In many interactions, with slips', 'Seldom', 'Never'];
  await page.keyboard.press('Tab');
  for (const target of right) {
    await page.keyboard.press('Space');
    for (let press = 0; press < 4; press++) {
      const name = await page.evaluate(() => document.activeElement?.parentElement?.textContent);
      if (name?.endsWith(target)) break;
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Tab');
  }
  expect(await page.locator('section:not([hidden]) [data-count]').textContent()).toBe('4 of 4 matched');
}

/** Moves the earliest line up until it stands first, then the next: focus stays on its button all the while. */
async function putInOrder(): Promise<void> {
  const right = ['Work on the model begins', 'A symposium', 'A learning session', 'An updated brochure'];
  for (const [place, step] of right.entries()) {
    for (let press = 0; press < 4; press++) {
      const lines = await page.locator('section:not([hidden]) .order .text').allTextContents();
      if (lines.findIndex((line) => line.startsWith(step)) === place) break;
      const button = { role: 'button', name: `Move up: ${step}` } as const;
      if (!(await hasFocus(page, button))) await tabTo(page, button);
      await page.keyboard.press('Enter');
      expect(await hasFocus(page, button)).toBe(true);
      expect(await page.locator('#live').textContent()).toMatch(/: now \d of 4$/);
    }
  }
}
