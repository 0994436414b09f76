import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportStoryboard } from '../../src/commands/export-storyboard.js';
import { StopError } from '../../src/commands/stop.js';
import { createEngine } from '../../src/html/engine.js';
import { printedGuide } from '../../src/storyboard/printed-guide.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { projectRoot } from '../support/cpm.js';
import { realModule } from '../view/real-module.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let browser: Browser;
beforeAll(async () => {
  scratch = await scratchFolder('printed');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await scratch.done();
});

const day = new Date(Date.UTC(2024, 4, 7, 12));

/** The page that is printed, as the browser that prints it has it. */
async function printed(isTrainer: boolean): Promise<{ readonly page: Page; readonly foot: string }> {
  const module = await realModule('cpm-foundations');
  const pictures = new Map(
    await Promise.all(
      module.media.flatMap(({ path: name, source, size }) =>
        size === null
          ? []
          : [readFile(source).then((bytes) => [name, { mediaType: 'image/svg+xml', bytes, ...size }] as const)],
      ),
    ),
  );
  const templates = path.join(projectRoot, 'templates');
  const styles = await readFile(path.join(templates, 'css/storyboard.css'), 'utf8');
  const made = await printedGuide(module, { isTrainer, date: day, pictures }, createEngine([templates]), styles);
  const page = await browser.newPage({ viewport: { width: 680, height: 900 } });
  await page.emulateMedia({ media: 'print' });
  await page.setContent(made.page);
  return { page, foot: made.foot };
}

async function exported(out: string, options: { readonly trainer?: true } = {}): Promise<string> {
  const said: string[] = [];
  const io = {
    out: (line: string) => void said.push(line),
    err: (line: string) => void said.push(line),
    cwd: scratch.folder,
    env: {},
    isTerminal: false,
    exitWith: () => {},
    untilStopped: () => Promise.resolve(),
  };
  const modules = path.join(projectRoot, 'modules');
  await exportStoryboard(io, 'cpm-foundations', { out, modules, ...options }, day);
  return said.join('\n');
}

describe('a guide to print', () => {
  it('holds the pages, boxes to tick and every picture, and no answer for participants', async () => {
    const { page, foot } = await printed(false);
    expect(await page.title()).toBe('CPM foundations: Participant guide');
    expect(await page.locator('h1').allInnerTexts()).toEqual(['CPM foundations']);
    expect(await page.locator('h2').nth(1).innerText()).toMatch(/^Lesson 1: /);
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/\(right\)|Right answer|Feedback when|☐/);
    expect(await page.locator('.box').count()).toBeGreaterThan(10);
    expect(await page.locator('table tr:first-child th').count()).toBeGreaterThan(0);
    expect(await page.locator('table tr:not(:first-child) th').count()).toBe(0);
    const widths = await page
      .locator('img')
      .evaluateAll((all) =>
        all.map((one) => (one instanceof HTMLImageElement && one.alt !== '' ? one.naturalWidth : 0)),
      );
    expect(widths.length).toBeGreaterThan(0);
    for (const width of widths) expect(width).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(foot).toContain('CPM foundations · Version 1.0.0 · May 7, 2024 · Page <span class="pageNumber">');
    await page.close();
  });

  it('gives trainers the answers', async () => {
    const { page } = await printed(true);
    const text = await page.locator('main').innerText();
    for (const words of ['Trainer’s guide', '(right)', 'Right answer', 'Feedback when wrong'])
      expect(text).toContain(words);
    await page.close();
  });

  it('becomes a PDF with tags, language, title and the headings as its outline', async () => {
    const out = path.join(scratch.folder, 'guide.pdf');
    expect(await exported(out, { trainer: true })).toBe("guide.pdf written: trainer's guide, with all answers.");
    const pdf = (await readFile(out)).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(pdf).toMatch(/\/Lang \(en\)/);
    expect(pdf).toContain('/StructTreeRoot');
    // Beyond ASCII a text stands as UTF-16 (ISO 32000-1, 7.9.2.2).
    const title = Buffer.from('CPM foundations: Trainer’s guide', 'utf16le').swap16().toString('hex').toUpperCase();
    expect(pdf).toContain(`/Title <FEFF${title}>`);
    expect(pdf).toContain('/Outlines');
    expect(pdf).toMatch(/\/Title \(Lesson 1: One model, many initiatives/);
    expect(pdf.match(/\/MediaBox \[0 0 612 792\]/g)?.length).toBeGreaterThan(5);
  });

  it('is refused under another name', async () => {
    await expect(exported('guide.odt')).rejects.toThrow(StopError);
    await expect(exported('guide.odt')).rejects.toThrow('"guide.odt" is no name of a Word file or a PDF.');
  });
});
