import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import { checkModule, fixtures } from '../definition/support/check.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { hasFocus, tabTo } from './keyboard.js';
import { openStage } from './stage.js';

let module: Module;
let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  const checked = await checkModule(fixtures, 'every-block');
  if (!checked.module) throw new Error(checked.text);
  module = checked.module;
  stage = await openStage(module);
});
afterAll(async () => {
  expect(stage.faults).toEqual([]);
  await stage.close();
});

const places = (of: Module): string[] => of.lessons.flatMap((lesson) => lesson.pages.map((page) => page.id));

async function turnTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await page.locator(`[data-place="${place}"]`).waitFor();
}

async function faultsOf(page: Page, place: string): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...(over > 0 ? [`${place}: ${over} px too wide`] : []),
    ...(await axeFindings(page)).map((fault) => `${place}: ${fault}`),
  ];
}

describe('every block', () => {
  it.each([
    ['English, wide', 'en', 1280, 'light'],
    ['English, narrow and dark', 'en', 320, 'dark'],
    ['Spanish, narrow', 'es', 320, 'light'],
  ] as const)('leaves axe nothing to find and is no wider than its window: %s', async (_, language, width, scheme) => {
    const own = language === 'en' ? stage : await openStage({ ...module, language });
    const page = await own.open({ viewport: { width, height: 640 }, colorScheme: scheme });
    const found: string[] = [];
    for (const place of places(module)) {
      await turnTo(page, place);
      for (const box of await page.locator('section:not([hidden]) details:not(.no-print)').all())
        await box.evaluate((details: HTMLDetailsElement) => {
          details.open = true;
        });
      found.push(...(await faultsOf(page, place)));
    }
    await turnTo(page, 'words');
    await page.locator('.term').first().click();
    found.push(...(await faultsOf(page, 'an open term')));
    expect(found).toEqual([]);
    await page.context().close();
    if (own !== stage) {
      expect(own.faults).toEqual([]);
      await own.close();
    }
  });

  it('can be read without scripts where it stands in the first lesson: every panel, under its title', async () => {
    const page = await stage.open({ javaScriptEnabled: false });
    for (const text of [
      'A letter',
      'A call',
      'Good for questions.',
      'Good for what is hard to hear.',
      'Thursday morning',
    ])
      expect(await page.getByText(text).first().isVisible(), text).toBe(true);
    await page.locator('.term').first().click();
    expect(await page.locator('.meaning:popover-open').innerText()).toContain('How true practice stays to the model.');
    await page.context().close();
  });
});

describe('tabs', () => {
  it('are one stop of the keyboard, turned by arrows, Home and End, and lead on into their panel', async () => {
    const page = await stage.open({}, '#one-at-a-time');
    const tab = (name: string) => page.getByRole('tab', { name });
    const panel = page.getByRole('tabpanel');
    expect(await page.getByRole('tablist', { name: 'Three ways to tell a family' }).count()).toBe(1);
    await tab('A letter').focus();
    expect(await panel.innerText()).toContain('It stays.');
    await page.keyboard.press('ArrowRight');
    expect(await tab('A call').evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await tab('A call').getAttribute('aria-selected')).toBe('true');
    expect(await panel.innerText()).toContain('Good for questions.');
    await page.keyboard.press('End');
    expect(await panel.innerText()).toContain('Good for what is hard to hear.');
    await page.keyboard.press('ArrowRight');
    expect(await panel.innerText()).toContain('It stays.');
    await page.keyboard.press('ArrowLeft');
    expect(await panel.innerText()).toContain('Good for what is hard to hear.');
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await panel.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await tab('A letter').evaluate((one) => one === document.activeElement)).toBe(true);
    await tab('A call').click();
    expect(await panel.innerText()).toContain('Good for questions.');
    await page.context().close();
  });

  it('stand open on paper, each under its title, and without the tabs', async () => {
    const page = await stage.open({}, '#one-at-a-time');
    await page.emulateMedia({ media: 'print' });
    for (const text of ['Good for dates.', 'Good for questions.', 'Good for what is hard to hear.'])
      expect(await page.getByText(text).isVisible(), text).toBe(true);
    expect(await page.locator('.panel h2:visible').allInnerTexts()).toEqual([
      'A letter',
      'A call',
      'A visit, with time to ask back',
    ]);
    expect(await page.locator('.tablist').isVisible()).toBe(false);
    await page.context().close();
  });
});

describe('columns', () => {
  it('stand side by side, and below each other at 320 px', async () => {
    const tops = async (width: number): Promise<number[]> => {
      const page = await stage.open({ viewport: { width, height: 800 } }, '#one-at-a-time');
      const found = await page
        .locator('.comparison > div')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      await page.context().close();
      return found;
    };
    const [left, right] = await tops(1280);
    expect(left).toBe(right);
    const [first = 0, second = 0] = await tops(320);
    expect(second).toBeGreaterThan(first);
  });
});

describe('a term', () => {
  it('opens its meaning by key beside its word, says it once, and closes by Escape with focus where it was', async () => {
    const page = await stage.open({ viewport: { width: 320, height: 640 } });
    await tabTo(page, { role: 'button', name: 'plain words' });
    expect(await page.locator('.meaning:popover-open').count()).toBe(0);
    await page.keyboard.press('Enter');
    const meaning = page.locator('.meaning:popover-open');
    expect(await meaning.innerText()).toBe(
      'plain language: Words that the listener knows, in an order that the listener expects.',
    );
    await page.waitForFunction(() => document.querySelector('#live')?.textContent?.startsWith('plain language'));
    const [word, box] = [
      await page.locator('.term', { hasText: 'plain words' }).boundingBox(),
      await meaning.boundingBox(),
    ];
    expect(box?.y ?? 0).toBeGreaterThan(word?.y ?? 0);
    expect(box?.x ?? -1).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
    await page.keyboard.press('Escape');
    expect(await meaning.count()).toBe(0);
    expect(await hasFocus(page, { role: 'button', name: 'plain words' })).toBe(true);
    await page.context().close();
  });

  it('opens for a pointer that rests on it, stays while the pointer is on the meaning, and closes when it leaves', async () => {
    const page = await stage.open();
    await page.locator('.term').first().hover();
    const meaning = page.locator('.meaning:popover-open');
    await meaning.waitFor();
    await meaning.hover();
    await page.waitForTimeout(600);
    expect(await meaning.count()).toBe(1);
    await page.locator('h1:visible').hover();
    await meaning.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('is listed with the others on a page, by the alphabet', async () => {
    const page = await stage.open({}, '#glossary');
    expect(await page.locator('.glossary dt').allInnerTexts()).toEqual(['ally', 'fidelity', 'plain language']);
    expect(await page.locator('.glossary dd').nth(1).innerText()).toBe(
      'How true practice stays to the model. (Practice Profile)',
    );
    await page.context().close();
  });
});

describe('a behavior', () => {
  it('shows its name, its edition, and a link to its source that says where it leads', async () => {
    const page = await stage.open();
    const link = page.getByRole('link', { name: /^source .+ \(opens in a new tab\)$/ }).first();
    expect(await link.getAttribute('href')).toMatch(/^https:/);
    const sentence = await page
      .locator('section:not([hidden]) p', { has: page.locator('q') })
      .first()
      .innerText();
    expect(sentence).toContain('Be open, honest, clear and respectful');
    expect(sentence).toContain('(2016 edition, source');
    await page.context().close();
  });
});

describe('media', () => {
  it('show the captions of a recording while it is said', async () => {
    const page = await stage.open({}, '#media');
    const lines = await page.locator('.sound').evaluate(async (figure) => {
      const said: string[] = [];
      const line = figure.querySelector('.cue');
      new MutationObserver(() => said.push(line?.textContent ?? '')).observe(figure, {
        childList: true,
        subtree: true,
      });
      const audio = figure.querySelector('audio');
      const ended = new Promise((done) => audio?.addEventListener('ended', done, { once: true }));
      await audio?.play();
      await ended;
      return said.filter(Boolean);
    });
    expect(lines).toEqual(['Dana: Our meeting is now on Friday at four.', 'Please call me when that does not suit.']);
    await page.context().close();
  });

  it('say what a document weighs, and load it into the page only when its box is opened', async () => {
    const page = await stage.open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await turnTo(page, 'media');
    const link = page.getByRole('link', { name: 'A letter in plain words (PDF, 1 kB) (opens in a new tab)' });
    expect(await link.getAttribute('href')).toBe('media/guide.pdf');
    expect(asked).not.toContain('/media/guide.pdf');
    const request = page.waitForRequest(/guide\.pdf$/);
    await page.getByText('Read it on this page').click();
    expect((await request).frame().parentFrame()).toBe(page.mainFrame());
    await page.context().close();
  });
});
