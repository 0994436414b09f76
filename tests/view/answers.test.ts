import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleModule } from './sample-module.js';
import { isWhole, openStage } from './stage.js';

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage(sampleModule());
});
afterAll(async () => {
  await stage.close();
});

const shown = 'section:not([hidden])';
const form = (page: Page, id: string) => page.locator(`form[data-question=${id}]`);
const status = (page: Page, id: string) => form(page, id).getByRole('status');
const current = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => Reflect.get(globalThis, 'stage').state().current);

async function startTry(page: Page): Promise<void> {
  for (const place of ['result', 'three-levels', '/assessment']) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, place);
    await page.locator(`[data-place="${place}"]`).waitFor();
  }
  await page.getByRole('button', { name: 'Start the assessment' }).click();
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await page.locator(`[data-place="${place}"]`).waitFor();
}

describe('a knowledge check', () => {
  it('says what the chosen option needs, and where to look', async () => {
    const page = await stage.open({}, '#result');
    await form(page, 'k-one').getByText('Emerging practice').click();
    await form(page, 'k-one').getByRole('button', { name: 'Check answer' }).click();
    expect(await status(page, 'k-one').innerText()).toMatch(
      /Not quite yet\s+Emerging means seldom seen\.\s+Look again, says k-one\./,
    );
    expect(await form(page, 'k-one').locator('.opt', { hasText: 'Emerging' }).innerText()).toContain('Your answer');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stage').state().checks)).toEqual({ 'k-one': 'c' });
  });

  it('takes its feedback back as soon as the answer changes', async () => {
    const page = await stage.open({}, '#result');
    await form(page, 'k-many').getByText('He waits').click();
    await form(page, 'k-many').getByRole('button').click();
    expect(await status(page, 'k-many').innerText()).toContain('Waiting is no answer.');
    await form(page, 'k-many').getByText('He calls back').click();
    expect(await status(page, 'k-many').innerText()).toBe('');
    expect(await form(page, 'k-many').getByRole('button').innerText()).toBe('Check answer');
  });

  it('asks for an answer, and for a whole one, before it judges', async () => {
    const page = await stage.open({}, '#result');
    await form(page, 'k-match').getByRole('button').click();
    expect(await status(page, 'k-match').innerText()).toContain('No answer yet');
    await form(page, 'k-match').locator('.pick').first().click();
    await form(page, 'k-match').getByRole('button').click();
    expect(await status(page, 'k-match').innerText()).toContain('Not complete yet');
    await form(page, 'k-order').getByRole('button', { name: 'Check answer' }).click();
    expect(await status(page, 'k-order').innerText()).toContain('No answer yet');
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stage').state().checks)).toEqual({});
  });

  it('stands as it was judged after a reload', async () => {
    const page = await stage.open({}, '#result');
    await form(page, 'k-word').getByRole('textbox').fill('Coaching ');
    await form(page, 'k-word').getByRole('button').click();
    await page.reload();
    await isWhole(page);
    expect(await form(page, 'k-word').getByRole('textbox').inputValue()).toBe('Coaching');
    expect(await status(page, 'k-word').innerText()).toContain('Yes, that fits');
  });

  it('says "Part of it fits" when part of it fits', async () => {
    const page = await stage.open({}, '#result');
    await form(page, 'k-many').getByText('He calls back').click();
    await form(page, 'k-many').getByRole('button').click();
    expect(await status(page, 'k-many').innerText()).toContain('Part of it fits');
  });
});

describe('an answer in the assessment', () => {
  it('is kept with every change, before anything is sent off', async () => {
    const page = await stage.open();
    await startTry(page);
    await page.locator(shown).getByText('Emerging practice').click();
    expect(await current(page)).toEqual({ 'q-one': 'c' });
    await goTo(page, '/question/5');
    await page.locator(shown).getByRole('textbox').pressSequentially('so');
    expect(await current(page)).toEqual({ 'q-one': 'c', 'q-word': 'so' });
    await page.locator(shown).getByRole('textbox').press('Enter');
    expect(await page.locator('h1:visible').innerText()).toContain('Question 5');
  });

  it('is there again after the window was closed in the middle', async () => {
    const page = await stage.open();
    await startTry(page);
    await goTo(page, '/question/3');
    await page.locator(shown).locator('.pair').nth(1).locator('.pick').nth(2).click();
    await goTo(page, '/question/4');
    await page
      .locator(shown)
      .getByRole('button', { name: /^Move down/ })
      .first()
      .click();
    const order = await page.locator(shown).locator('.text').allTextContents();
    await page.reload();
    await isWhole(page);
    expect(await page.locator(shown).locator('.text').allTextContents()).toEqual(order);
    await goTo(page, '/question/3');
    expect(await page.locator(shown).locator('.pair').nth(1).getByRole('radio').nth(2).isChecked()).toBe(true);
    expect(await page.locator(shown).locator('.pair').nth(1).locator('p').innerText()).toMatch(/^C: /);
    expect(await page.locator(shown).locator('.pair').nth(0).locator('.used').count()).toBe(1);
  });

  it('can be dragged into order, by mouse', async () => {
    const page = await stage.open();
    await startTry(page);
    await goTo(page, '/question/4');
    const lines = page.locator(shown).locator('.order > li');
    const before = await page.locator(shown).locator('.text').allTextContents();
    const [from, to] = await Promise.all([lines.nth(0).locator('.grip').boundingBox(), lines.nth(2).boundingBox()]);
    if (!from || !to) throw new Error('no lines');
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, to.y + to.height - 4, { steps: 8 });
    await page.mouse.up();
    expect(await page.locator(shown).locator('.text').allTextContents()).toEqual([
      before[1],
      before[2],
      before[0],
      before[3],
    ]);
    expect(await page.locator('#live').textContent()).toBe(`${before[0]}: now 3 of 4`);
    expect((await current(page))['q-order']).toMatch(/^[a-d]{4}$/);
  });

  it('can be dragged into order, by finger', async () => {
    const page = await stage.open({ hasTouch: true, viewport: { width: 390, height: 800 } });
    await startTry(page);
    await goTo(page, '/question/4');
    const lines = page.locator(shown).locator('.order > li');
    const before = await page.locator(shown).locator('.text').allTextContents();
    const [from, to] = await Promise.all([lines.nth(0).locator('.grip').boundingBox(), lines.nth(1).boundingBox()]);
    if (!from || !to) throw new Error('no lines');
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: from.x + 10, y }],
      });
    await touch('touchStart', from.y + 10);
    for (const part of [0.3, 0.6, 0.9, 1])
      await touch('touchMove', from.y + 10 + part * (to.y + to.height - from.y - 14));
    await touch('touchEnd', 0);
    expect(await page.locator(shown).locator('.text').allTextContents()).toEqual([
      before[1],
      before[0],
      before[2],
      before[3],
    ]);
  });

  it('says so when a line is at its end already', async () => {
    const page = await stage.open();
    await startTry(page);
    await goTo(page, '/question/4');
    const up = page
      .locator(shown)
      .getByRole('button', { name: /^Move up/ })
      .first();
    expect(await up.getAttribute('aria-disabled')).toBe('true');
    await up.click({ force: true });
    expect(await page.locator('#live').textContent()).toBe('It is already at this end of the list.');
    expect(await current(page)).toEqual({});
  });
});

describe('before handing in', () => {
  it('names what is missing and what is answered in part', async () => {
    const page = await stage.open();
    await startTry(page);
    await page.locator(shown).getByText('Acquiring practice').click();
    await goTo(page, '/question/3');
    await page.locator(shown).locator('.pick').first().click();
    await goTo(page, '/hand-in');
    const lines = await page.locator(shown).getByRole('listitem').allInnerTexts();
    expect(lines.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      'Question 1: One level Answered Change the answer to question 1',
      'Question 2: Signs of accountability Not answered yet Answer question 2',
      'Question 3: Levels and how often Answered in part Change the answer to question 3',
      'Question 4: From first to last Not answered yet Answer question 4',
      'Question 5: The tools Not answered yet Answer question 5',
    ]);
    expect(await page.locator(shown).innerText()).toContain('3 questions have no answer yet');
    await page.getByRole('link', { name: 'Go to question 2' }).click();
    await page.getByRole('heading', { level: 1, name: /^Question 2/ }).waitFor();
  });
});

describe('the result', () => {
  it('says what to review and what comes next, and keeps the answers to itself until they are right', async () => {
    const page = await stage.open();
    await startTry(page);
    await page.locator(shown).getByText('Acquiring practice').click();
    await goTo(page, '/hand-in');
    await page.getByRole('button', { name: 'Hand in my answers' }).click();
    const text = await page.locator(shown).innerText();
    expect(text).toContain('Not passed yet');
    expect(text).toContain('1 of 5 questions right. The passing score is 80%.');
    expect(text).toContain('Try 1 of 2. You have 1 try left, and your best result counts.');
    expect(text).toContain('Lesson 1, page 1. For questions 2, 4, and 5.');
    expect(text).not.toContain('Right because');
    expect(await page.locator(shown).locator('details').isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Review lesson 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Clear means clear to the listener' }).waitFor();
    await goTo(page, '/result');
    await page.getByRole('button', { name: 'Start try 2' }).click();
    expect(await page.locator(shown).getByRole('radio', { name: 'Acquiring practice' }).isChecked()).toBe(false);
    await goTo(page, '/hand-in');
    await page.getByRole('button', { name: 'Hand in my answers' }).click();
    const last = await page.locator(shown).innerText();
    expect(last).toMatch(/^Clear words in practice: Final assessment\s+Not passed\s/);
    expect(last).toContain('Your best result so far is 20%.');
    expect(last).toContain('No tries are left.');
    expect(await page.getByRole('button', { name: /^Start try/ }).count()).toBe(0);
  });
});

it('meets no fault on any of these ways', () => {
  expect(stage.faults).toEqual([]);
});
