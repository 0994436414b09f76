import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTracking } from '../../src/tracking/open-tracking.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, cpmHere as cpm } from '../support/cpm.js';

let folder: string;
let done: () => Promise<void>;
let data: string;
let modules: string;
beforeAll(async () => {
  ({ folder, done } = await scratchFolder('cli-report'));
  data = path.join(folder, 'data');
  modules = await copyOfModules(folder, 'cpm-foundations');
  const { db, close } = await openTracking(path.join(data, 'tracking.sqlite'), Date.now);
  const attempt = { module: 'cpm-foundations', version: '1.0.0', target: 'scorm12', state: '{}', failed_at: null };
  const figures = { progress: 100, score: 1, pre_test: null, tries: 1, seconds: 60, first_at: 1, last_at: 1 };
  for (let id = 1; id <= 40; id++) {
    await db
      .insertInto('learners')
      .values({ id, identity: `i${id}`, account: `a${id}`, home_page: 'x', person_id: null })
      .execute();
    await db
      .insertInto('attempts')
      .values({ id, learner_id: id, registration: `${id}`, completed_at: 1, passed_at: 1, ...attempt, ...figures })
      .execute();
    const answer = {
      attempt_id: id,
      learner_id: id,
      module: attempt.module,
      version: attempt.version,
      try: 1,
      at: 1,
      seconds: 9,
    };
    for (const item of ['a', 'b'])
      await db
        .insertInto('item_results')
        .values({ ...answer, item, statement: `${id}${item}`, score: id % 2, response: null })
        .execute();
  }
  await close();
});
afterAll(() => done());

describe('cpm report', () => {
  it('lists every report with its filters', async () => {
    const { code, out } = await cpm(['report', 'list']);
    expect(code).toBe(0);
    for (const name of [
      'completion',
      'overdue',
      'hours',
      'versions',
      'counts',
      'items',
      'reliability',
      'gain',
      'mastery',
      'dropoff',
    ])
      expect(out).toMatch(new RegExp(`^${name} `, 'm'));
    expect(out).toContain('--county');
  });

  const at = () => ['--data', data, '--modules', modules];

  it('gives a report as a table and as JSON', async () => {
    const table = await cpm(['report', 'items', ...at()]);
    expect(table).toMatchObject({ code: 0 });
    expect(table.out).toMatch(/ 40 +0\.50 +1\.00 /);
    const json = JSON.parse((await cpm(['report', 'items', ...at(), '--format', 'json'])).out);
    expect(json.tables[0].rows.map((row: { n: number }) => row.n)).toEqual([40, 40]);
  });

  it('takes the version of a module for that of a module, and refuses one in which nobody learned', async () => {
    const { code, out } = await cpm(['report', 'items', ...at(), '--version', '1.0.0', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).filter.Version).toContain('1.0.0');
    const other = await cpm(['report', 'items', ...at(), '--version', '1.0.1']);
    expect(other).toMatchObject({ code: 2 });
    expect(other.err).toContain('There is no version "1.0.1"');
  });

  it('writes a report as CSV and as a workbook', async () => {
    const csv = path.join(folder, 'reliability.csv');
    expect(await cpm(['report', 'reliability', ...at(), '--format', 'csv', '--out', csv])).toMatchObject({ code: 0 });
    expect(await readFile(csv, 'utf8')).toContain(',1,KR-20,40,2,0');
    const book = path.join(folder, 'items.xlsx');
    expect(await cpm(['report', 'items', ...at(), '--format', 'xlsx', '--out', book])).toMatchObject({ code: 0 });
    expect((await readFile(book)).subarray(0, 2).toString()).toBe('PK');
  });

  it.each([
    [['overdu'], 2, 'Did you mean "overdue"?'],
    [['items', '--module', 'cpm-foundation'], 2, 'Did you mean "cpm-foundations"?'],
    [['items', '--status', 'overdue'], 2, 'does not take --status'],
    [['completion', '--from', '31.1.2026'], 2, 'write it as 2026-03-14'],
    [['completion', '--status', 'late'], 2, 'There is no status "late"'],
    [['items', '--format', 'xlsx'], 2, 'A workbook needs a file'],
    [['items', '--format', 'csv', '--table', 'none'], 2, 'known are items, choices'],
    [['items', '--format', 'pdf'], 2, 'Allowed choices'],
  ])('refuses %j and says what to write instead', async (args, code, words) => {
    const told = await cpm(['report', ...args, ...at()]);
    expect([told.code, told.err.includes(words), told.err]).toEqual([code, true, told.err]);
  });

  it('says where facts come from when there are none', async () => {
    const told = await cpm(['report', 'items', '--modules', modules, '--data', path.join(folder, 'nowhere')]);
    expect(told.code).toBe(74);
    expect(told.err).toContain('cpm start makes them');
  });
});
