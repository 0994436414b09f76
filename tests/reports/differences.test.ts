import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSheets, type Sheets } from '../../src/reports/assessment/sheets.js';
import { readReport } from '../../src/reports/read-report.js';
import { allReports } from '../../src/reports/reports.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import type { Sight } from '../../src/tracking/sight.js';
import { scratchFolder } from '../support/browser.js';
import { fillFacts, today } from './support/fill-facts.js';
import { counties, sampleContent, sampleCurriculum } from './support/sample-matter.js';

const content = sampleContent(2, 2);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let tracking: Tracking;
let sheets: Sheets;
beforeAll(async () => {
  scratch = await scratchFolder('differences');
  tracking = await openTracking(path.join(scratch.folder, 'tracking.sqlite'), Date.now);
  await fillFacts(tracking.db, { people: 500, content, seed });
  sheets = createSheets({ db: tracking.db, now: Date.now, stale: 0, onError: () => undefined });
});
afterAll(async () => {
  await tracking.close();
  await scratch.done();
});

/** What must not be told exactly: counts of people. Questions of an objective and the like are no people. */
const ofThings = new Set(['questions', 'items']);

/** Every count of a report by where it stands. */
async function figuresOf(id: string, query: string, sight: Sight): Promise<Map<string, number | null>> {
  const report = allReports.find((one) => one.id === id);
  if (!report) throw new Error(`No report ${id}`);
  const ground = { db: tracking.db, sheets, curriculum: sampleCurriculum, content, sight, today };
  const { answer } = await readReport(report, ground, new URLSearchParams(query), true);
  const figures = new Map<string, number | null>();
  for (const table of answer.tables.filter((one) => one.id !== 'people'))
    for (const row of [...table.rows, ...(table.total ? [table.total] : [])]) {
      const named = table.columns.filter(({ kind }) => kind === 'text' || kind === 'status');
      const label = named.map(({ key }) => JSON.stringify(row.cells[key])).join();
      for (const { key, kind } of table.columns) {
        const cell = row.cells[key];
        if (kind !== 'count' || ofThings.has(key) || cell === null || cell === undefined) continue;
        figures.set(`${id} ${table.id} ${label} ${key}`, typeof cell === 'number' ? cell : null);
      }
    }
  return figures;
}

/** Every page that filters by people lead to. */
/** A sixth of the counties: the rest says nothing new. */
const some = counties.filter((_, n) => n % 6 === 0);
const places = [
  '',
  ...new Set(counties.map(({ academy }) => `&academy=${academy}`)),
  ...some.map(({ id }) => `&county=${id}`),
];
const roles = ['', '&role=social-worker', '&role=supervisor'];
const pages = places.flatMap((place) => roles.map((role) => `${place}${role}`));

/** What a count may have been that is told as this. */
const possible = (told: number) =>
  Array.from({ length: 9 }, (_, n) => told - 4 + n).filter(
    (n) => n === told || (told !== 0 && n >= 11 && (n < 18 ? told === 15 : Math.round(n / 5) * 5 === told)),
  );

it.each([
  ['counts', 'requirement=core'],
  ['completion', 'requirement=core'],
  ['overdue', 'requirement=core'],
  ['hours', 'requirement=hours'],
  ['versions', ''],
] as const)('no count of 1 to 10 follows from two pages of the report %s', async (id, query) => {
  const author: Sight = { kind: 'author' };
  const read = pages.map(async (page) => ({
    told: await figuresOf(id, query + page, author),
    passedOn: await figuresOf(id, `${query}${page}&small=hide`, { kind: 'state' }),
    true: await figuresOf(id, `${query}${page}&small=show`, { kind: 'state' }),
  }));
  const all = await Promise.all(read);
  let tempting = 0;
  for (const one of all) {
    expect(one.passedOn, `seed ${seed}`).toEqual(one.told);
    for (const [place, told] of one.told) {
      const exact = one.true.get(place) ?? 0;
      if (told === null) continue;
      // Told as what it may be, and never as one of few.
      expect(possible(told), `${place}, seed ${seed}`).toContain(exact);
      expect(exact === 0 || exact > 10, `${place}, seed ${seed}`).toBe(true);
    }
    for (const other of all)
      for (const [place, told] of one.told) {
        const less = other.told.get(place);
        if (told === null || less === null || less === undefined) continue;
        const difference = (one.true.get(place) ?? 0) - (other.true.get(place) ?? 0);
        if (difference < 1 || difference > 10) continue;
        tempting++;
        const found = new Set(possible(told).flatMap((a) => possible(less).map((b) => a - b)));
        expect(found.size, `${place}: ${told} - ${less}, seed ${seed}`).toBeGreaterThan(4);
      }
  }
  // Else nothing was tried.
  if (id === 'counts' || id === 'completion') expect(tempting).toBeGreaterThan(0);
});

it.each(['items', 'dropoff', 'gain', 'mastery', 'reliability'])(
  'a part of the learners is told in rounded counts in the report %s',
  async (id) => {
    const [module] = content.modules.keys();
    const query = `module=${module}&version=${content.modules.get(module ?? '')?.version}`;
    for (const page of pages.slice(1)) {
      const told = await figuresOf(id, query + page, { kind: 'author' });
      for (const [place, count] of told)
        if (count !== null)
          expect(count % 5 === 0 && count !== 5 && count !== 10, `${page} ${place}: ${count}`).toBe(true);
    }
  },
);
