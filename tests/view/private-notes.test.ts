import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import { checkModule, fixtures } from '../definition/support/check.js';
import { isWhole, openStage } from './stage.js';

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

const prompt = 'When did a family last tell you that they had not understood?';
const open = (options: BrowserContextOptions = {}): Promise<Page> => stage.open(options, '#for-yourself');
const words = (page: Page) => page.getByRole('textbox', { name: prompt });
const keys = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage));

describe('what a learner writes for nobody else', () => {
  it('is there again when the page is loaded again, and is no part of the attempt', async () => {
    const page = await open();
    await words(page).fill('In March, at the school.');
    await page.getByRole('checkbox', { name: /^I know how/ }).check();
    await page.getByRole('textbox', { name: 'What I will do' }).fill('Call first.');
    const state = await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'stage').state()));
    for (const secret of ['March', 'Call first']) expect(state).not.toContain(secret);
    await page.reload();
    await isWhole(page);
    expect(await words(page).inputValue()).toBe('In March, at the school.');
    expect(await page.getByRole('checkbox', { name: /^I know how/ }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /^I know in which/ }).isChecked()).toBe(false);
    expect(await page.getByRole('textbox', { name: 'What I will do' }).inputValue()).toBe('Call first.');
    await page.context().close();
  });

  it('comes with the word that it is sent to nobody, where it is kept, and who can read it', async () => {
    const page = await open();
    for (const note of await page.locator('.note').all()) {
      expect(await note.innerText()).toContain(
        'it is sent to nobody, not to your LMS, your supervisor or your academy.',
      );
      expect(await note.innerText()).toContain(
        'This browser keeps it on this computer, so anyone who uses this browser can read it.',
      );
    }
    await page.context().close();
  });

  it('is deleted from the browser by one button, which then puts it back', async () => {
    const page = await open();
    await words(page).fill('In March.');
    expect(await keys(page)).toContain(`cpm note ${module.iri} last-meeting`);
    const button = page.locator('.reflection button');
    await button.press('Enter');
    expect(await words(page).inputValue()).toBe('');
    expect(await keys(page)).not.toContain(`cpm note ${module.iri} last-meeting`);
    await page.waitForFunction(() => document.querySelector('#live')?.textContent === 'Deleted from this browser.');
    expect(await button.innerText()).toBe('Put it back');
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    await button.press('Enter');
    expect(await words(page).inputValue()).toBe('In March.');
    await button.press('Enter');
    await words(page).fill('In April.');
    expect(await button.innerText()).toBe('Delete what I wrote');
    await words(page).fill('');
    expect(await keys(page)).not.toContain(`cpm note ${module.iri} last-meeting`);
    await page.context().close();
  });

  it('is told when the browser keeps nothing, and can still be written and printed', async () => {
    const page = await open();
    const context = page.context();
    await context.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.reload();
    await isWhole(page);
    expect(await page.locator('.reflection').innerText()).toContain('This browser keeps nothing: print or copy it');
    await words(page).fill('In March.');
    expect(await words(page).inputValue()).toBe('In March.');
    await context.close();
  });

  it('survives rubbish under its name', async () => {
    const page = await open();
    for (const rubbish of ['{', '7', '[1, null, {"a": 2}]', '"x"']) {
      await page.evaluate(([key, text]) => localStorage.setItem(String(key), String(text)), [
        `cpm note ${module.iri} last-meeting`,
        rubbish,
      ] as const);
      await page.reload();
      await isWhole(page);
      expect(await words(page).inputValue(), rubbish).toBe('');
    }
    await page.context().close();
  });

  it('stands whole on paper, with room where nothing was written', async () => {
    const page = await open();
    const long = Array.from({ length: 30 }, (_, n) => `Line ${n}`).join('\n');
    await words(page).fill(long);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.reflection .written').innerText()).toBe(long);
    expect(await page.locator('.plan .written').first().isVisible()).toBe(true);
    expect(await page.locator('textarea:visible').count()).toBe(0);
    expect(await page.locator('.note button:visible').count()).toBe(0);
    await page.context().close();
  });

  it('prints a plan without the page around it, and the whole page again after that', async () => {
    const page = await open();
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.getByRole('button', { name: 'Print my plan' }).click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.plan').isVisible()).toBe(true);
    expect(await page.locator('.reflection').isVisible()).toBe(false);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await page.locator('.reflection').isVisible()).toBe(true);
    await page.context().close();
  });
});
