import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { dayAt } from '../days.js';
import { guardKinds } from '../launch/guard-kinds.js';
import type { StoreAccess } from '../launch/store-access.js';
import type { Authenticate } from '../lrs/access.js';
import { authenticateBy } from '../lrs/authenticate.js';
import { accountKey } from '../lrs/collector/account-key.js';
import { createCollector } from '../lrs/collector/collector.js';
import { createCredentials, type NewCredential } from '../lrs/credentials.js';
import { type Forwarding, startForwarding } from '../lrs/forward/forwarding.js';
import { forwardTarget } from '../lrs/forward/target.js';
import type { Doors } from '../lrs/http/find-door.js';
import { createOidc } from '../lrs/oidc.js';
import { isPostgres } from '../lrs/open-store.js';
import { createLrs } from '../lrs/router.js';
import type { RecordStore } from '../lrs/store.js';
import type { Curriculum } from '../tracking/curriculum.js';
import { createFacts, type Facts } from '../tracking/facts/create-facts.js';
import { hear } from '../tracking/facts/heard.js';
import { keepFacts } from '../tracking/facts/keep-facts.js';
import { openTracking, type Tracking } from '../tracking/open-tracking.js';
import { keepStandings } from '../tracking/standings/keep-standings.js';
import { refreshStandings } from '../tracking/standings/refresh-standings.js';
import { profileTerms } from '../xapi/vocabulary.js';
import { inDataFolder } from './data-folder.js';
import { lmsRecord } from './lms-record.js';
import { openRecords } from './open-records.js';
import type { RecordsOptions } from './records-options.js';
import { storeAccess } from './store-access.js';

export interface RecordsPlace extends RecordsOptions {
  readonly dataFolder: string;
  /** False when the folder goes with the server. */
  readonly lasting: boolean;
  /** Ends in '/'. */
  readonly iriBase: string;
  /** Where the record store is reached, ending in '/'. */
  readonly endpoint: string;
  /** All addresses of the record store, by which this machine reaches it too: nothing is sent on to these. */
  readonly ownEndpoints: readonly string[];
  /** Origins of the server's own pages and packages. */
  readonly ownOrigins: readonly string[];
  readonly onError: (error: unknown) => void;
  /** Told of what an operator should know. */
  readonly onNotice: (message: string, facts: Readonly<Record<string, string | number>>) => void;
  /** What is asked of people: standings are worked out by it. */
  readonly curriculum: Curriculum;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The record store with everything around it, as the server mounts it. */
export interface Records {
  readonly store: RecordStore;
  readonly authenticate: Authenticate;
  /** By the path that each is mounted at. */
  readonly doors: Doors;
  /** The stand-in LMS's way in. */
  readonly access: StoreAccess;
  /** Null when nothing is sent on. */
  readonly forwarding: Forwarding | null;
  readonly tracking: Tracking;
  readonly facts: Facts;
  /** A credential for everything, when the store has none yet. */
  firstCredential(): Promise<NewCredential | null>;
  /** Stops sending on after the batch in hand, finishes what was accepted and lets go of the database. */
  close(): Promise<void>;
}

/** Opens the record store, its collector and its forwarding. @throws DataFolderRefused, DatabaseRefused, ForwardRefused */
export async function openRecordStore(place: RecordsPlace): Promise<Records> {
  if (place.forward) forwardTarget(place.forward.url, place.ownEndpoints);
  const { dataFolder, lasting, database, iriBase, now } = place;
  const opening = openRecords(database ?? path.join(dataFolder, 'records.sqlite'), now, lasting);
  const store = await (database !== undefined && isPostgres(database) ? opening : inDataFolder(opening));
  let tracking: Tracking | undefined;
  try {
    tracking = await openBeside(place);
    return await furnished(store, tracking, place, `${iriBase}records`);
  } catch (error) {
    await tracking?.close();
    await store.close();
    throw error;
  }
}

/** Tracking's tables: beside those of the record store in PostgreSQL, a file of their own in the data folder. */
function openBeside({ dataFolder, database, lasting, now }: RecordsPlace): Promise<Tracking> {
  if (database !== undefined && isPostgres(database)) return openTracking(database, now);
  return inDataFolder(openTracking(path.join(dataFolder, 'tracking.sqlite'), now, lasting));
}

async function furnished(
  store: RecordStore,
  tracking: Tracking,
  place: RecordsPlace,
  homePage: string,
): Promise<Records> {
  const { iriBase, endpoint, now, onError } = place;
  const record = lmsRecord(store, iriBase);
  const credentials = createCredentials({ store, kinds: guardKinds({ record, now }), homePage, now });
  const authenticate = authenticateBy({
    basic: credentials.authenticate,
    bearer: place.oidc && createOidc({ ...place.oidc, onError, now }),
  });
  const doors = await doorsTo(store, authenticate, place);
  const forwarding = place.forward ? sendOn(store, place.forward, place) : null;
  const refresh = async (to: Tracking, people: readonly number[] | 'all') =>
    void (await refreshStandings(to, place.curriculum, people, dayAt(now())));
  const heard = hear(store, profileTerms(iriBase));
  const facts = createFacts({ store, tracking, iriBase, refresh, heard });
  const stopKeeping = keepFacts({ facts, store, pause: keepPause, onError });
  const stopStandings = keepStandings({ tracking, curriculum: place.curriculum, now, onError });
  return {
    store,
    authenticate,
    doors,
    access: storeAccess({ store, credentials, endpoint, iriBase, record }),
    forwarding,
    tracking,
    facts,
    firstCredential: () => credentials.firstStart(),
    async close() {
      await forwarding?.close();
      heard.stop();
      await stopKeeping();
      await stopStandings();
      await tracking.close();
      await store.close();
    },
  };
}

/** Milliseconds: facts follow statements this close, and reports ask for the rest. */
const keepPause = 3000;

async function doorsTo(store: RecordStore, authenticate: Authenticate, place: RecordsPlace): Promise<Records['doors']> {
  const { iriBase, maxBodyBytes, maxStatements, versionWithoutHeader, now, onError } = place;
  const origins = new Set([...place.ownOrigins, ...(place.allowedOrigins ?? [])]);
  const door = {
    store,
    authenticate,
    isOriginAllowed: (asking: string) => origins.has(asking),
    uuid: randomUUID,
    onError,
  };
  return {
    '/xapi': createLrs({
      ...door,
      ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }),
      ...(maxStatements === undefined ? {} : { maxStatements }),
      ...(versionWithoutHeader === undefined ? {} : { versionWithoutHeader }),
    }),
    '/collector': createCollector({
      ...door,
      key: await accountKey(store, place.accountKey),
      homePage: `${iriBase}accounts`,
      now,
    }),
  };
}

function sendOn(
  store: RecordStore,
  { url, key, secret }: NonNullable<RecordsOptions['forward']>,
  { now, onError, onNotice }: RecordsPlace,
): Forwarding {
  return startForwarding({
    store,
    url,
    authorization: key === '' ? null : `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    fetch,
    now,
    random: Math.random,
    holder: randomUUID(),
    log: onNotice,
    onError,
  });
}
