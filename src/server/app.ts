import { randomUUID } from 'node:crypto';
import type { Engine } from '../html/engine.js';
import type { NewCredential } from '../lrs/credentials.js';
import type { Forwarding } from '../lrs/forward/forwarding.js';
import { holdFolder } from '../lrs/sqlite/hold-folder.js';
import { readAssets } from './assets.js';
import { bareMatter } from './bare-matter.js';
import type { Catalogue } from './catalogue.js';
import { inDataFolder } from './data-folder.js';
import { type FrontDoor, frontDoor } from './front-door.js';
import { createHealth } from './health.js';
import { type Listening, listen, PortInUse } from './listen.js';
import { type LiveRoutes, liveRoutes } from './live-routes.js';
import { mainOrigin } from './main-origin.js';
import { openEntry } from './open-entry.js';
import type { PublicAddress } from './public-address.js';
import { openRecordStore, type Records } from './records.js';
import type { ServersOptions } from './servers-options.js';
import { openStandIn, type StandIn } from './stand-in.js';
import { withSite } from './with-site.js';

export interface Servers {
  /** Where the main origin is reached, with its base path: `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** '' when nothing is played here. */
  readonly contentOrigin: string;
  /** Port of the main origin on this machine. */
  readonly port: number;
  /** Port of the package origin on this machine; null when nothing is played here. */
  readonly contentPort: number | null;
  /** The record store's first credential, on the first start of a store that only this machine reaches: to be shown once. */
  readonly firstCredential: NewCredential | null;
  /** Says that it is not ready, lets answers under way finish, ends launches, closes the store. @returns false when it had to cut something off */
  close(): Promise<boolean>;
}

/**
 * The whole server: pages, stand-in LMS, record store and reports on the main origin; packages on an origin of their own.
 * @throws PortInUse, PortRefused, DataFolderRefused, DatabaseRefused, ForwardRefused
 */
export async function createServers(options: ServersOptions): Promise<Servers> {
  const house = await openHouse(options);
  const open: Opened = {};
  try {
    const { firstCredential } = await furnish(options, house, open);
    return {
      origin: house.address.origin + house.address.base,
      contentOrigin: house.content?.origin ?? '',
      port: house.main.listening.port,
      contentPort: house.content?.listening.port ?? null,
      firstCredential,
      close: () => closeAll(options, house, open),
    };
  } catch (error) {
    await closeAll({ ...options, stopDelay: 0, stopLimit: 0 }, house, open).catch(options.onError);
    throw error;
  }
}

/** The ports and what stands before them, before anything is served. */
interface House {
  readonly engine: Engine;
  readonly assets: Awaited<ReturnType<typeof readAssets>>;
  readonly health: ReturnType<typeof createHealth>;
  readonly address: PublicAddress;
  readonly main: Entrance;
  /** Null when nothing is played here. */
  readonly content: (Entrance & { readonly origin: string }) | null;
}

interface Entrance {
  readonly door: FrontDoor;
  readonly listening: Listening;
}

/** What has to be closed again. */
interface Opened {
  /** Lets go of the data folder. */
  release?: () => void;
  records?: Records;
  standIn?: StandIn;
  live?: LiveRoutes;
}

async function openHouse(options: ServersOptions): Promise<House> {
  const { publicUrl, host = '127.0.0.1' } = options;
  const place = publicUrl ? new URL(publicUrl.origin).host : null;
  const signsIn = publicUrl !== undefined && options.openPages !== true;
  const engine = withSite(options.engine, { base: publicUrl?.base ?? '', place, signsIn });
  const assets = await readAssets(options.assets, engine.render('server/icon.svg', {}));
  const health = createHealth(databaseLimit);
  const door = {
    names: namesIn(options.catalogue),
    uuid: randomUUID,
    onRequest: options.onRequest ?? (() => undefined),
  };
  const mainDoor = frontDoor({ ...door, base: publicUrl?.base ?? '', health });
  const contentDoor = frontDoor({ ...door, base: '' });
  const plays = publicUrl === undefined || options.publicContentOrigin !== undefined;
  const listeningContent = plays ? await listenContent(contentDoor, options, host) : null;
  const listeningMain = await listen(mainDoor.listener, options.port, host).catch(async (error: unknown) => {
    await listeningContent?.close(0);
    throw error;
  });
  return {
    engine,
    assets,
    health,
    address: publicUrl ?? { origin: localOrigin(host, listeningMain), base: '' },
    main: { door: mainDoor, listening: listeningMain },
    content: listeningContent && {
      door: contentDoor,
      listening: listeningContent,
      origin: options.publicContentOrigin ?? localOrigin(host, listeningContent),
    },
  };
}

/** Opens what the doors lead to, then the doors. What is opened stands in `open` at once, for it has to be closed again. */
async function furnish(
  options: ServersOptions,
  house: House,
  open: Opened,
): Promise<{ readonly firstCredential: NewCredential | null }> {
  const { dataFolder, iriBase, now, onError, onNotice = () => undefined, publicUrl, trustProxy = [] } = options;
  const { lasting = true } = options;
  const { address, content, engine, assets } = house;
  // With PostgreSQL the folder holds attempts of the stand-in LMS alone.
  if (options.records?.database === undefined)
    open.release = await inDataFolder(Promise.resolve().then(() => holdFolder(dataFolder)));
  const matter = options.matter ?? bareMatter(options.catalogue, iriBase);
  const records = await openRecordStore({
    ...{ dataFolder, lasting, iriBase, onError, onNotice, now, curriculum: matter.curriculum },
    endpoint: `${address.origin}${address.base}/xapi/`,
    ownEndpoints: ownEndpoints(options, house),
    ownOrigins: [address.origin, ...(content ? [content.origin] : [])],
    ...options.records,
  });
  open.records = records;
  const { entry, signIn, log } = openEntry({
    ...{ db: records.tracking.db, records, engine, address, now, onError },
    isGuarded: publicUrl !== undefined && options.openPages !== true,
    issuer: options.signIn,
  });
  const shared = { catalogue: options.catalogue, engine, assets, iriBase, trustProxy, onError };
  if (content) {
    open.standIn = await openStandIn({
      ...{ ...shared, dataFolder, lasting, now },
      store: records.access,
      main: address,
      contentOrigin: content.origin,
      contentPort: content.listening.port,
      grace: options.launchGrace ?? 1000,
    });
    content.door.open(open.standIn.content);
  }
  if (options.live) open.live = liveRoutes({ desk: options.live, engine, base: address.base });
  house.main.door.open(
    mainOrigin({
      ...{ ...shared, address, records },
      isLocal: publicUrl === undefined,
      port: house.main.listening.port,
      ...{ entry, signIn, log },
      standIn: open.standIn ?? null,
      contentOrigin: content?.origin ?? null,
      manual: options.manual ?? null,
      ...{ matter, now },
      live: open.live ?? null,
    }),
  );
  house.health.serving({
    ping: async () => void (await records.store.credential('')),
    ...(records.forwarding ? { forwarding: forwardingHealth(records.forwarding, now) } : {}),
  });
  // Its secret would stand in the log of a service; there `cpm credentials add` makes the first one.
  return { firstCredential: publicUrl ? null : await records.firstCredential() };
}

/** Paths without the base path lead to the record store as well (see `frontDoor`). */
function ownEndpoints({ host = '127.0.0.1' }: ServersOptions, { address, main }: House): string[] {
  const origins = [address.origin, localOrigin('127.0.0.1', main.listening), localOrigin(host, main.listening)];
  return origins.flatMap((origin) => [`${origin}/xapi/`, `${origin}${address.base}/xapi/`]);
}

/** Numbers and a word: the address of the other store and its errors are nobody's business here. */
function forwardingHealth({ status }: Forwarding, now: () => number): () => Promise<object> {
  return async () => {
    const { state, behind, behindSince, failures, refused } = await status();
    const behindSeconds = behindSince === null ? 0 : Math.max(0, Math.round((now() - behindSince) / 1000));
    return { state, behind, behindSeconds, failures, refused };
  };
}

async function closeAll(options: ServersOptions, house: House, open: Opened): Promise<boolean> {
  house.health.stopping();
  for (const entrance of [house.main, house.content]) entrance?.door.stopping();
  if (options.stopDelay) await new Promise((resolve) => setTimeout(resolve, options.stopDelay));
  const limit = options.stopLimit ?? 10_000;
  open.standIn?.endStreams();
  open.live?.endStreams();
  // First what is on its way, while its launch still counts: a refusal would make a course drop what it sent.
  const closed = await Promise.all([house.main.listening.close(limit), house.content?.listening.close(limit) ?? true]);
  const rest = async () => {
    await open.standIn?.close();
    await open.records?.close();
    open.release?.();
    return true;
  };
  return (await within(limit, rest())) && closed.every(Boolean);
}

/** A database that is away must not keep the program from ending. */
function within(limit: number, work: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Milliseconds that the database has to answer `/health`. */
const databaseLimit = 2000;

/** What is no secret in a path. */
function namesIn({ modules }: Catalogue): ReadonlySet<string> {
  return new Set(
    modules.flatMap(({ id, packages }) => [id, ...packages.flatMap(({ target, file }) => [target, file])]),
  );
}

async function listenContent(door: FrontDoor, options: ServersOptions, host: string): Promise<Listening> {
  const { port, contentPort, publicUrl } = options;
  if (contentPort !== undefined) return listen(door.listener, contentPort, host);
  if (port === 0) return listen(door.listener, 0, host);
  return listen(door.listener, port + 1, host).catch((error: unknown) => {
    // A proxy could not know of another port.
    if (error instanceof PortInUse && !publicUrl) return listen(door.listener, 0, host);
    throw error;
  });
}

function localOrigin(host: string, { port }: Listening): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
