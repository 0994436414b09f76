import express, { type Request, type Router } from 'express';
import type { Engine } from '../html/engine.js';
import { completionCsv } from '../reports/completion-csv.js';
import { filtered, readFilter } from '../reports/completion-filter.js';
import { completionPage } from '../reports/completion-page.js';
import { completionReader } from '../reports/completion-reader.js';
import type { Facts } from '../tracking/facts/create-facts.js';
import type { Tracking } from '../tracking/open-tracking.js';
import { profileTerms } from '../xapi/vocabulary.js';
import type { Catalogue } from './catalogue.js';

export interface LearnerOptions {
  readonly facts: Pick<Facts, 'catchUp'>;
  readonly tracking: Tracking;
  readonly engine: Engine;
  readonly iriBase: string;
  readonly catalogue: Catalogue;
  /** Base path of the server's public address; '' for none. */
  readonly base: string;
}

/** `/reports/learners` and `/reports/learners.csv`: learners by account, with the same filters in the address. */
export function learnerRoutes({ facts, tracking, engine, iriBase, catalogue, base }: LearnerOptions): Router {
  const router = express.Router();
  const read = completionReader(facts, tracking.db, iriBase);
  const modules = catalogue.modules.map(({ id, title }) => ({ iri: profileTerms(iriBase).modules + id, title }));
  const titleOf = (iri: string) => modules.find((module) => module.iri === iri)?.title ?? iri;
  router.get('/reports/learners', async (request, response) => {
    const page = completionPage({
      report: await read(),
      modules,
      filter: filterOf(request),
      path: `${base}/reports/learners`,
      csvPath: `${base}/reports/learners.csv`,
    });
    response.set('Cache-Control', 'no-store').type('html').send(engine.render('server/learners', page));
  });
  router.get('/reports/learners.csv', async (request, response) => {
    const records = filtered((await read()).records, filterOf(request), titleOf);
    response
      .set('Cache-Control', 'no-store')
      .attachment('learners.csv')
      .type('csv')
      .send(completionCsv(records, titleOf));
  });
  return router;
}

function filterOf(request: Request): ReturnType<typeof readFilter> {
  return readFilter(new URLSearchParams(/\?.*$/s.exec(request.originalUrl)?.[0] ?? ''));
}
