import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allReports } from '../../src/reports/reports.js';
import type { Servers } from '../../src/server/app.js';
import { openTracking } from '../../src/tracking/open-tracking.js';
import { fillFacts, today } from '../reports/support/fill-facts.js';
import { sampleContent, sampleCurriculum } from '../reports/support/sample-matter.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { axeFindings } from './support/axe-findings.js';
import { runningServer } from './support/running-server.js';

let browser: Browser;
let servers: Servers & { readonly errors: unknown[] };
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('report-pages');
  done = scratch.done;
  const content = sampleContent(5, 4);
  const tracking = await openTracking(path.join(scratch.folder, 'data', 'tracking.sqlite'), Date.now);
  await fillFacts(tracking.db, { people: 120, content });
  await tracking.close();
  const matter = { curriculum: sampleCurriculum, content };
  servers = await runningServer(scratch.folder, [], { matter, now: () => today * 86_400_000 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await servers.close();
  await done();
});

async function opened(address: string, width = 1280): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
  await page.goto(`${servers.origin}${address}`);
  return page;
}

const reports = allReports.map(({ id }) => `/reports/${id}?small=show`);

describe('report pages', () => {
  it.each(['/reports', ...reports, '/reports/people/3', '/reports/attempts/3'])(
    '%s has nothing that axe finds and needs no sideways scrolling, wide and at 320 pixels',
    async (address) => {
      for (const width of [1280, 320]) {
        const page = await opened(address, width);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        expect(await axeFindings(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await page.content()).not.toMatch(/ style=| on[a-z]+="/);
        await page.context().close();
      }
    },
  );

  it('says on paper which page of how many lines it is, and keeps each day on one line', async () => {
    const page = await opened('/reports/overdue?small=show');
    const printed = page.getByText(/^Page 1 of \d+\. The files \(CSV, XLSX, JSON\) hold all \d+ lines\.$/);
    expect(await printed.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await printed.isVisible()).toBe(true);
    await page.setViewportSize({ width: 800, height: 800 });
    const heights = await page.locator('td.day').evaluateAll((cells) =>
      cells.map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
      }),
    );
    expect(new Set(heights)).toEqual(new Set([1]));
    await page.context().close();
  });

  it('answers an address that asks for what is not there with the filters to choose from, and a file with the reason', async () => {
    const page = await opened('/reports/overdue?county=bute');
    await page.getByText('There is no county “bute”; “butte” may be meant.').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'CSV' }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('County').selectOption('Butte');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/county=butte/);
    expect(await page.getByRole('table').count()).toBeGreaterThan(0);
    const file = await page.request.get(`${servers.origin}/reports/overdue.csv?county=bute`);
    expect([file.status(), await file.text()]).toEqual([400, expect.stringContaining('“butte” may be meant')]);
    const table = await page.request.get(`${servers.origin}/reports/overdue.csv?table=nope`);
    expect([table.status(), await table.text()]).toEqual([404, expect.stringContaining('people, groups')]);
    await page.context().close();
  });

  it('names the person whose attempt is opened, and speaks of no filters where there are none', async () => {
    const page = await opened('/reports/attempts/3');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/: attempt of \S+, \S+/);
    await page.goto(`${servers.origin}/reports/people/3`);
    expect(await page.locator('main').innerText()).not.toContain('Choose other filters');
    await page.context().close();
  });

  it('is filtered by keyboard, and its address is the report', async () => {
    const page = await opened('/reports/completion');
    await page.getByLabel('County').focus();
    await page.keyboard.type('Butte');
    await page.getByRole('button', { name: 'Show' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/county=butte/);
    expect(new URL(page.url()).searchParams.get('county')).toBe('butte');
    const shown = await page.locator('#t-people').locator('..').locator('tbody tr td:nth-child(3)').allTextContents();
    expect(new Set(shown)).toEqual(new Set(['Butte']));
    const csv = await page.getByRole('link', { name: 'CSV', exact: true }).getAttribute('href');
    expect(csv).toContain('county=butte');
    await page.getByRole('link', { name: 'Due', exact: true }).click();
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toBe('Due');
    expect(page.url()).toContain('county=butte');
    await page.getByRole('link', { name: 'Clear filters' }).click();
    expect(new URL(page.url()).search).toBe('');
    await page.context().close();
  });

  it('folds its filters at 320 pixels, and opens them by keyboard', async () => {
    const page = await opened('/reports/overdue', 320);
    expect(await page.getByLabel('County').isVisible()).toBe(false);
    await page.locator('summary', { hasText: 'Filters' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('County').isVisible()).toBe(true);
    await page.context().close();
  });

  it('opens a figure down to the attempt', async () => {
    const page = await opened('/reports/completion');
    await page.locator('tbody th a').first().click();
    await page.locator('table', { hasText: 'Attempts, the newest first' }).locator('tbody th a').first().click();
    expect(await page.locator('caption').allTextContents()).toContain('Pages, as they were opened first');
    await page.context().close();
  });

  it('gives every report as CSV, XLSX and JSON, and nothing that is not there', async () => {
    for (const { id } of allReports) {
      for (const [form, type] of [
        ['csv', 'text/csv'],
        ['xlsx', 'spreadsheetml'],
        ['json', 'application/json'],
      ] as const) {
        const answer = await fetch(`${servers.origin}/reports/${id}.${form}`);
        expect([id, form, answer.status, answer.headers.get('content-type')]).toEqual([
          id,
          form,
          200,
          expect.stringContaining(type),
        ]);
        expect(answer.headers.get('content-disposition')).toContain(`${id}.${form}`);
        expect(answer.headers.get('cache-control')).toBe('no-store');
      }
    }
    for (const address of [
      '/reports/nothing',
      '/reports/items.pdf',
      '/reports/people/99999',
      '/reports/attempts/x',
      '/reports/constructor',
      '/reports/items.constructor',
    ])
      expect([address, (await fetch(`${servers.origin}${address}`)).status]).toEqual([address, 404]);
    expect(servers.errors).toEqual([]);
  });
});
