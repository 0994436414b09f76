import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Coverage } from '../../src/coverage/coverage.js';
import { axeFindings } from '../server/support/axe-findings.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { copyOfModules, cpmHere as cpm } from '../support/cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder('coverage');
});
afterAll(() => scratch.done());

async function coverage(...args: readonly string[]): Promise<Coverage> {
  const run = await cpm(['coverage', '--format', 'json', ...args]);
  expect(run.err).toBe('');
  expect(run.code).toBe(0);
  return JSON.parse(run.out) as Coverage;
}

describe('cpm coverage', () => {
  it('names the page that teaches an item and the questions that measure it, checks apart from the assessment', async () => {
    const { items } = await coverage('cpm-behaviors');
    const first = items.find(({ item }) => item === '2016/foundational-1');
    expect(first?.taught).toContainEqual({ module: 'cpm-behaviors', lesson: 'open-honest-clear', page: 'four-words' });
    expect(first?.assessed).toContainEqual({ module: 'cpm-behaviors', question: 'k-role', where: 'check' });
    expect(first?.assessed).toContainEqual({ module: 'cpm-behaviors', question: 'q-names', where: 'assessment' });
  });

  it('lays out the edition asked for, and without that only editions that a module speaks of', async () => {
    expect(new Set((await coverage('theoretical-framework')).items.map((one) => one.edition))).toEqual(
      new Set(['2024']),
    );
    const asked = await coverage('theoretical-framework', '--edition', '2016');
    expect(new Set(asked.items.map((one) => one.edition))).toEqual(new Set(['2016']));
    expect(asked.gaps.filter(({ code }) => code === 'item-not-taught')).toHaveLength(asked.items.length);
  });

  it('takes modules of one audience only', async () => {
    const { modules } = await coverage('--audience', 'partners');
    expect(modules.map(({ id }) => id)).toEqual(['cpm-foundations']);
  });

  it('takes modules of one programme only, in its order', async () => {
    const { modules } = await coverage('--programme', 'supervisor');
    expect(modules.map(({ id }) => id)).toEqual(['cpm-foundations', 'theoretical-framework', 'cpm-behaviors']);
    const partners = await coverage('--programme', 'supervisor', '--audience', 'partners');
    expect(partners.modules.map(({ id }) => id)).toEqual(['cpm-foundations']);
  });

  it('leaves out what a programme leaves out', async () => {
    const folder = await copyOfModules(scratch.folder, 'cpm-foundations', 'cpm-behaviors');
    const file = path.join(folder, 'curriculum.yaml');
    const head = (await readFile(file, 'utf8')).replace(/^programmes:[\s\S]*/m, '');
    await writeFile(
      file,
      `${head}programmes:\n  - id: short\n    title: Short\n    version: "1.0.0"\n    language: en\n    summary: The behaviors alone.\n    modules:\n      - module: cpm-behaviors\n`,
    );
    const { modules, objectives } = await coverage('--modules', folder, '--programme', 'short');
    expect(modules.map(({ id }) => id)).toEqual(['cpm-behaviors']);
    expect(new Set(objectives.map(({ module }) => module))).toEqual(new Set(['cpm-behaviors']));
  });

  it('says which programmes there are when it knows none of that name', async () => {
    const run = await cpm(['coverage', '--programme', 'supervisors']);
    expect(run.code).toBe(2);
    expect(run.err).toContain('There is no programme "supervisors". Did you mean "supervisor"?');
  });

  it('tells an objective that only checks measure, and a lesson that no question touches', async () => {
    const modules = await copyOfModules(scratch.folder, 'cpm-behaviors');
    const file = path.join(modules, 'cpm-behaviors/questions/assessment.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('objective: clear-words', 'objective: keep-word'));
    const lesson = path.join(modules, 'cpm-behaviors/lessons/07-last-words.md');
    await writeFile(lesson, '# Last words\n\n## A page for itself\n\nNobody asks about this page.\n');
    const { gaps } = await coverage('--modules', modules, 'cpm-behaviors');
    expect(gaps).toContainEqual(
      expect.objectContaining({ code: 'objective-in-checks-only', what: 'clear-words', module: 'cpm-behaviors' }),
    );
    expect(gaps).toContainEqual(
      expect.objectContaining({ code: 'lesson-without-question', what: 'Last words', module: 'cpm-behaviors' }),
    );
  });

  it('prints a table with every gap as a warning, and ends well', async () => {
    const run = await cpm(['coverage', 'cpm-behaviors']);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/2016\/practice-teaming +Teaming +taught: cpm-behaviors\/five-groups +not assessed/);
    expect(run.out).toContain('warning  2016/practice-teaming (Teaming) is taught, but no question measures it.');
  });

  it.each([
    ['--edition', '2061', 'There is no edition "2061".\nhint: known are 2016, 2024.'],
    ['--audience', 'leader', 'There is no audience "leader". Did you mean "leaders"?'],
  ])('says what was probably meant by %s %s', async (option, value, message) => {
    const run = await cpm(['coverage', option, value]);
    expect(run.code).toBe(2);
    expect(run.err).toContain(message);
  });

  it('writes a page that stands alone, in which axe finds nothing, at 320 px no wider than the window', async () => {
    const file = path.join(scratch.folder, 'coverage.html');
    expect((await cpm(['coverage', '--format', 'html', '--out', file])).code).toBe(0);
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
      await page.goto(`file://${file}`);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    } finally {
      await browser.close();
    }
  });

  it('says when the file cannot be written', async () => {
    const run = await cpm(['coverage', '--out', path.join(scratch.folder, 'no/such/folder.txt')]);
    expect(run.code).toBe(74);
    expect(run.err).toContain('it does not exist');
  });
});
