import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import express, { type Express, type Response } from 'express';
import type { Engine } from '../html/engine.js';
import { type Launches, openLaunches } from '../launch/launches.js';
import { packageOrigin } from '../launch/package-origin.js';
import { createCredentials, type NewCredential } from '../lrs/credentials.js';
import { createLrs } from '../lrs/router.js';
import { openSqlite } from '../lrs/sqlite/open-sqlite.js';
import type { RecordStore } from '../lrs/store.js';
import { type AssetPaths, type Assets, assetRoutes, readAssets } from './assets.js';
import type { Catalogue } from './catalogue.js';
import { inDataFolder } from './data-folder.js';
import { errorReplies, noSuchPage } from './error-replies.js';
import { hostGate, oneAddress, originGate, pagePolicy, plainHeaders } from './gate.js';
import { type Listening, listen, PortInUse } from './listen.js';
import { moduleRoutes } from './module-routes.js';
import { playRoutes } from './play-routes.js';
import { reportRoutes } from './report-routes.js';
import { storeAccess } from './store-access.js';
import { watchStore } from './watch-store.js';

export interface ServersOptions {
  readonly catalogue: Catalogue;
  /** Where the record store and the stand-in LMS keep their data; made when it is missing. */
  readonly dataFolder: string;
  /** Main port; 0 for any free one. */
  readonly port: number;
  /** Port of the package origin. When absent: the next one after `port`, or a free one when that is taken. */
  readonly contentPort?: number;
  /** The programme's one base of IRIs; ends in '/'. */
  readonly iriBase: string;
  readonly engine: Engine;
  readonly assets: AssetPaths;
  /** How long a course may take to say its last words before it is launched again, milliseconds; 1000 when absent. */
  readonly launchGrace?: number;
  /** Told of every error that nobody asked for. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Servers {
  /** `http://127.0.0.1:4000` */
  readonly origin: string;
  readonly contentOrigin: string;
  /** The record store's first credential, on the first start of a data folder only: to be shown once. */
  readonly firstCredential: NewCredential | null;
  /** Ends streams and launches, lets answers under way finish, closes the store. */
  close(): Promise<void>;
}

/**
 * The whole server: pages, stand-in LMS, record store and reports on the main origin; packages on an origin of their own.
 * @throws PortInUse, PortRefused, DataFolderRefused
 */
export async function createServers(options: ServersOptions): Promise<Servers> {
  const { dataFolder, iriBase, now, engine } = options;
  const assets = await readAssets(options.assets, engine.render('server/icon.svg', {}));
  const main = express();
  const content = express();
  const listeningContent = await listenContent(content, options);
  const contentOrigin = originOf(listeningContent);
  const listeningMain = await listen(main, options.port).catch(async (error: unknown) => {
    await listeningContent.close();
    throw error;
  });
  const origin = originOf(listeningMain);
  let opened: RecordStore | undefined;
  try {
    const store = await inDataFolder(openSqlite(path.join(dataFolder, 'records.sqlite'), now));
    opened = store;
    const credentials = createCredentials({ store, homePage: `${iriBase}records`, now });
    const launches = await inDataFolder(
      openLaunches({
        folder: path.join(dataFolder, 'stand-in-lms'),
        iriBase,
        store: storeAccess({ store, credentials, endpoint: `${origin}/xapi/`, iriBase }),
        contentOrigin,
        now,
        uuid: randomUUID,
        secret: (bytes) => randomBytes(bytes).toString('base64url'),
        grace: options.launchGrace ?? 1000,
      }),
    );
    const streams = new Set<Response>();
    const parts = { options, assets, launches, store, origin, contentOrigin };
    const lrs = createLrs({
      store,
      authenticate: credentials.authenticate,
      isOriginAllowed: (asking) => asking === contentOrigin,
      uuid: randomUUID,
      onError: options.onError,
    });
    mainOrigin(main, { ...parts, streams, lrs, port: listeningMain.port });
    contentOriginRoutes(content, { ...parts, port: listeningContent.port });
    return {
      origin,
      contentOrigin,
      firstCredential: await credentials.firstStart(),
      async close() {
        for (const stream of streams) stream.end();
        // First what is on its way, while its launch still counts: a refusal would make a course drop what it sent.
        await Promise.all([listeningMain.close(), listeningContent.close()]);
        await launches.close();
        await store.close();
      },
    };
  } catch (error) {
    await Promise.all([listeningMain.close(), listeningContent.close(), opened?.close()]);
    throw error;
  }
}

interface Parts {
  readonly options: ServersOptions;
  readonly assets: Assets;
  readonly launches: Launches;
  readonly store: RecordStore;
  readonly origin: string;
  readonly contentOrigin: string;
  readonly port: number;
}

function mainOrigin(
  main: Express,
  parts: Parts & { readonly streams: Set<Response>; readonly lrs: express.Router },
): void {
  const { options, assets, launches, store, origin, contentOrigin, streams, lrs, port } = parts;
  const { catalogue, engine, iriBase, now } = options;
  quiet(main);
  main.use(hostGate(port), plainHeaders('same-origin'));
  main.use('/xapi', watchStore({ launches, contentOrigin, now, onError: options.onError }), lrs);
  main.use(oneAddress(origin), originGate(origin), pagePolicy(contentOrigin));
  main.use(
    '/assets',
    assetRoutes({
      'site.css': { type: 'css', text: assets.styles },
      'panel.js': { type: 'js', text: assets.panel },
      'icon.svg': { type: 'svg', text: assets.icon },
    }),
  );
  main.use(moduleRoutes(catalogue, engine));
  main.use('/play', playRoutes({ catalogue, engine, launches, contentOrigin, streams }));
  main.use(reportRoutes({ store, engine, iriBase, catalogue }));
  main.use(noSuchPage);
  main.use(errorReplies(engine, options.onError));
}

function contentOriginRoutes(
  content: Express,
  { options, assets, launches, origin, contentOrigin, port }: Parts,
): void {
  const { engine } = options;
  const styles = '/assets/site.css';
  const script = '/assets/player.js';
  quiet(content);
  content.use(hostGate(port), plainHeaders('same-origin'));
  content.use(
    '/assets',
    assetRoutes({
      'site.css': { type: 'css', text: assets.styles },
      'player.js': { type: 'js', text: assets.player },
    }),
  );
  content.use(
    packageOrigin({
      launches,
      mainOrigin: origin,
      contentOrigin,
      hostPage: (launch) => engine.render('server/host', { launch, styles, script }),
      returnedPage: () => engine.render('server/returned', { styles }),
      now: options.now,
    }),
  );
  content.use(
    (request, response) => void response.status(404).type('text').send(`Nothing is served at ${request.path}.`),
  );
  content.use(errorReplies(engine, options.onError));
}

function quiet(app: Express): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
}

async function listenContent(content: Express, { port, contentPort }: ServersOptions): Promise<Listening> {
  if (contentPort !== undefined) return listen(content, contentPort);
  if (port === 0) return listen(content, 0);
  return listen(content, port + 1).catch((error: unknown) => {
    if (error instanceof PortInUse) return listen(content, 0);
    throw error;
  });
}

function originOf({ port }: Listening): string {
  return `http://127.0.0.1:${port}`;
}
