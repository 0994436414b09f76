import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { at, numberAt } from '../xapi/json.js';
import type { Fault, XapiVersion } from '../xapi/validate/check.js';
import type { Authenticate } from './access.js';
import { type Call, type Method, type OpenCall, openCall } from './http/call.js';
import { cors } from './http/cors.js';
import { documentCall } from './http/documents.js';
import { HttpRefusal } from './http/refusal.js';
import { getStatements, postStatements, putStatement } from './http/statements.js';
import { getAbout, getActivity, getPerson } from './http/things.js';
import { type RecordStore, StatementConflict } from './store.js';

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
  /** Version named in answers to requests that name none; 1.0.3 when absent. */
  readonly versionWithoutHeader?: XapiVersion;
}

/** The record store's door: every resource of xAPI 1.0.3 and 2.0, to be mounted where its endpoint shall be (`/xapi`). */
export function createLrs(options: LrsOptions): Router {
  const { store } = options;
  const router = express.Router();
  const statements = { store, uuid: options.uuid, pageSize: options.pageSize ?? 500 };
  const on = (path: string, handlers: Handlers) => router.all(path, resource(options, handlers));
  router.use(cors(options.isOriginAllowed));
  router.use((_request, response, next) => {
    response.set({
      'X-Experience-API-Version': options.versionWithoutHeader ?? '1.0.3',
      'X-Experience-API-Consistent-Through': new Date(store.consistentThrough()).toISOString(),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    next();
  });
  router.use(express.raw({ type: () => true, limit: options.maxBodyBytes ?? 5_000_000 }));
  on('/statements', {
    GET: (call) => getStatements(call, statements),
    PUT: (call) => putStatement(call, statements),
    POST: (call) => postStatements(call, statements),
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
    const handler = handlers[open.method];
    if (!handler) throw methodRefused(response, open.method, Object.keys(handlers));
    const principal = await options.authenticate(open.header('authorization'));
    if (!principal) {
      response.set('WWW-Authenticate', 'Basic realm="record store"');
      throw new HttpRefusal(401, 'This takes a credential: Basic authentication with its key and secret.');
    }
    const version = versionOf(open);
    if (alternate && version === '2.0.0')
      throw new HttpRefusal(400, 'xAPI 2.0 has no Alternate Request Syntax ("?method=").');
    response.set('X-Experience-API-Version', version);
    await handler({ ...open, principal, version });
  };
}

function about(request: Request, response: Response): void {
  const call = openCall(request, response);
  if (call.method !== 'GET') throw methodRefused(response, call.method, ['GET']);
  getAbout(call);
}

function methodRefused(response: Response, method: string, known: readonly string[]): HttpRefusal {
  response.set('Allow', known.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])).join(', '));
  return new HttpRefusal(405, `${method} does nothing here; there is ${known.join(', ')}.`);
}

/** The edition that a request names (xAPI 1.0.3 Communication 3.3). */
function versionOf(call: OpenCall): XapiVersion {
  const named = call.header('x-experience-api-version');
  if (named === undefined)
    throw new HttpRefusal(400, 'The header X-Experience-API-Version is missing; send 1.0.3 or 2.0.0.');
  if (/^1\.0(?:\.\d+)?$/.test(named)) return '1.0.3';
  if (/^2\.0(?:\.\d+)?$/.test(named)) return '2.0.0';
  throw new HttpRefusal(
    400,
    `The version ${JSON.stringify(named.slice(0, 20))} is not spoken here; send 1.0.3 or 2.0.0.`,
  );
}

/** Every refusal and error as JSON, never with a stack. */
function refusalAsJson(onError: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      onError(error);
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    if (!refusal || refusal.status >= 500) onError(error);
    response.removeHeader('Content-Length');
    response.status(refusal?.status ?? 500).json({
      error: refusal?.message ?? 'The record store could not do this; nothing was changed. Try again later.',
      ...faultsShown(refusal?.faults ?? []),
    });
  };
}

/** The first faults, and how many more there are: a long list of them helps nobody, and costs time to write. */
function faultsShown(faults: readonly Fault[]): object {
  if (faults.length === 0) return {};
  const more = faults.length - mostFaults;
  return { faults: faults.slice(0, mostFaults), ...(more > 0 ? { moreFaults: more } : {}) };
}

const mostFaults = 50;

function refusalOf(error: unknown): HttpRefusal | undefined {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof StatementConflict)
    return new HttpRefusal(409, `${error.message}. Statements never change; send it under a new id.`);
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'SQLITE_FULL') return new HttpRefusal(507, 'The disk of the record store is full; nothing was stored.');
  if (code === 'SQLITE_BUSY') return new HttpRefusal(503, 'The record store is busy; nothing was stored. Try again.');
  return bodyRefusal(error);
}

/** What Express's body reader says (too large, broken compression, aborted). */
function bodyRefusal(error: Error): HttpRefusal | undefined {
  const status = 'status' in error ? numberAt({ status: error.status }, 'status') : undefined;
  if (status === 413)
    return new HttpRefusal(413, 'The body is too large for the record store; send fewer statements at a time.');
  if (status === 415) return new HttpRefusal(415, 'The body has an encoding that the record store does not read.');
  if (status !== undefined && status >= 400 && status < 500 && at({ ...error }, 'expose') !== false)
    return new HttpRefusal(400, 'The body could not be read.');
  return undefined;
}
