import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import express, { type Express, type Response, type Router } from 'express';
import type { Engine } from '../html/engine.js';
import { doorText } from '../launch/door.js';
import { openLaunches } from '../launch/launches.js';
import { packageOrigin } from '../launch/package-origin.js';
import type { StoreAccess } from '../launch/store-access.js';
import { webPages } from '../launch/web-pages.js';
import { type Assets, assetRoutes } from './assets.js';
import type { Catalogue } from './catalogue.js';
import { inDataFolder } from './data-folder.js';
import { errorReplies } from './error-replies.js';
import { hostGate, plainHeaders } from './gate.js';
import { playRoutes } from './play-routes.js';
import type { PublicAddress } from './public-address.js';
import { type Watch, watchStore } from './watch-store.js';

export interface StandInOptions {
  readonly catalogue: Catalogue;
  readonly engine: Engine;
  readonly assets: Assets;
  /** Where learner and attempts are kept. */
  readonly dataFolder: string;
  /** False when the folder goes with the server. */
  readonly lasting: boolean;
  /** Ends in '/'. */
  readonly iriBase: string;
  readonly store: StoreAccess;
  /** Where the pages are that frame the courses. */
  readonly main: PublicAddress;
  /** The package origin as browsers know it. */
  readonly contentOrigin: string;
  /** Its port on this machine. */
  readonly contentPort: number;
  /** Whom to believe about host and protocol; for Express. */
  readonly trustProxy: number | readonly string[];
  /** How long a course may take to say its last words before it is launched again, milliseconds. */
  readonly grace: number;
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
}

/** The stand-in LMS as the server mounts it. */
export interface StandIn {
  /** The play pages, for the main origin. */
  readonly play: Router;
  /** To stand before the record store. */
  readonly watch: Watch;
  /** All of the package origin. */
  readonly content: Express;
  /** Offers plain web pages on the package origin. @returns the address of their folder, ends in '/' */
  offer(name: string, files: ReadonlyMap<string, Uint8Array>): string;
  /** Ends the event streams, which would never end by themselves. */
  endStreams(): void;
  /** Ends all launches. */
  close(): Promise<void>;
}

/** Opens the stand-in LMS: launches, play pages and the package origin. @throws DataFolderRefused, AddressTooLong */
export async function openStandIn(options: StandInOptions): Promise<StandIn> {
  const { catalogue, engine, main, contentOrigin, now, onError } = options;
  checkDoor(options);
  const secret = (bytes: number) => randomBytes(bytes).toString('base64url');
  const launches = await inDataFolder(
    openLaunches({
      folder: path.join(options.dataFolder, 'stand-in-lms'),
      lasting: options.lasting,
      iriBase: options.iriBase,
      store: options.store,
      contentOrigin,
      now,
      uuid: randomUUID,
      secret,
      grace: options.grace,
    }),
  );
  const pages = webPages({ mainOrigin: main.origin, secret });
  const streams = new Set<Response>();
  const styles = '/assets/site.css';
  const script = '/assets/player.js';
  const content = express();
  content.disable('x-powered-by');
  content.set('query parser', 'simple');
  content.set('trust proxy', options.trustProxy);
  content.use(hostGate(options.contentPort, contentOrigin), plainHeaders(contentOrigin));
  content.use(
    '/assets',
    assetRoutes({
      'site.css': { type: 'css', text: options.assets.styles },
      'player.js': { type: 'js', text: options.assets.player },
    }),
  );
  content.use(pages.router);
  content.use(
    packageOrigin({
      launches,
      mainOrigin: main.origin,
      endpoint: options.store.endpoint,
      contentOrigin,
      hostPage: (launch) => engine.render('server/host', { launch, styles, script }),
      returnedPage: () => engine.render('server/returned', { styles }),
      now,
    }),
  );
  content.use(
    (request, response) => void response.status(404).type('text').send(`Nothing is served at ${request.path}.`),
  );
  content.use(errorReplies(engine, onError));
  return {
    play: playRoutes({ catalogue, engine, launches, pages, base: main.base, contentOrigin, streams }),
    watch: watchStore({ launches, contentOrigin, now, onError }),
    content,
    offer: (name, files) => contentOrigin + pages.offer(name, files),
    endStreams() {
      for (const stream of streams) stream.end();
    },
    close: () => launches.close(),
  };
}

/** The address of the record store does not fit where SCORM 1.2 keeps it for a package. */
export class AddressTooLong extends Error {
  constructor(endpoint: string) {
    super(`${endpoint} is too long for the 255 characters of SCORM 1.2's launch data`);
    this.name = 'AddressTooLong';
  }
}

/** Better now than at the first launch: all of the door but the address has the same length each time. */
function checkDoor({ store: { endpoint }, iriBase }: StandInOptions): void {
  const account = { homePage: `${iriBase}learners`, name: 'AAAA-AAAA' };
  try {
    doorText({ endpoint, auth: 'A'.repeat(52), account, registration: randomUUID() });
  } catch {
    throw new AddressTooLong(endpoint);
  }
}
