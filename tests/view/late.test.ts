import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../server/support/axe-findings.js';
import { focusedHeading } from './keyboard.js';
import { sampleModule } from './sample-module.js';
import { isWhole, openStage } from './stage.js';

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage(sampleModule());
});
afterEach(() => stage.restIs(() => 'served'));
afterAll(() => stage.close());

/** Holds the rest back until it is released. */
function held(): () => void {
  let release = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    release = resolve;
  });
  stage.restIs(() => end);
  return release;
}

const notice = (page: Page): Promise<string> => page.locator('#notice').innerText();
const heading = (page: Page): Promise<string> => page.locator('h1:visible').innerText();
const turnedTo = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title }).waitFor();
const hash = (page: Page): string => decodeURIComponent(new URL(page.url()).hash);
const seen = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(globalThis, 'stage').state().seen);
async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, place);
}

describe('while the rest of a course is on its way', () => {
  it('the first lesson is there to read, with its sign and its ways on', async () => {
    const release = held();
    const page = await stage.open({}, '', false);
    expect(await heading(page)).toBe('Clear means clear to the listener');
    expect(await page.locator('#saved').innerText()).toContain('Saved at');
    await page.getByRole('link', { name: /^Next/ }).click();
    await turnedTo(page, 'How it sounds');
    expect(await notice(page)).toBe('');
    release();
  });

  it('a later page says that it comes, opens by itself, and counts as read only then', async () => {
    const release = held();
    const page = await stage.open({}, '#result', false);
    await turnedTo(page, 'How it sounds');
    await page.getByRole('link', { name: /^Next/ }).click();
    await expect.poll(() => notice(page)).toContain('One moment');
    expect(await page.locator('#notice').getAttribute('role')).toBe('status');
    expect(await heading(page)).toBe('How it sounds');
    expect(await seen(page)).toEqual(['clear-words', 'result']);
    expect(await axeFindings(page)).toEqual([]);
    release();
    await turnedTo(page, 'The same behavior, three levels');
    expect(await focusedHeading(page)).toBe('The same behavior, three levels');
    expect(await seen(page)).toEqual(['clear-words', 'result', 'three-levels']);
    expect(await notice(page)).toBe('');
    expect(hash(page)).toBe('#three-levels');
    await page.goBack();
    await turnedTo(page, 'How it sounds');
  });

  it('who goes back is not taken away later', async () => {
    const release = held();
    const page = await stage.open({}, '', false);
    await goTo(page, 'three-levels');
    await expect.poll(() => notice(page)).toContain('One moment');
    await page.goBack();
    await expect.poll(() => notice(page)).toBe('');
    release();
    await isWhole(page);
    expect(await heading(page)).toBe('Clear means clear to the listener');
    expect(await seen(page)).toEqual(['clear-words']);
  });

  it('what is closed stays closed, and says why at once', async () => {
    const release = held();
    const page = await stage.open({}, '', false);
    await goTo(page, '/assessment');
    await expect.poll(() => notice(page)).toContain('opens when you have read every page');
    release();
  });

  it('an answer can be given and sent off: it is judged when its script is there', async () => {
    const release = held();
    const page = await stage.open({}, '#result', false);
    await turnedTo(page, 'How it sounds');
    const form = page.locator('form[data-question=k-one]');
    await form.getByText('Emerging practice').click();
    await form.getByRole('button', { name: 'Check answer' }).click();
    expect(await form.getByRole('status').innerText()).toContain('One moment');
    expect(new URL(page.url()).search).toBe('');
    release();
    await expect.poll(() => form.getByRole('status').innerText()).toContain('Emerging means seldom seen.');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stage').state().checks)).toEqual({ 'k-one': 'c' });
  });

  it('an answer begun is not overwritten by the one of last time', async () => {
    const page = await stage.open({}, '#result');
    await turnedTo(page, 'How it sounds');
    const field = page.locator('form[data-question=k-word]').getByRole('textbox');
    await field.fill('coaching');
    await field.press('Enter');
    await page.locator('form[data-question=k-one]').getByText('Emerging practice').click();
    await page.locator('form[data-question=k-one]').getByRole('button').click();
    const release = held();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await field.fill('listening');
    release();
    await isWhole(page);
    expect(await field.inputValue()).toBe('listening');
    // What nobody touched stands as it was judged.
    expect(await page.locator('form[data-question=k-one]').getByRole('status').innerText()).toContain('Not quite yet');
  });

  it('a learner who comes back to a later lesson waits for it, and is told so', async () => {
    const page = await stage.open({}, '#three-levels');
    await turnedTo(page, 'The same behavior, three levels');
    const release = held();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await expect.poll(() => notice(page)).toContain('One moment');
    expect(await heading(page)).toBe('Your page is loading');
    expect(await page.locator('#where').textContent()).toBe('Lesson 2 of 2, page 1 of 1');
    expect(await axeFindings(page)).toEqual([]);
    release();
    await turnedTo(page, 'The same behavior, three levels');
    expect(await page.locator('h1:visible').count()).toBe(1);
    expect(await notice(page)).toBe('');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  });

  it('a learner who comes back in the middle of the assessment finds every answer', async () => {
    const page = await stage.open();
    for (const place of ['result', 'three-levels', '/assessment']) {
      await goTo(page, place);
      await page.locator(`[data-place="${place}"]`).waitFor();
    }
    await page.getByRole('button', { name: 'Start the assessment' }).click();
    await page.locator('section:not([hidden])').getByText('Emerging practice').click();
    await goTo(page, '/question/5');
    await page.locator('section:not([hidden])').getByRole('textbox').fill('sop');
    const release = held();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await expect.poll(() => notice(page)).toContain('One moment');
    // The way back to what is there is open meanwhile.
    await goTo(page, 'clear-words');
    await turnedTo(page, 'Clear means clear to the listener');
    expect(await notice(page)).toBe('');
    await goTo(page, '/question/1');
    await expect.poll(() => notice(page)).toContain('One moment');
    release();
    await turnedTo(page, 'Question 1: One level');
    expect(await page.locator('section:not([hidden]) input[value=c]').isChecked()).toBe(true);
    await goTo(page, '/question/5');
    expect(await page.locator('section:not([hidden])').getByRole('textbox').inputValue()).toBe('sop');
    expect(stage.faults).toEqual([]);
  });
});

describe('when the rest does not come', () => {
  it('it is asked for again, the learner is told what to do, and all goes on once it is there', async () => {
    let isDown = true;
    stage.restIs(() => (isDown ? 'refused' : 'served'));
    const page = await stage.open({}, '#three-levels', false);
    await expect.poll(() => notice(page)).toContain('Check your connection');
    expect(await axeFindings(page)).toEqual([]);
    isDown = false;
    await turnedTo(page, 'The same behavior, three levels');
    expect(await notice(page)).toBe('');
    // The browser itself notes in its console that a file did not come.
    expect(stage.faults.every((fault) => fault.startsWith('Failed to load resource'))).toBe(true);
  });

  it('one of another build, out of some cache, is not taken', async () => {
    stage.restIs((asked) => (asked < 1 ? 'of another build' : 'served'));
    const page = await stage.open({}, '#three-levels');
    await turnedTo(page, 'The same behavior, three levels');
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => entry.name.split('/').at(-1)),
    );
    expect(asked.filter((name) => name?.startsWith('rest.js'))).toEqual(['rest.js', 'rest.js?1']);
    expect(await page.locator('[data-place="three-levels"]').count()).toBe(1);
  });
});
