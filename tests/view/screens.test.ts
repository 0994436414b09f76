import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../server/support/axe-findings.js';
import { sampleModule } from './sample-module.js';
import { openStage, turnSign } from './stage.js';

const ways: readonly { readonly name: string; readonly language?: string; readonly options: BrowserContextOptions }[] =
  [
    { name: 'light, wide', options: { colorScheme: 'light' } },
    { name: 'dark, wide', options: { colorScheme: 'dark' } },
    { name: 'light, 320 px', options: { colorScheme: 'light', viewport: { width: 320, height: 640 } } },
    {
      name: 'dark, 320 px, in Spanish',
      language: 'es',
      options: { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
    },
    {
      name: 'forced colors',
      options: { forcedColors: 'active', colorScheme: 'dark', viewport: { width: 700, height: 900 } },
    },
  ];

describe.each(ways)('every screen in $name', ({ language, options }) => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage(sampleModule({ language: language ?? 'en' }));
    page = await stage.open(options);
  });
  afterAll(async () => {
    await stage.close();
  });

  it('has nothing for axe to find and nothing to scroll sideways', async () => {
    const found: string[] = [];
    const judge = async (screen: string): Promise<void> => {
      found.push(...(await axeFindings(page)).map((fault) => `${screen}: ${fault}`));
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) found.push(`${screen}: ${over} px too wide`);
    };
    for await (const screen of allScreens(page)) await judge(screen);
    expect(found).toEqual([]);

    expect(stage.faults).toEqual([]);
  });
});

/** Walks to every screen in every state that looks different. */
async function* allScreens(page: Page): AsyncGenerator<string> {
  const shown = page.locator('section:not([hidden])');
  const at = new Date(2026, 2, 14, 10, 42).getTime();
  yield 'first page';
  await goTo(page, '/assessment', 'clear-words');
  yield 'a refusal';
  await turnSign(page, { state: 'saving' });
  yield 'saving';
  await goTo(page, 'result');
  yield 'checks';
  await shown.locator('form').nth(0).locator('label').nth(2).click();
  await shown.locator('form').nth(1).locator('label').nth(0).click();
  await shown.locator('form').nth(2).locator('label').nth(0).click();
  await shown.locator('form').nth(3).locator('[data-move="1"]').first().click();
  await shown.locator('form').nth(4).locator('input').fill('coaching');
  for (const button of await shown.locator('[type=submit]').all()) await button.click();
  yield 'checks judged';
  await goTo(page, 'three-levels');
  yield 'table and film';
  await goTo(page, '/assessment');
  yield 'assessment';
  await page.locator('[data-slot=start]').click();
  await shown.locator('label').first().click();
  yield 'single choice';
  for (const n of [2, 3, 4, 5]) {
    await goTo(page, `/question/${n}`);
    yield `question ${n}`;
  }
  await goTo(page, '/hand-in');
  yield 'before handing in';
  await page.locator('[data-slot=hand-in]').click();
  yield 'not passed yet';
  await turnSign(page, { state: 'failing', since: at, retrying: true, cause: 'refused' });
  yield 'not saved';
  await turnSign(page, { state: 'untracked', reason: 'no-lms' });
  yield 'untracked';
  await page.locator('[data-slot=again]').click();
  await answerAll(page);
  await goTo(page, '/hand-in');
  yield 'all answered';
  await page.locator('[data-slot=hand-in]').click();
  await turnSign(page, { state: 'saved', at });
  await page.locator('[data-slot=answers] summary').click();
  yield 'passed';
  await page.evaluate(() => Reflect.get(globalThis, 'stage').review());
  await turnSign(page, { state: 'review' });
  yield 'review';
  await goTo(page, '/assessment');
  yield 'assessment passed';
}

/** Four of five right: passed, with one to explain. */
/** The right answer as it is encoded. */
function solution(id: string): string {
  return sampleModule().assessment?.questions.find((one) => one.id === id)?.solution ?? '';
}

async function answerAll(page: Page): Promise<void> {
  const shown = page.locator('section:not([hidden])');
  await shown.locator('input[value=b]').check({ force: true });
  await goTo(page, '/question/2');
  for (const id of ['a', 'c']) await shown.locator(`input[value=${id}]`).check({ force: true });
  await goTo(page, '/question/3');
  for (const [line, id] of [...solution('q-match').replace(/\d/g, '')].entries())
    await shown.locator('.pair').nth(line).locator(`input[value=${id}]`).check({ force: true });
  await goTo(page, '/question/5');
  await shown.locator('input').fill('sop');
  await goTo(page, '/question/4');
  for (const [place, id] of [...solution('q-order')].entries()) {
    const lines = shown.locator('.order > li');
    const at = async (): Promise<number> =>
      (await lines.locator('input').evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''))).indexOf(
        id,
      );
    while ((await at()) > place)
      await lines
        .nth(await at())
        .locator('[data-move="-1"]')
        .click();
  }
}

async function goTo(page: Page, place: string, arrives = place): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await page.locator(`[data-place="${arrives}"]`).waitFor();
  await page.waitForFunction((hash) => decodeURIComponent(location.hash) === `#${hash}`, arrives);
}
