import { existsSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CompiledQuery, type Kysely } from 'kysely';
import Libsql from 'libsql';
import { createEngine } from '../../../src/html/engine.js';
import { createSheets } from '../../../src/reports/assessment/sheets.js';
import { readWish } from '../../../src/reports/filter-address.js';
import { reportPage } from '../../../src/reports/page/report-page.js';
import { type Ground, readReport } from '../../../src/reports/read-report.js';
import { allReports } from '../../../src/reports/reports.js';
import { en } from '../../../src/server/words/en.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';
import type { Sight } from '../../../src/tracking/sight.js';
import { madeFacts, today } from '../../reports/support/fill-facts.js';
import { sampleContent, sampleCurriculum } from '../../reports/support/sample-matter.js';

export interface MeasureOptions {
  readonly root: string;
  readonly folder: string;
  readonly people: number;
  readonly share: number;
  readonly times: number;
  readonly out: (line: string) => void;
}

/** Fills the tables of facts, then reads and renders every report as several readers, and prints p95, bytes and plans. */
export async function measure({ root, folder, people, share, times, out }: MeasureOptions): Promise<void> {
  const file = path.join(folder, 'tracking.sqlite');
  const isFilled = existsSync(file);
  await (await openTracking(file, Date.now)).close();
  const content = sampleContent();
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
    academy: { kind: 'academy', academy: 'bay' },
    county: { kind: 'county', county: 'alpine' },
    author: { kind: 'author' },
  };
  out(
    '\nreport        reader    filter                 first ms   p50   p95   kB gzip (CPU time: other programs do not count)',
  );
  for (const report of allReports) {
    for (const [name, sight] of Object.entries(sights)) {
      if (!report.readers.includes(sight.kind)) continue;
      for (const query of ['', 'role=supervisor&county=butte', 'sort=county&page=40']) {
        const ground: Ground = { db, sheets, curriculum: sampleCurriculum, content, sight, today };
        const wish = readWish(new URLSearchParams(query), report);
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
        const at = (share: number) =>
          (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
        out(
          `${report.id.padEnd(12)}  ${name.padEnd(8)}  ${query.padEnd(28)} ${first.toFixed(0).padStart(6)} ${at(0.5).padStart(5)} ${at(0.95).padStart(5)} ${(gzipSync(html).length / 1000).toFixed(1).padStart(7)}`,
        );
      }
    }
  }
  await close();
  await plans(file, content, out);
}

/** Every query of every report, with what SQLite does for it. */
async function plans(
  file: string,
  content: ReturnType<typeof sampleContent>,
  out: (line: string) => void,
): Promise<void> {
  const { db, close } = await openTracking(file, Date.now);
  const seen = new Map<string, string>();
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const listening = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  });
  const executor = listening.getExecutor();
  const original = executor.executeQuery.bind(executor);
  executor.executeQuery = ((query: CompiledQuery, ...rest: []) => {
    asked.push(query);
    return original(query, ...rest);
  }) as typeof executor.executeQuery;
  const sheets = createSheets({ db: listening, now: Date.now, stale: 0, onError: () => undefined });
  for (const report of allReports) {
    const ground: Ground = {
      db: listening,
      sheets,
      curriculum: sampleCurriculum,
      content,
      sight: { kind: 'state' },
      today,
    };
    asked.length = 0;
    await readReport(report, ground, readWish(new URLSearchParams('county=butte'), report), false);
    for (const query of asked) {
      if (seen.has(query.sql)) continue;
      seen.set(query.sql, report.id);
      const { rows } = await (db as Kysely<unknown>).executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]),
      );
      out(
        `\n${report.id}: ${query.sql.replace(/\s+/g, ' ').slice(0, 220)}\n${rows.map(({ detail }) => `    ${detail}`).join('\n')}`,
      );
    }
  }
  await close();
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
  database.exec(`update fold set revision = 1, through = ${today * 86_400_000} where one = 1`);
  database.exec('commit');
  database.close();
  return counts;
}
