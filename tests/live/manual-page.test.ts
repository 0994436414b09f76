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

  it('plays: an answer is judged in its place', async () => {
    const page = await opened();
    const frame = page.locator('section:has(> #question-single-choice) iframe');
    await frame.scrollIntoViewIfNeeded();
    const own = frame.contentFrame();
    await own.getByRole('radio').first().check();
    await own.getByRole('button', { name: 'Check answer' }).click();
    await own.getByRole('button', { name: 'Try again' }).or(own.locator('.feedback.good')).first().waitFor();
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
