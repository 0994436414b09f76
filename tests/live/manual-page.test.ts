import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocks } from '../../src/definition/blocks/blocks.js';
import { manualSamples } from '../../src/definition/manual/samples.js';
import { questionDefinitions } from '../../src/questions/definitions.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { cpm, smallModules } from '../support/cpm.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';

let browser: Browser;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let running: RunningCpm;

beforeAll(async () => {
  scratch = await scratchFolder('manual');
  // The manual is the same whatever the modules are.
  const modules = await smallModules(scratch.folder);
  const data = path.join(scratch.folder, 'data');
  [browser, running] = await Promise.all([launchBrowser(), startCpm(data, '--modules', modules)]);
});
afterAll(async () => {
  await browser.close();
  await running.stop();
  await scratch.done();
});

/** Blocks that stand inside another are shown with that one. */
const alone = [...blocks.values()].filter((block) => !('partOf' in block) || block.partOf === undefined);

async function opened(width = 1200): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`${running.origin}/`);
  await page.getByRole('link', { name: 'How to write a module' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** On letter paper, from a dark screen: every example is there, nothing is cut, and what is said is dark on white. */
async function printsWhole(page: Page): Promise<void> {
  await expect.poll(() => page.locator('iframe:not(.there)').count(), { timeout: 30_000 }).toBe(0);
  await page.setViewportSize({ width: 695, height: 900 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  /** What a document cuts off, and what it says in light ink. */
  const faults = () => {
    const all = [...document.querySelectorAll<HTMLElement>('body *')].filter((one) => one.checkVisibility());
    const cut = all.filter((one) => {
      const { overflowX, overflowY, position } = getComputedStyle(one);
      const over = [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight];
      const isCut = (overflowX !== 'visible' && (over[0] ?? 0) > 1) || (overflowY !== 'visible' && (over[1] ?? 0) > 1);
      // What is for screen readers alone is a dot; fields scroll by themselves.
      return isCut && position !== 'absolute' && !one.matches('input, select, textarea');
    });
    const light = all.filter((one) => {
      const isText = [...one.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
      const [r = 0, g = 0, b = 0] = (getComputedStyle(one).color.match(/[\d.]+/g) ?? []).map(Number);
      return isText && 0.2126 * r + 0.7152 * g + 0.0722 * b > 130;
    });
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
    const name = (one: HTMLElement) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`;
    return [
      ...(window !== window.top && scrollHeight > clientHeight ? [`${scrollHeight} px in ${clientHeight}`] : []),
      ...(scrollWidth > clientWidth ? [`${scrollWidth} px wide in ${clientWidth}`] : []),
      ...cut.map((one) => `cut: ${name(one)}`),
      ...light.map((one) => `light: ${name(one)}`),
    ];
  };
  expect(await page.locator('.bar-top, .contents, .skip').filter({ visible: true }).count()).toBe(0);
  const found = await page.evaluate(faults);
  // Each example, and no document that one of them shows: that is the browser's own.
  for (const frame of await page.locator('iframe').all()) {
    const title = await frame.getAttribute('title');
    const inside = await frame.contentFrame().locator('html').evaluate(faults);
    found.push(...inside.map((one) => `${title}: ${one}`));
  }
  expect(found).toEqual([]);
}

describe('the page of the manual', () => {
  it('shows every block that stands by itself and every question type beside its source', async () => {
    const page = await opened();
    const live = await page.locator('iframe').evaluateAll((all) => all.map((one) => one.getAttribute('title')));
    expect(live.sort()).toEqual(
      [...alone.map(({ name }) => name), ...questionDefinitions.map(({ type }) => type)]
        .map((name) => `Example: ${name}`)
        .sort(),
    );
    const sources = await page.locator('pre code').allInnerTexts();
    for (const { example } of blocks.values()) expect(sources).toContain(example.trimEnd());
    // A question stands there as an entry of its file's list.
    const entries = sources.map((text) => text.replace(/^ {2}- /, '').replace(/^ {4}/gm, ''));
    for (const { example } of questionDefinitions) expect(entries).toContain(example.trimEnd());
    await page.close();
  });

  it('shows each of them as the runtime draws it, with nothing that axe finds', async () => {
    const page = await opened();
    const frames = await page
      .locator('iframe')
      .evaluateAll((all) => (all as HTMLIFrameElement[]).map(({ title, src }) => ({ title, src })));
    await page.close();
    const example = await browser.newPage();
    for (const { title, src } of frames) {
      await example.goto(src);
      await example.locator('[data-place="example"]:visible').waitFor();
      if (title.includes('-choice')) await example.locator('form:visible').first().waitFor();
      expect([title, await axeFindings(example)]).toEqual([title, []]);
    }
    await example.close();
  }, 120_000);

  it('plays: an answer is judged in its place, and needs no more than the keyboard', async () => {
    const page = await opened();
    const at = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');
    // Past what every page begins with, and to a chapter by its link.
    await page.keyboard.press('Tab');
    expect(await at()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await expect.poll(at).toBe('main');
    await page.keyboard.press('Tab');
    const [chapter = ''] = await page.locator('.contents > li > a').allInnerTexts();
    await expect.poll(at).toBe(chapter);
    await page.keyboard.press('Enter');
    const target = await page.evaluate(() => document.querySelector(location.hash)?.textContent);
    expect(target).toBe(chapter);
    // From the source of an example into the example, through it, and out again.
    const section = page.locator('section:has(> #question-true-false)');
    await section.locator('pre').focus();
    expect(await section.locator('pre').evaluate((one) => getComputedStyle(one).outlineStyle)).not.toBe('none');
    const example = section.locator('iframe').contentFrame();
    await example.getByRole('radio').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await section.locator('iframe').evaluate((one) => one === document.activeElement)).toBe(true);
    const isOn = (what: string) => example.locator(`${what}:focus`).count();
    for (let steps = 0; steps < 5 && (await isOn('input')) === 0; steps += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let steps = 0; steps < 5 && (await isOn('[type=submit]')) === 0; steps += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await example.locator('form:visible .feedback').filter({ hasText: /\S/ }).waitFor();
    const inside = () => section.locator('iframe').evaluate((one) => one === document.activeElement);
    for (let steps = 0; steps < 8 && (await inside()); steps += 1) await page.keyboard.press('Tab');
    expect(await inside()).toBe(false);
    const frame = page.locator('section:has(> #question-single-choice) iframe');
    await frame.scrollIntoViewIfNeeded();
    const own = frame.contentFrame();
    await own.getByRole('radio').first().check();
    await own.getByRole('button', { name: 'Check answer' }).click();
    await own.getByRole('button', { name: 'Try again' }).or(own.locator('.feedback.good')).first().waitFor();
    await printsWhole(page);
    await page.close();
  });

  it.each([1200, 320])('has nothing that axe finds and needs no sideways scrolling at %i pixels', async (width) => {
    const page = await opened(width);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });

  it('is written as files that play from a disk', async () => {
    const out = path.join(scratch.folder, 'pages');
    const run = await cpm(['manual', '--html', out]);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(readdirSync(path.join(out, 'examples')).sort()).toEqual(
      manualSamples()
        .map(({ id }) => id)
        .sort(),
    );
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path.join(out, 'index.html')).href);
    const frame = page.locator('section:has(> #block-callout) iframe');
    await frame.scrollIntoViewIfNeeded();
    await frame.contentFrame().getByText('Ask one family how they would like to be told').waitFor();
    // As high as what it shows.
    await expect.poll(async () => (await frame.boundingBox())?.height).toBeLessThan(300);
    await page.close();
  });
});
