import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { XapiVersion } from '../xapi/validate/check.js';
import type { Authenticate } from './access.js';
import { admitted } from './http/admitted.js';
import { type Call, type Method, openCall } from './http/call.js';
import { cors } from './http/cors.js';
import { documentCall } from './http/documents.js';
import { toldOfFaults } from './http/guard.js';
import { methodRefused } from './http/method-refused.js';
import { HttpRefusal } from './http/refusal.js';
import { refusalAsJson } from './http/refusal-as-json.js';
import { getStatements, postStatements, putStatement } from './http/statements.js';
import { getAbout, getActivity, getPerson } from './http/things.js';
import { spokenVersion, versionOf } from './http/version-of.js';
import type { RecordStore } from './store.js';

export interface LrsOptions {
  readonly store: RecordStore;
  readonly authenticate: Authenticate;
  /** Origins whose pages may call the store. */
  readonly isOriginAllowed: (origin: string) => boolean;
  readonly uuid: () => string;
  /** Told of every error that is no fault of the sender. */
  readonly onError: (error: unknown) => void;
  /** Largest body, bytes; 5 MB when absent. */
  readonly maxBodyBytes?: number;
  /** Most statements a page; 500 when absent. */
  readonly pageSize?: number;
  /** Most statements in a request; 1,000 when absent: one transaction of well under a second. */
  readonly maxStatements?: number;
  /** Version named in answers to requests that name none; 1.0.3 when absent. */
  readonly versionWithoutHeader?: XapiVersion;
}

/** The record store's door: every resource of xAPI 1.0.3 and 2.0, to be mounted where its endpoint shall be (`/xapi`). */
export function createLrs(options: LrsOptions): Router {
  const { store } = options;
  const router = express.Router();
  const statements = {
    store,
    uuid: options.uuid,
    pageSize: options.pageSize ?? 500,
    maxStatements: options.maxStatements ?? 1000,
    onError: options.onError,
  };
  const on = (path: string, handlers: Handlers) => router.all(path, resource(options, handlers));
  router.use(cors(options.isOriginAllowed));
  router.use((_request, response, next) => {
    response.set({
      'X-Experience-API-Version': options.versionWithoutHeader ?? '1.0.3',
      'X-Experience-API-Consistent-Through': new Date(store.lastKnownThrough()).toISOString(),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    next();
  });
  router.use(express.raw({ type: () => true, limit: options.maxBodyBytes ?? 5_000_000 }));
  on('/statements', {
    GET: (call) => getStatements(call, statements),
    PUT: toldOfFaults((call) => putStatement(call, statements)),
    POST: toldOfFaults((call) => postStatements(call, statements)),
  });
  for (const name of ['activities/state', 'agents/profile', 'activities/profile'] as const) {
    const run = (call: Call) => documentCall(call, name, store);
    on(`/${name}`, { GET: run, PUT: run, POST: run, DELETE: run });
  }
  on('/activities', { GET: (call) => getActivity(call, store) });
  on('/agents', { GET: (call) => getPerson(call, store) });
  router.all('/about', about);
  router.use((_request, _response) => {
    throw new HttpRefusal(404, 'The record store has no such resource.');
  });
  router.use(refusalAsJson(options.onError));
  return router;
}

type Handlers = Partial<Readonly<Record<Method, (call: Call) => Promise<void>>>>;

function resource(options: LrsOptions, handlers: Handlers): RequestHandler {
  return async (request, response) => {
    const { alternate, ...open } = openCall(request, response);
    if (alternate && spokenVersion(open.header('x-experience-api-version')) === '2.0.0')
      throw new HttpRefusal(400, 'xAPI 2.0 has no Alternate Request Syntax ("?method=").');
    const handler = handlers[open.method];
    if (!handler) throw methodRefused(response, open.method, Object.keys(handlers));
    const principal = await admitted(response, options.authenticate, open.header('authorization'));
    if (principal.packageKey)
      throw new HttpRefusal(403, 'A package key is good at the collector only, which stores no learner id of an LMS.');
    const version = versionOf(open);
    response.set('X-Experience-API-Version', version);
    await handler({ ...open, principal, version });
  };
}

function about(request: Request, response: Response): void {
  const call = openCall(request, response);
  if (call.method !== 'GET') throw methodRefused(response, call.method, ['GET']);
  const version = spokenVersion(call.header('x-experience-api-version'));
  if (version) response.set('X-Experience-API-Version', version);
  getAbout(call);
}
