import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import { completionCsv } from '../../src/reports/completion-csv.js';
import { filtered, readFilter, writeFilter } from '../../src/reports/completion-filter.js';
import { completionPage } from '../../src/reports/completion-page.js';
import { en } from '../../src/server/words/en.js';
import { launchBrowser } from '../support/browser.js';
import { iriBase, play, start, wholeRun } from './plays.js';
import { recordsOf } from './records-of.js';

const engine = createEngine([fileURLToPath(new URL('../../templates', import.meta.url))]);
const modules = [
  { iri: `${iriBase}modules/one`, title: 'Where the model comes from' },
  { iri: `${iriBase}modules/two`, title: 'Theories & <models>' },
];
const titleOf = (iri: string) => modules.find((one) => one.iri === iri)?.title ?? iri;
const statements = [
  ...wholeRun(play('7Q4K', 'one', 'scorm12')),
  ...wholeRun(play('7Q4K', 'one', 'cmi5'), 100),
  ...wholeRun(play('1XB8', 'one', 'xapi'), 10).slice(0, 3),
  ...wholeRun(play('M3TE', 'two', 'xapi'), 20).slice(0, 2),
  ...wholeRun(play('=1+1', 'two', 'xapi'), 30),
];
const records = recordsOf(statements);
const page = (query = '', of = records) =>
  completionPage({
    report: { records: of, through: start },
    modules,
    filter: readFilter(new URLSearchParams(query)),
    path: '/reports/learners',
    csvPath: '/reports/learners.csv',
  });
const html = (query = '', of = records) =>
  engine.render('server/learners', {
    ...page(query, of),
    base: '',
    place: 'on this computer',
    role: 'state',
    signsIn: false,
    words: en,
    switchTo: null,
  });

describe('the finding', () => {
  it('comes in a sentence', () => {
    expect(page().finding).toBe(
      '4 module starts by 4 learners: 2 are completed. 1 is in progress and 1 is not passed yet.',
    );
    expect(page(`module=${modules[0]?.iri}`).finding).toBe(
      '1 of 2 learners has completed “Where the model comes from”. 1 is not passed yet.',
    );
    expect(page('status=failed').finding).toBe('Nobody has opened a module that fits here.');
  });
});

describe('filters', () => {
  it('are read from the address and written back to it', () => {
    for (const query of [
      '',
      '?module=x&status=failed&learner=a+b&sort=score&order=asc&page=3',
      '?order=asc',
      '?sort=learner&order=desc',
    ]) {
      expect(writeFilter(readFilter(new URLSearchParams(query)))).toBe(query);
    }
    expect(readFilter(new URLSearchParams('status=x&sort=y&page=-4&order=z'))).toEqual({
      module: null,
      status: null,
      learner: '',
      sort: 'seen',
      descending: false,
      page: 1,
    });
  });

  it('choose and order rows', () => {
    const accounts = (query: string) =>
      filtered(records, readFilter(new URLSearchParams(query)), titleOf).map((one) => one.learner.account);
    expect(accounts('')).toEqual(['7Q4K', '=1+1', 'M3TE', '1XB8']);
    expect(accounts('sort=learner')).toEqual(['=1+1', '1XB8', '7Q4K', 'M3TE']);
    expect(accounts('status=completed')).toEqual(['7Q4K', '=1+1']);
    expect(accounts('learner=q4')).toEqual(['7Q4K']);
    expect(accounts(`module=${modules[1]?.iri}&sort=score&order=asc`)).toEqual(['M3TE', '=1+1']);
  });

  it('page through fifty rows at a time', () => {
    const many = records.slice(0, 1).flatMap((one) =>
      Array.from({ length: 120 }, (_, n) => ({
        ...one,
        learner: { identity: `${n}`, account: `a${n}`, homePage: '' },
      })),
    );
    const last = page('page=9', many);
    expect(last.rows).toHaveLength(20);
    expect(last.pages).toEqual({ text: 'Page 3 of 3', previous: '/reports/learners?page=2', next: null });
  });
});

describe('the CSV', () => {
  it('has a row for each record and no formula', () => {
    const text = completionCsv(records, titleOf);
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe(
      '\uFEFFlearner,home page,module,title,status,score in percent,tries,attempts,time in seconds,last seen,version,packages,registrations,pre-test in percent,gain in percentage points',
    );
    expect(text).toContain("'=1+1,");
    expect(text).not.toMatch(/(^|,)=/m);
    expect(text).toContain(
      '7Q4K,https://lms.example/,https://example.org/cpm/modules/one,Where the model comes from,completed,87.5,4,2,2400,2026-03-14T11:00:00.000Z,1.0.0,',
    );
  });
});

describe('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('has a table with caption, headings and a sorted column, and escapes what it shows', async () => {
    const tab = await browser.newPage();
    await tab.setContent(html());
    expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe('Learners by account');
    const table = tab.getByRole('table', { name: /^4 rows/ });
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'Learner',
      'Module',
      'Status',
      'Score',
      'Tries',
      'Attempts',
      'Time',
      'Last seen',
      'Version',
      'Packages',
    ]);
    expect(
      await tab
        .locator('th[aria-sort]')
        .evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute('aria-sort')])),
    ).toEqual([['Last seen', 'descending']]);
    expect(await table.getByRole('row', { name: /7Q4K/ }).textContent()).toContain(
      'Completed88%4240 minMar 14, 20261.0.0cmi5, scorm12',
    );
    expect(await tab.getByText('Theories & <models>').count()).toBeGreaterThan(0);
    expect(await tab.getByRole('link', { name: 'Score' }).getAttribute('href')).toBe('/reports/learners?sort=score');
    expect(await tab.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe('/reports/learners.csv');
    expect(await tab.getByRole('search').getByRole('combobox').count()).toBe(2);
  });

  it('has nothing that axe finds, full, filtered to nothing, and empty', async () => {
    const axe = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));
    for (const text of [html(), html('status=failed'), html('', [])]) {
      const tab = await browser.newPage();
      await tab.setContent(text);
      await tab.addScriptTag({ path: axe });
      const violations = await tab.evaluate(
        'axe.run().then((found) => found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join()}`))',
      );
      expect(violations).toEqual([]);
      expect(text).not.toMatch(/ style=| on[a-z]+=/);
    }
  });

  it('says what to do when there is nothing to show', () => {
    expect(html('', [])).toContain('No statements yet');
    expect(html('status=failed')).toContain('No learner fits these filters');
  });
});
