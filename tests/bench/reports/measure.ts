import { existsSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import Libsql from 'libsql';
import { matterOf } from '../../../src/commands/matter-of.js';
import { dayAt } from '../../../src/days.js';
import { createEngine } from '../../../src/html/engine.js';
import { createSheets } from '../../../src/reports/assessment/sheets.js';
import { reportPage } from '../../../src/reports/page/report-page.js';
import { type Ground, readReport } from '../../../src/reports/read-report.js';
import { allReports } from '../../../src/reports/reports.js';
import { en } from '../../../src/server/words/en.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';
import type { Sight } from '../../../src/tracking/sight.js';
import { today as madeDay, madeFacts } from '../../reports/support/fill-facts.js';
import { sampleContent, sampleCurriculum } from '../../reports/support/sample-matter.js';

export interface MeasureOptions {
  readonly root: string;
  readonly folder: string;
  readonly people: number;
  readonly share: number;
  readonly times: number;
  /** The folder is one of `cpm demo`. */
  readonly isMadeYear: boolean;
  /** The one report to read; all without it. */
  readonly only: string | undefined;
  readonly out: (line: string) => void;
  /** How slow the machine is meanwhile (`yardstick.mjs`). */
  readonly yardstick: { readonly look: () => void; readonly last: () => number };
}

/** Milliseconds at the usual speed that 95 of 100 readings of a page may take, and bytes that it may have on its way. */
const [mostMs, mostBytes] = [150, 200_000];

/**
 * Fills the tables of facts, then reads and renders every report as several readers, and prints p95 and bytes.
 * @returns whether every page kept within the limits
 */
export async function measure(options: MeasureOptions): Promise<boolean> {
  const { root, folder, people, share, times, isMadeYear, only, out, yardstick } = options;
  const file = path.join(folder, 'tracking.sqlite');
  const isFilled = existsSync(file);
  await (await openTracking(file, Date.now)).close();
  const modulesFolder = path.join(root, 'modules');
  const still = { isTerminal: false, exitWith: () => undefined, untilStopped: () => Promise.resolve() };
  const io = { cwd: root, env: process.env, out, err: out, ...still };
  const { content, curriculum } = isMadeYear
    ? await matterOf(io, { root, cwd: root, modulesFolder })
    : { content: sampleContent(), curriculum: sampleCurriculum };
  const today = isMadeYear ? dayAt(Date.now()) : madeDay;
  const began = performance.now();
  const counts = isFilled ? new Map<string, number>() : fill(file, madeFacts({ people, content, share }));
  out(
    `filled in ${((performance.now() - began) / 1000).toFixed(0)} s: ${[...counts].map(([table, n]) => `${table} ${n}`).join(', ')}`,
  );
  const { db, close } = await openTracking(file, Date.now);
  const engine = createEngine([path.join(root, 'templates')]);
  const sheets = createSheets({ db, now: Date.now, stale: 600_000, onError: (error) => out(String(error)) });
  const sights: Record<string, Sight> = {
    state: { kind: 'state' },
    academy: { kind: 'academy', academy: isMadeYear ? (curriculum.academies[0]?.id ?? '') : 'northern' },
    county: { kind: 'county', county: 'butte' },
    author: { kind: 'author' },
  };
  out(
    '\nreport        reader    filter                 first ms   p50   p95   kB gzip slowness (CPU time: other programs do not count)',
  );
  const over: string[] = [];
  let pages = 0;
  for (const report of allReports) {
    if (only !== undefined && report.id !== only) continue;
    for (const [name, sight] of Object.entries(sights)) {
      if (!report.readers.includes(sight.kind)) continue;
      for (const query of ['', 'role=supervisor&county=butte', 'sort=county&page=40']) {
        const ground: Ground = { db, sheets, curriculum, content, sight, today };
        const wish = new URLSearchParams(query);
        const once = async () => {
          const read = await readReport(report, ground, wish, false);
          const base = '/reports';
          const page = reportPage({
            ...report,
            ...read,
            path: `${base}/${report.id}`,
            base,
            others: allReports,
            current: report.id,
          });
          return engine.render('server/report', {
            ...page,
            base: '',
            place: 'here',
            role: 'state',
            signsIn: false,
            words: en,
            switchTo: null,
          });
        };
        yardstick.look();
        const took: number[] = [];
        let html = '';
        for (let i = 0; i < times + 1; i++) {
          const from = process.cpuUsage();
          html = await once();
          const { user, system } = process.cpuUsage(from);
          took.push((user + system) / 1000);
        }
        const [first = 0, ...rest] = took;
        const sorted = rest.sort((a, b) => a - b);
        // Nearest rank: of 20, the 19th.
        const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
        yardstick.look();
        const slowness = yardstick.last();
        const bytes = gzipSync(html).length;
        const isOver = at(0.95) / slowness > mostMs || bytes > mostBytes;
        pages += 1;
        if (isOver) over.push(`${report.id} ${name} ${query}`);
        const figures = [first, at(0.5), at(0.95)].map((ms) => ms.toFixed(0).padStart(6)).join('');
        out(
          `${report.id.padEnd(12)}  ${name.padEnd(8)}  ${query.padEnd(28)} ${figures} ${(bytes / 1000).toFixed(1).padStart(7)} ${slowness.toFixed(1).padStart(8)}${isOver ? '  over the limit' : ''}`,
        );
      }
    }
  }
  await close();
  out(
    `\n${pages - over.length} of ${pages} pages within ${mostMs} ms p95 at the usual speed and ${mostBytes / 1000} kB gzip${over.length > 0 ? `; over: ${over.join(', ')}` : ''}`,
  );
  return over.length === 0;
}

/** Rows by prepared statements: half a minute for two million, where a query builder takes ten. */
function fill(file: string, facts: ReturnType<typeof madeFacts>): Map<string, number> {
  const database = new Libsql(file);
  database.exec('pragma synchronous = off');
  database.exec('begin');
  const statements = new Map<string, { run: (values: unknown[]) => void; names: string[] }>();
  const counts = new Map<string, number>();
  for (const rows of facts) {
    for (const [table, list] of Object.entries(rows)) {
      for (const row of list ?? []) {
        let statement = statements.get(table);
        if (!statement) {
          const names = Object.keys(row);
          const made = database.prepare(
            `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
          );
          statement = { run: (values) => void made.run(values), names };
          statements.set(table, statement);
        }
        const values: Record<string, unknown> = { ...row };
        statement.run(statement.names.map((name) => values[name]));
        counts.set(table, (counts.get(table) ?? 0) + 1);
      }
    }
  }
  database.exec(`update fold set revision = 1, through = ${madeDay * 86_400_000} where one = 1`);
  database.exec('commit');
  database.close();
  return counts;
}
