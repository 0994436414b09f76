import { randomUUID } from 'node:crypto';
import { createCollector } from '../../src/lrs/collector/collector.js';
import { type Credentials, createCredentials, type NewCredential } from '../../src/lrs/credentials.js';
import { openStore } from '../../src/lrs/open-store.js';
import { createLrs } from '../../src/lrs/router.js';
import type { RecordStore } from '../../src/lrs/store.js';
import { doorServer } from './door-server.js';

export const iriBase = 'https://training.example/';
/** The module that `packageKey` speaks about. */
export const moduleIri = `${iriBase}modules/sample`;
export const lmsOrigin = 'https://lms.example';

export interface CollectingServer {
  readonly origin: string;
  readonly store: RecordStore;
  readonly credentials: Credentials;
  readonly admin: NewCredential;
  readonly packageKey: NewCredential;
  readonly errors: unknown[];
  /** A request; without `authorization` with the package key. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; authorization?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<Response>;
  /** A package key of its own with these limits. */
  key(activities: readonly string[], requestsAMinute?: number): Promise<NewCredential>;
  stop(): Promise<void>;
}

/** A record store with its collector on a free port of this machine. */
export async function startCollecting(database: string, key = 'k'.repeat(32)): Promise<CollectingServer> {
  const store = await openStore(database, Date.now);
  const credentials = createCredentials({ store, homePage: `${iriBase}records`, now: Date.now });
  const admin = await credentials.create({ label: 'admin', scopes: ['all'] });
  const packageKeyFor = (activities: readonly string[], requestsAMinute?: number) =>
    credentials.create({
      label: 'a package',
      scopes: ['statements/write', 'define'],
      activities,
      ...(requestsAMinute === undefined ? {} : { requestsAMinute }),
    });
  const packageKey = await packageKeyFor([moduleIri]);
  const errors: unknown[] = [];
  const shared = {
    store,
    authenticate: credentials.authenticate,
    isOriginAllowed: (origin: string) => origin === lmsOrigin,
    uuid: randomUUID,
    onError: (error: unknown) => void errors.push(error),
  };
  const server = doorServer({
    '/xapi': createLrs(shared),
    '/collector': createCollector({ ...shared, key, homePage: `${iriBase}learners`, now: Date.now }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    store,
    credentials,
    admin,
    packageKey,
    errors,
    call: (method, path, { body, authorization = packageKey.authorization, headers = {} } = {}) =>
      fetch(`${origin}/${path}`, {
        method,
        headers: {
          ...(authorization === '' ? {} : { Authorization: authorization }),
          'X-Experience-API-Version': '1.0.3',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    key: packageKeyFor,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}
