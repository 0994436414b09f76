import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type Credentials, createCredentials, type NewCredential } from '../../src/lrs/credentials.js';
import { openStore } from '../../src/lrs/open-store.js';
import { createLrs, type LrsOptions } from '../../src/lrs/router.js';
import type { GuardKinds } from '../../src/lrs/session-rules.js';
import type { RecordStore } from '../../src/lrs/store.js';
import { scratchFolder } from '../support/browser.js';
import { doorServer } from './door-server.js';

export interface TestServer {
  /** Ends in '/'. */
  readonly endpoint: string;
  readonly origin: string;
  readonly store: RecordStore;
  readonly credentials: Credentials;
  readonly admin: NewCredential;
  readonly errors: unknown[];
  /** A request as admin under 1.0.3, unless headers say otherwise (null takes one away). */
  call(
    method: string,
    address: string,
    options?: { body?: unknown; headers?: Record<string, string | null> },
  ): Promise<Answer>;
  stop(): Promise<void>;
}

/** A response whose JSON a test may look into freely. */
type Answer = Omit<Response, 'json'> & { json(): Promise<ReturnType<typeof JSON.parse>> };

export interface TestServerOptions extends Partial<LrsOptions> {
  /** Place of the database (`openStore`); a SQLite file of this server's own when absent. */
  readonly database?: string;
  /** Path that the store is mounted at; `/xapi` when absent. */
  readonly mount?: `/${string}`;
}

/** A real record store on a free port of this machine. */
export async function startLrs(
  { database, mount = '/xapi', ...options }: TestServerOptions = {},
  now: () => number = Date.now,
  kinds: GuardKinds = {},
): Promise<TestServer> {
  const { folder, done } = await scratchFolder('lrs-http');
  const store = await openStore(database ?? path.join(folder, 'records.db'), now);
  const credentials = createCredentials({ store, kinds, homePage: 'https://store.example/', now });
  const admin = await credentials.firstStart();
  if (!admin) throw new Error('A new store gave no credential');
  const errors: unknown[] = [];
  const server = doorServer({
    [mount]: createLrs({
      store,
      authenticate: credentials.authenticate,
      isOriginAllowed: (origin) => origin === 'http://courses.example',
      uuid: randomUUID,
      onError: (error) => errors.push(error),
      ...options,
    }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    endpoint: `${origin}${mount}/`,
    origin,
    store,
    credentials,
    admin,
    errors,
    call(method, to, { body, headers = {} } = {}) {
      const all: Record<string, string | null> = {
        Authorization: admin.authorization,
        'X-Experience-API-Version': '1.0.3',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      };
      const raw =
        typeof body === 'string' || body instanceof Uint8Array || body === undefined ? body : JSON.stringify(body);
      return fetch(to.startsWith('/') ? origin + to : `${origin}${mount}/${to}`, {
        method,
        headers: Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null),
        ...(raw === undefined ? {} : { body: typeof raw === 'string' ? raw : Uint8Array.from(raw) }),
      });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      await done();
    },
  };
}
