import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isPostgres } from '../lrs/open-store.js';
import { createSheets } from '../reports/assessment/sheets.js';
import { dayOf, oneDay } from '../reports/filter-address.js';
import { reportCsv } from '../reports/page/report-csv.js';
import { reportJson } from '../reports/page/report-json.js';
import { reportText } from '../reports/page/report-text.js';
import { reportXlsx } from '../reports/page/report-xlsx.js';
import { chosenWords, type ReportRead, readReport } from '../reports/read-report.js';
import { type FilterName, filterNames, type Report } from '../reports/report.js';
import { allReports } from '../reports/reports.js';
import { openTracking } from '../tracking/open-tracking.js';
import type { Io } from './io.js';
import { matterOf } from './matter-of.js';
import { display, notKnown, workshopOf } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';
import { databaseOf, type StoreOptions, storeRefused } from './with-store.js';

export type ReportOptions = StoreOptions &
  Readonly<Partial<Record<FilterName, string>>> & {
    readonly format: 'table' | 'csv' | 'xlsx' | 'json';
    readonly out?: string;
    readonly table?: string;
    readonly modules?: string;
  };

/** `cpm report list`: every report with the filters it takes. */
export function listReports(io: Io): void {
  for (const { id, title, summary, filters } of allReports) {
    io.out(`${id.padEnd(12)} ${title}. ${summary}\n${' '.repeat(13)}${filters.map((name) => `--${name}`).join(' ')}\n`);
  }
}

/** `cpm report NAME`: one report for whoever may read the database, that is of everybody. */
export async function report(io: Io, name: string, options: ReportOptions): Promise<void> {
  const known = allReports.find(({ id }) => id === name);
  if (!known)
    throw new StopError(notKnown('report', name, ['list', ...allReports.map(({ id }) => id)]), exitCodes.usage);
  const query = queryOf(known, options);
  if (options.format === 'xlsx' && options.out === undefined)
    throw new StopError('A workbook needs a file.\nhint: name it with --out report.xlsx', exitCodes.usage);
  const began = Date.now();
  const say = (line: string) => io.isTerminal && io.err(line);
  say('Reading the modules…');
  const matter = await matterOf(io, workshopOf(io, options.modules));
  checkNamed(options, matter);
  const tracking = await open(io, options);
  try {
    say('Reading the facts…');
    const sheets = createSheets({ db: tracking.db, now: Date.now, stale: 0, onError: () => undefined });
    const ground = {
      db: tracking.db,
      sheets,
      ...matter,
      sight: { kind: 'state' as const },
      today: Math.floor(Date.now() / oneDay),
    };
    const read = await readReport(known, ground, query, true);
    checkRead(read, options);
    const text = await formOf(known, read, options);
    if (options.out === undefined) io.out(String(text).replace(/\r?\n$/, ''));
    else write(io, path.resolve(io.cwd, options.out), text);
    say(`${known.title}: ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  } finally {
    await tracking.close();
  }
}

/** The filters as an address would have them. A filter that the report does not take is wrong use, and so is a day that is none. */
function queryOf(known: Report, options: ReportOptions): URLSearchParams {
  const query = new URLSearchParams();
  const faults: string[] = [];
  for (const name of filterNames) {
    const value = options[name];
    if (value === undefined) continue;
    if (!known.filters.includes(name))
      faults.push(
        `The report ${known.id} does not take --${name}.\nhint: it takes ${known.filters.map((one) => `--${one}`).join(', ')}.`,
      );
    else if ((name === 'from' || name === 'to') && dayOf(value) === null)
      faults.push(`--${name} ${value} is no day.\nhint: write it as 2026-03-14.`);
    else if (name === 'status' && !known.statuses?.some((one) => one.value === value))
      faults.push(notKnown('status', value, known.statuses?.map((one) => one.value) ?? []));
    else if (name === 'small' && value !== 'show' && value !== 'hide')
      faults.push(notKnown('way', value, ['show', 'hide']));
    query.set(name, value);
  }
  if (faults.length > 0) throw new StopError(faults.join('\n'), exitCodes.usage);
  return query;
}

/** A word that names nothing would give an empty report, which looks like good news. */
function checkNamed(options: ReportOptions, { curriculum, content }: Awaited<ReturnType<typeof matterOf>>): void {
  const known = {
    county: curriculum.counties.map(({ id }) => id),
    academy: curriculum.academies.map(({ id }) => id),
    role: curriculum.roles.map(({ id }) => id),
    requirement: curriculum.requirements.map(({ id }) => id),
    module: [...content.modules.keys()],
  };
  const faults = (['county', 'academy', 'role', 'requirement', 'module'] as const).flatMap((name) => {
    const value = options[name];
    return value === undefined || known[name].includes(value) ? [] : [notKnown(name, value, known[name])];
  });
  if (faults.length > 0) throw new StopError(faults.join('\n'), exitCodes.usage);
}

/** What only the facts tell: versions in which somebody learned, and periods that end before they begin. */
function checkRead({ faults, filters, wish }: ReportRead, { version }: ReportOptions): void {
  if (faults.length > 0) throw new StopError(faults.join('\n'), exitCodes.usage);
  if (version === undefined || wish.filter.version === version) return;
  const choices = filters.selects.find(({ name }) => name === 'version')?.choices ?? [];
  const known = choices.map(({ value }) => value);
  throw new StopError(notKnown('version', version, known), exitCodes.usage);
}

async function open(io: Io, options: ReportOptions) {
  const store = databaseOf(io, options);
  const database = isPostgres(store) ? store : path.join(path.dirname(store), 'tracking.sqlite');
  if (!isPostgres(database) && !existsSync(database))
    throw new StopError(
      `There are no facts at ${display(io, database)}.\nhint: name the data folder with --data; cpm start makes them from the statements in it.`,
      exitCodes.environment,
    );
  return openTracking(database, Date.now).catch((error: unknown) => {
    throw storeRefused(io, database, error);
  });
}

async function formOf({ id, title, main }: Report, read: ReportRead, options: ReportOptions): Promise<string | Buffer> {
  const { answer } = read;
  switch (options.format) {
    case 'table':
      return reportText(title, answer);
    case 'json':
      return reportJson({ id, title }, answer, Object.fromEntries(chosenWords(read)));
    case 'xlsx':
      return reportXlsx({ title, answer, chosen: chosenWords(read) });
    case 'csv': {
      const wanted = options.table ?? main;
      const table = answer.tables.find((one) => one.id === wanted);
      if (options.table !== undefined && !table)
        throw new StopError(
          notKnown(
            'table',
            options.table,
            answer.tables.map((one) => one.id),
          ),
          exitCodes.usage,
        );
      const shown = table ?? answer.tables[0];
      return shown ? reportCsv(shown) : '';
    }
  }
}

function write(io: Io, file: string, text: string | Buffer): void {
  try {
    writeFileSync(file, typeof text === 'string' && !text.endsWith('\n') ? `${text}\n` : text, { mode: 0o600 });
  } catch (error) {
    throw new StopError(
      `${display(io, file)} can't be written: ${reason(error)}.\nhint: name a file in a folder that exists.`,
      exitCodes.environment,
    );
  }
  io.out(`${display(io, file)} written.`);
}
