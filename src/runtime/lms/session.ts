import type { AnswerRecord } from '../../interaction.js';
import type { InteractionElements } from '../../scorm/interaction-elements.js';
import type { AnswerRecords } from '../answer-records.js';
import type { Outcome } from '../attempt.js';
import type { Settings } from '../course-element.js';
import type { LastingFetch } from '../queue/lasting-fetch.js';
import type { RunLog } from '../run-log.js';

/**
 * One protocol's way to an LMS. Each file in this folder exports `open`, and states only how its standard differs.
 * The build makes one script per file: `lms/<protocol>.ts` becomes the learner's script of every target
 * whose `target.json` names that protocol.
 */
export type OpenSession = (host: Host) => Promise<Opened>;

/** What a protocol may use of the browser; passed in, so that tests can stand on real but separate windows. */
export interface Host {
  readonly window: Window;
  readonly now: () => number;
  readonly uuid: () => string;
  readonly courseIri: string;
  /** What all our identifiers start with; ends in '/'. */
  readonly iriBase: string;
  /** What is told of the answers that an action brought; comes with the rest of the course. */
  readonly records: AnswerRecords;
  /** An answer as the parts of a SCORM interaction; comes with the rest of the course. */
  readonly interactions: InteractionElements;
  readonly settings: Settings;
  readonly log: RunLog;
  /** The way to servers, noted in the log; every request that has to outlive the page goes through this one. */
  readonly net: LastingFetch;
}

export type Opened =
  | {
      readonly tracked: false;
      readonly reason: UntrackedReason;
      /** Where the learner can launch the module again, when that is known. */
      readonly returnUrl: string | null;
      /** True when an earlier load of this page ended the session, and nothing stood in the way of saving. */
      readonly kept?: boolean | undefined;
    }
  | {
      readonly tracked: true;
      /** Anything but `normal` with credit: nothing is written (standards 8i, M17). */
      readonly writes: boolean;
      /** Whose attempt it is, in the protocol's own words: tells windows of two learners apart, and goes nowhere. */
      readonly learner: string;
      /** Suspended state of the last session, '' when there is none. */
      readonly saved: string;
      /** 0 to 1, when the LMS states one; else null and the module's own counts. */
      readonly passingScore: number | null;
      readonly language: string | null;
      /** Where statements may go, or null when the door is shut. */
      readonly door: StatementDoor | null;
      /** Where to go when the learner leaves (cmi5 returnURL). */
      readonly returnUrl: string | null;
      /** True when nothing is kept but in this browser: the page says so. */
      readonly inBrowser?: boolean;
      /** True when an earlier load of this page began the session and did not end it: nothing is initialized twice. */
      readonly continued: boolean;
      readonly session: LmsSession;
    };

/** No LMS was found; it refused to open a session; the launch link had served its one session (cmi5 8.2); this browser keeps nothing. */
export type UntrackedReason = 'no-lms' | 'refused' | 'link-used' | 'no-storage';

export interface LmsSession {
  /** Hands the LMS what changed, at once and synchronously where the standard is synchronous. Never throws. */
  set(snapshot: Snapshot): void;
  /** Asks the LMS to keep what was set. Never rejects. */
  commit(): Promise<CommitResult>;
  /** Ends the session within a `pagehide` handler: sets, commits, terminates. Effective once. */
  close(snapshot: Snapshot): void;
}

export type CommitResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: Refusal; readonly retry: boolean };

/** `expired`: there is no session (any more). `gone`: nor what held it. `full`: the LMS has no room for the state. */
export type Refusal = 'refused' | 'offline' | 'expired' | 'gone' | 'full';

/** Everything an LMS is told, always whole; a session writes only what differs from the last one. */
export interface Snapshot {
  /** Suspended state: ASCII without quotes. */
  readonly state: string;
  /** Bookmark, at most 255 characters. */
  readonly location: string;
  readonly outcome: Outcome;
  /** The LMS's passing score or the module's, 0 to 1; null without assessment. */
  readonly passingScore: number | null;
  readonly sessionSeconds: number;
  /** True while the page says that something is not saved. */
  readonly failing?: boolean;
  /** Answers of this session, oldest first; grows only. */
  readonly answers: readonly AnswerRecord[];
}

/** The way to a record store for one session: where, with what credential, as whom, and in which dress. */
export interface StatementDoor {
  /** Ends in '/'; statements go to `<endpoint>statements`. */
  readonly endpoint: string;
  /** The Authorization header's value. */
  readonly authorization: string;
  readonly actor: Actor;
  readonly registration: string;
  /** The activity id that stands for the module here: ours, or the one a cmi5 LMS chose. */
  readonly activityId: string;
  /** '1.0.3' for every protocol so far. */
  readonly version: string;
  /** False where only a verdict may carry `result.success` (cmi5 9.5.2, read strictly). */
  readonly answersCarrySuccess: boolean;
  /** True when statements are what the LMS judges by (cmi5): then unsent ones mean "not saved". */
  readonly isRecord: boolean;
  /**
   * The session that alone may send this door's statements (cmi5 9.6.3.1); absent where a later launch of the same
   * learner under the same registration may bring what an earlier one left.
   */
  readonly session?: { readonly id: string; readonly unsent: Unsent };
  /** True for a credential that outlives launches (a package key): what is left is then bound to it, and the registration is ours to keep. */
  readonly lastingCredential?: boolean;
  /** Adds what the protocol demands of a statement of this kind (cmi5: context template, categories). */
  dress(statement: Statement, kind: StatementKind): Statement;
}

/**
 * What a cmi5 session left: kept in a State document of the registration, under the session's id, for whoever wants to
 * know. It is never sent as another session's doing. Verdicts are not lost by that: the attempt tells them again.
 */
export interface Unsent {
  /** Within `pagehide`: the oldest statements that fit into so many bytes. */
  closing(statements: readonly Statement[], bytes: number): void;
  /**
   * Asks the record store which of an earlier session's statements it has, and keeps the others.
   * @returns how many those were; null when they could not be kept
   */
  ofSession(session: string, statements: readonly Statement[]): Promise<number | null>;
}

/** Which role a statement plays; cmi5 dresses its own five differently. */
export type StatementKind = 'initialized' | 'passed' | 'failed' | 'completed' | 'terminated' | 'allowed';

export interface Actor {
  readonly objectType?: 'Agent';
  readonly name?: string;
  readonly account?: { readonly homePage: string; readonly name: string };
  readonly mbox?: string;
  readonly mbox_sha1sum?: string;
  readonly openid?: string;
}

/** An xAPI statement as JSON; built by `xapi/`, dressed by the door. */
export type Statement = Readonly<Record<string, unknown>>;
