import express, { type Request, type Response, type Router } from 'express';
import type { Engine } from '../html/engine.js';
import { asOf } from '../reports/as-of.js';
import { createSheets } from '../reports/assessment/sheets.js';
import { oneDay } from '../reports/filter-address.js';
import { openAttempt } from '../reports/opened/attempt.js';
import { openPerson } from '../reports/opened/person.js';
import { reportCsv } from '../reports/page/report-csv.js';
import { reportJson } from '../reports/page/report-json.js';
import { reportPage } from '../reports/page/report-page.js';
import { reportXlsx } from '../reports/page/report-xlsx.js';
import { written } from '../reports/page/written.js';
import { chosenWords, type Ground, type ReportRead, readReport } from '../reports/read-report.js';
import type { Answer, Content, Report } from '../reports/report.js';
import { reportGroups, reportsFor } from '../reports/reports.js';
import type { Curriculum } from '../tracking/curriculum.js';
import type { Facts } from '../tracking/facts/create-facts.js';
import type { Tracking } from '../tracking/open-tracking.js';
import type { Sight } from '../tracking/sight.js';
import { ReplyError } from './reply-error.js';

/** What reports know besides facts: what is asked of people, and what modules are made of. */
export interface ReportMatter {
  readonly curriculum: Curriculum;
  readonly content: Content;
}

export interface ReportOptions extends ReportMatter {
  readonly facts: Pick<Facts, 'statementsBehind'>;
  readonly tracking: Tracking;
  readonly engine: Engine;
  /** Base path of the server's public address; '' for none. */
  readonly base: string;
  /** Whose data the reader of a page may see. */
  readonly sightOf: (request: Request) => Sight;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** `/reports`, every report below it as page, CSV, XLSX and JSON, and what its figures open to. */
export function reportRoutes(options: ReportOptions): Router {
  const { tracking, engine, curriculum, content, now, facts } = options;
  const { db } = tracking;
  const base = `${options.base}/reports`;
  const sheets = createSheets({ db, now, stale: staleLimit, onError: options.onError });
  const router = express.Router();
  const groundOf = (request: Request): Ground => {
    return { db, sheets, curriculum, content, sight: options.sightOf(request), today: Math.floor(now() / oneDay) };
  };
  const html = (response: Response, template: string, page: object) =>
    response.set('Cache-Control', 'no-store').type('html').send(engine.render(template, page));

  router.get('/reports', async (request, response) => {
    const { through } = await asOf(db);
    const { sight } = groundOf(request);
    const groups = reportGroups.flatMap(({ title, reports }) => {
      const open = reports.filter(({ readers }) => readers.includes(sight.kind));
      const cards = open.map((one) => ({ title: one.title, summary: one.summary, href: `${base}/${one.id}` }));
      return cards.length > 0 ? [{ title, reports: cards }] : [];
    });
    if (sight.kind === 'state') groups.push({ title: 'Statements as they come', reports: [byAccount(base)] });
    html(response, 'server/report-list', { groups, through: through > 0 ? written(through, 'time') : null });
  });

  const opened =
    (open: (ground: Ground, id: number) => Promise<{ title: string; answer: Answer } | undefined>, what: string) =>
    async (request: Request, response: Response) => {
      const ground = groundOf(request);
      const id = Number(request.params.id);
      const found = Number.isSafeInteger(id) ? await open(ground, id) : undefined;
      if (!found) throw notThere(what);
      const wish = { filter: {}, sort: null, page: 1 };
      const others = reportsFor(ground.sight);
      const page = { ...found, summary: '', wish, path: request.path, base, others, current: '' };
      html(response, 'server/report', reportPage(page));
    };
  router.get('/reports/people/:id', opened(openPerson, 'person'));
  router.get(
    '/reports/attempts/:id',
    opened((ground, id) => openAttempt(ground, id, (attempt) => facts.statementsBehind(attempt)), 'attempt'),
  );

  router.get('/reports/:name', async (request, response) => {
    const [id = '', form = ''] = request.params.name.split('.');
    const ground = groundOf(request);
    const others = reportsFor(ground.sight);
    const report = others.find((one) => one.id === id);
    const write = form === '' ? null : Object.hasOwn(exports, form) ? exports[form] : undefined;
    if (!report || write === undefined) throw notThere('report');
    const query = new URL(request.originalUrl, 'http://reports').searchParams;
    const read = await readReport(report, ground, query, write !== null);
    if (write === null) {
      const path = `${base}/${id}`;
      if (read.faults.length > 0) response.status(400);
      html(response, 'server/report', reportPage({ ...report, ...read, path, base, others, current: id }));
      return;
    }
    if (read.faults.length > 0) throw new ReplyError(400, 'There is no such report', read.answer.finding);
    const { type, body } = await write(report, read, query.get('table'));
    response.set('Cache-Control', 'no-store').attachment(`${id}.${form}`).type(type).send(body);
  });
  return router;
}

/** Milliseconds for which statistics of an earlier state are shown, with their time, while they are made anew. */
const staleLimit = 600_000;

interface Export {
  readonly type: string;
  readonly body: string | Buffer;
}

/** By the ending of the address. */
const exports: Readonly<Record<string, (report: Report, read: ReportRead, table: string | null) => Promise<Export>>> = {
  csv: async ({ main }, { answer: { tables } }, wanted) => {
    const table = tables.find(({ id }) => id === (wanted ?? main)) ?? (wanted === null ? tables[0] : undefined);
    if (!table && wanted !== null) {
      const known = tables.map(({ id }) => id).join(', ');
      throw new ReplyError(404, 'There is no such table', `This report has the tables ${known}.`);
    }
    return { type: 'csv', body: table ? reportCsv(table) : '' };
  },
  xlsx: async ({ title }, read) => ({
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: await reportXlsx({ title, answer: read.answer, chosen: chosenWords(read) }),
  }),
  json: async (report, read) => ({
    type: 'json',
    body: reportJson(report, read.answer, Object.fromEntries(chosenWords(read))),
  }),
};

function notThere(what: string): ReplyError {
  return new ReplyError(
    404,
    `There is no such ${what}`,
    'It may be gone, or it is not for you to see. The list of reports is at /reports.',
  );
}

/** The list that needs neither roster nor requirements. */
function byAccount(base: string) {
  return {
    title: 'Learners by account',
    summary: 'Every learner and module as statements tell of them, by account: without roster and requirements.',
    href: `${base}/learners`,
  };
}
