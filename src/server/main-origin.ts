import type { RequestListener } from 'node:http';
import express, { type Express, type Request, type Router } from 'express';
import type { Engine } from '../html/engine.js';
import type { AccessLog } from '../sign-in/access-log.js';
import { accessNotes } from './access-notes.js';
import { type Assets, assetRoutes } from './assets.js';
import type { Catalogue } from './catalogue.js';
import { errorReplies, noSuchPage } from './error-replies.js';
import { hostGate, hostsOf, oneAddress, originGate, pagePolicy, plainHeaders, plainHeadersOf } from './gate.js';
import { languageRoutes } from './language.js';
import { learnerRoutes } from './learner-routes.js';
import type { LiveRoutes } from './live-routes.js';
import { manualRoutes, type ServedManual } from './manual-routes.js';
import { moduleRoutes } from './module-routes.js';
import { type Entry, openFor, pageReader, writersOnly } from './page-access.js';
import type { PublicAddress } from './public-address.js';
import { readerOf } from './reader.js';
import { recordRoutes, verifyRoutes } from './record-routes.js';
import type { Records } from './records.js';
import { type ReportMatter, reportRoutes } from './report-routes.js';
import type { StandIn } from './stand-in.js';
import { storeDoors } from './store-doors.js';

export interface MainOriginOptions {
  readonly catalogue: Catalogue;
  readonly engine: Engine;
  readonly assets: Assets;
  /** Ends in '/'. */
  readonly iriBase: string;
  readonly address: PublicAddress;
  /** True when the address is this machine's own, with nothing in between. */
  readonly isLocal: boolean;
  /** Port on this machine. */
  readonly port: number;
  /** Whom to believe about host and protocol; for Express. */
  readonly trustProxy: number | readonly string[];
  readonly records: Records;
  /** Who may look at what, and the pages where people sign in. */
  readonly entry: Entry;
  readonly signIn: Router;
  /** Keeps who looked at which report. */
  readonly log: AccessLog;
  /** Null when nothing is played here. */
  readonly standIn: StandIn | null;
  readonly contentOrigin: string | null;
  readonly manual: (() => Promise<ServedManual>) | null;
  /** The pages of `cpm dev`; null where modules don't follow their files. */
  readonly live: LiveRoutes | null;
  /** What reports know besides facts. */
  readonly matter: ReportMatter;
  readonly onError: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The main origin: record store, module pages, play pages and reports, all below the base path of its address. */
export function mainOrigin(options: MainOriginOptions): RequestListener {
  const { engine, address, standIn, onError } = options;
  const main = express();
  main.disable('x-powered-by');
  main.set('query parser', 'simple');
  main.set('trust proxy', options.trustProxy);
  main.use(hostGate(options.port, address.origin, address.base), plainHeaders(address.origin));
  const below = express.Router();
  // A proxy may name us by our local address, and would be sent back to itself for ever.
  if (options.isLocal) below.use(oneAddress(address.origin));
  below.use(originGate(address.origin), pagePolicy(options.contentOrigin));
  below.use(pages(options));
  below.use(noSuchPage);
  main.use(address.base === '' ? '/' : address.base, below);
  main.use(errorReplies(engine, onError));
  const doors = storeDoors({
    doors: options.records.doors,
    base: address.base,
    hosts: hostsOf(options.port, address.origin),
    headers: plainHeadersOf(address.origin),
    watch: standIn?.watch ?? null,
    trusts: trustOf(main),
  });
  return (request, response) => {
    if (!doors(request, response)) main(request, response);
  };
}

/** Express's own reading of `trustProxy`: which addresses are proxies to be believed. */
function trustOf(main: Express): (address: string | undefined) => boolean {
  const trust: unknown = main.get('trust proxy fn');
  return (address) => typeof trust === 'function' && trust(address, 0) === true;
}

function pages(options: MainOriginOptions): Router {
  const { catalogue, engine, assets, address, standIn, onError } = options;
  const { base } = address;
  const router = express.Router();
  router.use(
    '/assets',
    assetRoutes({
      'site.css': { type: 'css', text: assets.styles },
      'panel.js': { type: 'js', text: assets.panel },
      'live.js': { type: 'js', text: assets.live },
      'icon.svg': { type: 'svg', text: assets.icon },
    }),
  );
  const { facts, tracking } = options.records;
  const shared = { facts, tracking, engine, base };
  router.use(languageRoutes({ origin: address.origin, base }));
  router.use(verifyRoutes(shared));
  router.use(options.signIn);
  router.use(pageReader(options.entry));
  // Packages hold the answers of their assessments: what is to be guarded is more than the reports.
  const makers = openFor('state', 'academy', 'author');
  if (standIn) router.use('/play', makers, writersOnly, standIn.play);
  router.use('/me', accessNotes(options.log, onError));
  router.use(recordRoutes({ ...shared, ...options.matter, origin: address.origin, now: options.now, onError }));
  router.use('/reports', openFor('state', 'academy', 'county', 'author'), accessNotes(options.log, onError));
  router.use('/reports/learners', openFor('state'));
  router.use('/reports/learners.csv', openFor('state'));
  router.use(learnerRoutes({ ...shared, iriBase: options.iriBase, catalogue }));
  const sightOf = (request: Request) => readerOf(request).sight;
  router.use(reportRoutes({ ...shared, ...options.matter, sightOf, now: options.now, onError }));
  // Whoever has nothing but an own record begins there.
  router.get('/', (request, response, next) =>
    readerOf(request).sight.kind === 'learner' ? response.redirect(303, `${base}/me`) : next(),
  );
  router.use(makers);
  if (options.live) router.use(options.live.router);
  if (options.manual) router.use(manualRoutes({ manual: options.manual, base, offer: standIn?.offer ?? null }));
  router.use(moduleRoutes(catalogue, engine, { base, plays: standIn !== null, hasManual: options.manual !== null }));
  return router;
}
