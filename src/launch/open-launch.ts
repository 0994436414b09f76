import type { LaunchUnit, Package } from '../verify/package.js';
import type { Attempt } from './attempts.js';
import type { Feed } from './feed.js';
import type { Commit, CommitAnswer, HostData } from './host-data.js';
import type { Learner } from './learner.js';
import type { StoreAccess } from './store-access.js';
import type { LaunchMode, LaunchWish } from './wish.js';

/** What a protocol is given to begin a launch. */
export interface LaunchContext {
  readonly package: Package;
  /** With the mastery score that this launch states, whatever the manifest says. */
  readonly unit: LaunchUnit;
  readonly learner: Learner;
  readonly attempt: Attempt;
  /** Id of the module that the unit is: what its statements are about. */
  readonly about: string;
  readonly mode: LaunchMode;
  /** False keeps the statement door of a SCORM package shut. */
  readonly door: boolean;
  /** What matters to SCORM alone. */
  readonly wish: Pick<LaunchWish, 'credit' | 'entry' | 'launchData' | 'strict'>;
  readonly store: StoreAccess;
  /** Ends in '/'. */
  readonly iriBase: string;
  /** Absolute addresses on the package origin. */
  readonly addresses: {
    /** Ends in '/': where the package's files are served. */
    readonly content: string;
    readonly fetch: string;
    readonly returned: string;
  };
  readonly feed: Feed;
  /** Keeps the attempt's data; false when the attempt was reset meanwhile. */
  readonly keep: (cmi: Attempt['cmi']) => Promise<boolean>;
  readonly now: () => number;
  readonly uuid: () => string;
}

/** A launch under way, as its protocol sees it. What a protocol has no use for, it leaves out. */
export interface OpenLaunch {
  readonly host: HostData;
  /** The base64 part of the credentials that this launch handed out, to tell its requests to the record store from others'. */
  readonly credentials: readonly string[];
  /** SCORM: keeps what the API's commit brought. */
  commit?(commit: Commit): Promise<CommitAnswer>;
  /**
   * The page around the course was loaded again, in the same launch, and the one before has said its last words.
   * @returns what it is told now; null when nothing can go on in this launch
   */
  reopen?(): HostData | null;
  /** cmi5: answers a POST to the fetch address (cmi5 8.2). */
  fetchToken?(): Promise<Readonly<Record<string, string>>>;
  /** A document of this launch was written to the record store. */
  documentsChanged?(): Promise<void>;
  /** A later launch takes over: nothing is accepted from now on. */
  end(): Promise<void>;
  /** The server stops. The credential stays good: an open page goes on at another process, or after the next start. */
  leave?(): Promise<void>;
}

/** One standard's side of the stand-in LMS. */
export interface LaunchProtocol {
  /** True when the address of the record store is an extra that may be kept from a package (SCORM's launch data). */
  readonly hasDoor: boolean;
  /** False when by the standard the kept attempt is over, and the next launch begins a new one. */
  continues(attempt: Attempt): boolean;
  /** True when one registration binds all units of a package (cmi5 8.1.5: of a course); else each unit has attempts of its own. */
  readonly attemptsOfCourse?: boolean;
  /** Why a package is not imported, a sentence for each fault; absent where any is that can be read. */
  importFaults?(pkg: Package): readonly string[];
  begin(context: LaunchContext): Promise<OpenLaunch>;
}
