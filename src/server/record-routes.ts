import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Engine } from '../html/engine.js';
import { createBoundedThrottle } from '../lrs/throttle.js';
import { oneDay } from '../reports/filter-address.js';
import { openAttempt } from '../reports/opened/attempt.js';
import { openPerson, wholeRequirement } from '../reports/opened/person.js';
import { written } from '../reports/page/written.js';
import type { Answer, Table } from '../reports/report.js';
import { percentOf } from '../reports/words.js';
import {
  type Certificate,
  certificateOf,
  type Earned,
  earnedBy,
  issueCertificate,
  shownCode,
} from '../tracking/certificates/certificates.js';
import { NoBrowser } from '../verify/run/launch-chromium.js';
import { printPdf } from '../verify/run/print-pdf.js';
import { filled, languageNow, wordsNow } from './language.js';
import { readerOf } from './reader.js';
import { recordPage, statusWord } from './record-page.js';
import { ReplyError } from './reply-error.js';
import type { ReportOptions } from './report-routes.js';

export type RecordOptions = Omit<ReportOptions, 'sightOf' | 'base'> & {
  /** Base path of the server's public address; '' for none. */
  readonly base: string;
  /** With which the addresses on certificates begin. */
  readonly origin: string;
};

/** `/me`: the reader's own record: what is due, what was done, hours, and certificates. */
export function recordRoutes(options: RecordOptions): Router {
  const { tracking, engine, curriculum, content, now, facts, base, origin } = options;
  const { db } = tracking;
  const router = express.Router();
  const groundOf = (person: number) => ({
    ...{ db, curriculum, content, today: Math.floor(now() / oneDay) },
    sight: { kind: 'learner' as const, person },
  });
  const show = (response: Response, title: string, finding: string, answer: Answer) => {
    const page = recordPage(title, finding, answer, `${base}/me`);
    response.type('html').send(engine.render('server/record', page));
  };
  router.use('/me', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/me', async (request, response) => {
    const person = personOf(request);
    const found = await openPerson(groundOf(person), person);
    if (!found) throw noRecord();
    const earned = await earnedBy(db, curriculum, person);
    const hours = earned.filter(({ subject }) => subject.startsWith('item/')).reduce((sum, one) => sum + one.hours, 0);
    const tiles = [{ name: 'Hours in all', value: hours, kind: 'hours' as const }, ...found.answer.tiles];
    const [standings, ...rest] = found.answer.tables;
    const tables = [...(standings ? [standings] : []), certificatesTable(earned), ...rest];
    const late = (standings?.rows ?? []).filter(
      ({ cells }) => cells.status === 'overdue' && cells.item === wholeRequirement,
    ).length;
    const { title, fine, late: some } = wordsNow().record;
    const stands = late === 0 ? fine : filled(some, { n: late });
    show(response, title, `${found.title}. ${stands}`, { ...found.answer, tiles, tables });
  });

  router.get('/me/attempts/:id', async (request, response) => {
    const person = personOf(request);
    const id = Number(request.params.id);
    const found = Number.isSafeInteger(id)
      ? await openAttempt(groundOf(person), id, (attempt) => facts.statementsBehind(attempt))
      : undefined;
    const { record, error } = wordsNow();
    if (!found) throw new ReplyError(404, error.noAttempt, error.inRecord, true);
    const { status, score, progress, module } = found;
    const locale = languageNow() === 'es' ? 'es-US' : 'en-US';
    const said = score === null ? statusWord(status) : `${statusWord(status)}, ${percentOf(score, locale)}`;
    const seen = percentOf(progress / 100, locale);
    const finding = filled(record.attemptFinding, { status: said, progress: seen });
    show(response, filled(record.attempt, { module }), finding, found.answer);
  });

  router.get('/me/certificates/:kind/:id', async (request, response) => {
    const person = personOf(request);
    const subject = `${request.params.kind}/${request.params.id.replace(/\.pdf$/, '')}`;
    const earned = (await earnedBy(db, curriculum, person)).find((one) => one.subject === subject);
    if (!earned) throw new ReplyError(404, wordsNow().error.noCertificate, wordsNow().error.inRecord, true);
    const certificate = await issueCertificate(db, person, earned, curriculum.provider, now());
    const pdf = await printed(engine, certificate, `${origin}${base}/verify/${shownCode(certificate.code)}`);
    response
      .attachment(`certificate-${shownCode(certificate.code)}.pdf`)
      .type('pdf')
      .send(Buffer.from(pdf));
  });
  return router;
}

function personOf(request: Request): number {
  const { sight } = readerOf(request);
  if (sight.kind !== 'learner') throw noRecord();
  return sight.person;
}

function noRecord(): ReplyError {
  return new ReplyError(404, wordsNow().error.noRecord, wordsNow().error.noRecordWhy, true);
}

function certificatesTable(earned: readonly Earned[]): Table {
  return {
    id: 'certificates',
    caption: 'Certificates, as PDF: choose what it is for',
    columns: [
      { key: 'title', label: 'For', kind: 'text' },
      { key: 'done', label: 'Completed on', kind: 'day' },
      { key: 'hours', label: 'Hours', kind: 'hours' },
    ],
    rows: earned.map(({ subject, ...cells }) => ({
      cells: { title: cells.title, done: cells.done, hours: cells.hours },
      href: `/certificates/${subject}.pdf`,
    })),
  };
}

/** One at a time: each starts a browser. */
let turn: Promise<unknown> = Promise.resolve();

async function printed(engine: Engine, certificate: Certificate, address: string): Promise<Uint8Array> {
  const html = engine.render('server/certificate', { ...shown(certificate), address });
  const mine = turn.then(() => printPdf(html, '<span></span>'));
  turn = mine.catch(() => undefined);
  return mine.catch((error: unknown) => {
    if (!(error instanceof NoBrowser)) throw error;
    throw new ReplyError(503, wordsNow().error.noPrinter, wordsNow().error.noPrinterWhy, true);
  });
}

/** As a certificate says it: April 2, 2026; 2 de abril de 2026. */
const longDates = {
  en: new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
  es: new Intl.DateTimeFormat('es-US', { dateStyle: 'long', timeZone: 'UTC' }),
} as const;

function shown({ holder, title, done, hours, provider, code, issued }: Certificate) {
  const longDate = longDates[languageNow()];
  return {
    ...{ holder, title, provider, code: shownCode(code) },
    done: longDate.format(done * oneDay),
    hours: written(hours, 'hours'),
    issued: longDate.format(issued),
  };
}

/** Codes that one address may try in a minute: guessing one of 2^60 takes longer than anybody has. */
const mostTries = 30;

/** `/verify` and `/verify/CODE`: whether a certificate is genuine; open to everybody. */
export function verifyRoutes({ tracking, engine, base }: Pick<RecordOptions, 'tracking' | 'engine' | 'base'>): Router {
  const router = express.Router();
  const throttle = createBoundedThrottle();
  const page = (response: Response, status: number, parts: object) =>
    void response
      .status(status)
      .set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
      .type('html')
      .send(engine.render('server/verify', { code: '', certificate: null, isUnknown: false, ...parts }));
  const check: RequestHandler<{ code: string }> = async (request, response) => {
    const { code } = request.params;
    const wait = await throttle.count(request.ip ?? '', mostTries);
    if (wait !== null) {
      response.set('Retry-After', String(wait));
      throw new ReplyError(429, wordsNow().error.tooManyCodes, wordsNow().error.wait, true);
    }
    const found = await certificateOf(tracking.db, code);
    return found
      ? page(response, 200, { code, certificate: shown(found) })
      : page(response, 404, { code, isUnknown: true });
  };
  router.get('/verify', (request, response) => {
    const code = new URL(request.originalUrl, 'http://here.invalid').searchParams.get('code') ?? '';
    if (code === '') return page(response, 200, {});
    response.redirect(303, `${base}/verify/${encodeURIComponent(code)}`);
  });
  router.get('/verify/:code', check);
  return router;
}
