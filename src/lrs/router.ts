import type { XapiVersion } from '../xapi/validate/check.js';
import type { Authenticate } from './access.js';
import type { DocumentResource } from './document-store.js';
import { admitted } from './http/admitted.js';
import { type Call, callOf, type Method, openCall } from './http/call.js';
import { documentCall } from './http/documents.js';
import type { Door } from './http/door.js';
import { type Arriving, doorOf, type Resource } from './http/door-of.js';
import { toldOfFaults } from './http/guard.js';
import { methodRefused } from './http/method-refused.js';
import { bodyReader } from './http/read-body.js';
import { HttpRefusal } from './http/refusal.js';
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
export function createLrs(options: LrsOptions): Door {
  const { store, isOriginAllowed, onError } = options;
  const statements = {
    store,
    uuid: options.uuid,
    pageSize: options.pageSize ?? 500,
    maxStatements: options.maxStatements ?? 1000,
    onError,
  };
  const on = (handlers: Handlers) => resource(options, handlers);
  const documents = (name: DocumentResource) => {
    const run = (call: Call) => documentCall(call, name, store);
    return on({ GET: run, PUT: run, POST: run, DELETE: run });
  };
  const versionWithoutHeader = options.versionWithoutHeader ?? '1.0.3';
  return doorOf({
    resources: {
      '/statements': on({
        GET: (call) => getStatements(call, statements),
        PUT: toldOfFaults((call) => putStatement(call, statements)),
        POST: toldOfFaults((call) => postStatements(call, statements)),
      }),
      '/activities/state': documents('activities/state'),
      '/agents/profile': documents('agents/profile'),
      '/activities/profile': documents('activities/profile'),
      '/activities': on({ GET: (call) => getActivity(call, store) }),
      '/agents': on({ GET: (call) => getPerson(call, store) }),
      '/about': about,
    },
    otherwise: 'The record store has no such resource.',
    headers: () => ({
      'X-Experience-API-Version': versionWithoutHeader,
      'X-Experience-API-Consistent-Through': new Date(store.lastKnownThrough()).toISOString(),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    }),
    isOriginAllowed,
    readBody: bodyReader(options.maxBodyBytes ?? 5_000_000),
    onError,
  });
}

type Handlers = Partial<Readonly<Record<Method, (call: Call) => Promise<void>>>>;

function resource(options: LrsOptions, handlers: Handlers): Resource {
  return async (arriving) => {
    const open = openCall(arriving);
    if (open.alternate && spokenVersion(open.header('x-experience-api-version')) === '2.0.0')
      throw new HttpRefusal(400, 'xAPI 2.0 has no Alternate Request Syntax ("?method=").');
    const handler = handlers[open.method];
    if (!handler) throw methodRefused(open.reply, open.method, Object.keys(handlers));
    const principal = await admitted(open.reply, options.authenticate, open.header('authorization'));
    if (principal.packageKey)
      throw new HttpRefusal(403, 'A package key is good at the collector only, which stores no learner id of an LMS.');
    const version = versionOf(open);
    open.reply.set('X-Experience-API-Version', version);
    await handler(callOf(open, principal, version));
  };
}

function about(arriving: Arriving): void {
  const call = openCall(arriving);
  if (call.method !== 'GET') throw methodRefused(call.reply, call.method, ['GET']);
  const version = spokenVersion(call.header('x-experience-api-version'));
  if (version) call.reply.set('X-Experience-API-Version', version);
  getAbout(call);
}
