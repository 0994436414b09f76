import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Engine } from '../html/engine.js';
import { type Assets, assetRoutes } from './assets.js';
import type { Catalogue } from './catalogue.js';
import { errorReplies, noSuchPage } from './error-replies.js';
import { hostGate, oneAddress, originGate, pagePolicy, plainHeaders } from './gate.js';
import { moduleRoutes } from './module-routes.js';
import { pageAccess } from './page-access.js';
import type { PublicAddress } from './public-address.js';
import type { Records } from './records.js';
import { reportRoutes } from './report-routes.js';
import type { StandIn } from './stand-in.js';

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
  /** Pages open for holders of a credential only. */
  readonly guardPages: boolean;
  /** Null when nothing is played here. */
  readonly standIn: StandIn | null;
  readonly contentOrigin: string | null;
  readonly onError: (error: unknown) => void;
}

/** The main origin: record store, module pages, play pages and reports, all below the base path of its address. */
export function mainOrigin(options: MainOriginOptions): Express {
  const { engine, address, standIn, onError } = options;
  const main = express();
  main.disable('x-powered-by');
  main.set('query parser', 'simple');
  main.set('trust proxy', options.trustProxy);
  main.use(hostGate(options.port, address.origin, address.base), plainHeaders(address.origin));
  const below = express.Router();
  for (const [path, routes] of Object.entries(options.records.routes))
    below.use(path, oneSlash, ...(standIn ? [standIn.watch] : []), routes);
  // A proxy may name us by our local address, and would be sent back to itself for ever.
  if (options.isLocal) below.use(oneAddress(address.origin));
  below.use(originGate(address.origin), pagePolicy(options.contentOrigin));
  below.use(pages(options));
  below.use(noSuchPage);
  main.use(address.base === '' ? '/' : address.base, below);
  main.use(errorReplies(engine, onError));
  return main;
}

/** Clients that put "/statements" behind an endpoint that ends in "/" are many, and mean the same. */
const oneSlash: RequestHandler = (request, _response, next) => {
  request.url = request.url.replace(/^\/{2,}/, '/');
  next();
};

function pages(options: MainOriginOptions): Router {
  const { catalogue, engine, assets, address, standIn } = options;
  const { base } = address;
  const router = express.Router();
  router.use(
    '/assets',
    assetRoutes({
      'site.css': { type: 'css', text: assets.styles },
      'panel.js': { type: 'js', text: assets.panel },
      'icon.svg': { type: 'svg', text: assets.icon },
    }),
  );
  const open: RequestHandler = (_request, _response, next) => next();
  const access = (...scopes: Parameters<typeof pageAccess>[1]) =>
    options.guardPages ? pageAccess(options.records.authenticate, scopes) : open;
  // Packages hold the answers of their assessments: what is to be guarded is more than the reports.
  if (standIn) router.use('/play', access('all'), standIn.play);
  router.use(access('all', 'all/read'));
  router.use(moduleRoutes(catalogue, engine, { base, plays: standIn !== null }));
  router.use(reportRoutes({ store: options.records.store, engine, iriBase: options.iriBase, catalogue, base }));
  return router;
}
