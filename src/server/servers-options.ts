import type { Engine } from '../html/engine.js';
import type { AssetPaths } from './assets.js';
import type { Catalogue } from './catalogue.js';
import type { LiveDesk } from './live-desk.js';
import type { ServedManual } from './manual-routes.js';
import type { SignInIssuer } from './open-entry.js';
import type { PublicAddress } from './public-address.js';
import type { RecordsOptions } from './records-options.js';
import type { RequestLine } from './request-line.js';

/** All that the server is made from. */
export interface ServersOptions {
  readonly catalogue: Catalogue;
  /** Modules that follow their files while the server runs; their pages come in the place of the list of modules. */
  readonly live?: LiveDesk;
  /** Makes the author's manual, when somebody first opens it; no such page when left out. */
  readonly manual?: () => Promise<ServedManual>;
  /** Where the stand-in LMS keeps its data, and the record store without a `database`; made when it is missing. */
  readonly dataFolder: string;
  /** False for a data folder that goes with the server: nobody waits for the disk. */
  readonly lasting?: boolean;
  readonly records?: RecordsOptions;
  /** Name or address of this machine to listen at; 127.0.0.1 when absent. */
  readonly host?: string | undefined;
  /** Main port; 0 for any free one. */
  readonly port: number;
  /** Port of the package origin. When absent: the next one after `port`, or a free one when that is taken. */
  readonly contentPort?: number | undefined;
  /** How others reach the main origin; when absent, this machine alone does. */
  readonly publicUrl?: PublicAddress | undefined;
  /** How others reach the package origin. Without it a server with a `publicUrl` plays nothing. */
  readonly publicContentOrigin?: string | undefined;
  /** Whose X-Forwarded headers are believed: of so many proxies, or of these networks; of nobody when absent. */
  readonly trustProxy?: number | readonly string[] | undefined;
  /** Where people sign in besides by name and password. */
  readonly signIn?: SignInIssuer | undefined;
  /** Pages open to everybody who reaches them; when absent, only without a `publicUrl`. */
  readonly openPages?: boolean | undefined;
  /** The programme's one base of IRIs; ends in '/'. */
  readonly iriBase: string;
  readonly engine: Engine;
  readonly assets: AssetPaths;
  /** How long a course may take to say its last words before it is launched again, milliseconds; 1000 when absent. */
  readonly launchGrace?: number | undefined;
  /** How long the server says that it is not ready before it takes no more, milliseconds; 0 when absent. */
  readonly stopDelay?: number | undefined;
  /** How long answers under way may take when it stops, milliseconds; 10000 when absent. */
  readonly stopLimit?: number | undefined;
  /** Told of every error that nobody asked for. */
  readonly onError: (error: unknown) => void;
  /** Told of every request once it is answered. */
  readonly onRequest?: (line: RequestLine) => void;
  /** Told of what an operator should know; the facts hold no learner data and no secret. */
  readonly onNotice?: (message: string, facts: Readonly<Record<string, string | number>>) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
