import type { JsonObject } from '../xapi/json.js';
import type { XapiVersion } from '../xapi/validate/check.js';
import type { Scope } from './access.js';
import type { DocumentStore } from './document-store.js';
import type { ForwardStore } from './forward-store.js';
import type { OfferedAccount, RosterStore } from './roster-store.js';
import type { SessionStep } from './session-step.js';
import type { SessionStore } from './session-store.js';
import type { SettingStore } from './settings-store.js';
import type { UpkeepStore } from './upkeep-store.js';

/** A record store's data, whatever database is under it. Every method is one transaction. */
export interface RecordStore
  extends StatementStore,
    DocumentStore,
    ThingStore,
    CredentialStore,
    SessionStore,
    UpkeepStore,
    RosterStore,
    SettingStore,
    ForwardStore {
  /** Finishes what was accepted and lets go of the database. */
  close(): Promise<void>;
}

export interface StatementStore {
  /**
   * Stores a request's statements: all or none. Statements stored before with the same content are passed over.
   * @returns ids in the order given
   * @throws StatementConflict when another statement holds one of the ids
   */
  insert(batch: IncomingBatch): Promise<readonly string[]>;
  find(query: StatementQuery): Promise<StatementPage>;
  /** The places of all statements, the voided ones aside, that lie behind one place, up to another; at most so many. */
  cursorsBetween(above: string, upTo: string, most: number): Promise<readonly string[]>;
  /** One statement by id: among the voided ones, or among the others. */
  statement(id: string, voided: boolean): Promise<StoredStatement | undefined>;
  /** Attached files by SHA-2 hash in lower case. */
  attachments(hashes: readonly string[]): Promise<ReadonlyMap<string, Attachment>>;
  /**
   * Up to this time (milliseconds) every stored statement can be found. Asks the database, so that it never vouches
   * for an open write, in this process or another.
   */
  consistentThrough(): Promise<number>;
  /** What `consistentThrough` came to last, or a commit after it: just as true, only older. Asks nobody. */
  lastKnownThrough(): number;
  /** Calls the listener after each commit with what was newly stored; it must not throw. @returns how to stop it */
  onStored(listener: StoredListener): () => void;
}

export type StoredListener = (statements: readonly NewStatement[]) => void;

/** A statement as it was stored just now. */
export interface NewStatement extends Pick<StoredStatement, 'cursor' | 'id'> {
  /** All of it but the time of storing. */
  readonly statement: JsonObject;
}

export interface IncomingBatch {
  /** Valid under `version`, each with its id. */
  readonly statements: readonly JsonObject[];
  /**
   * How some of them were written: JSON in one line, without a name twice. By the statement itself, so that who puts
   * another in its place (one without a learner's id) leaves the text behind, too.
   */
  readonly texts?: ReadonlyMap<JsonObject, string>;
  readonly version: XapiVersion;
  /** What the store writes into each statement (xAPI 1.0.3 Data 2.4.9). */
  readonly authority: JsonObject;
  /** True when statements that name an authority keep it: what an operator imports was vouched for before. */
  readonly keepAuthority?: boolean;
  /** True when definitions of activities in it may change what the store knows of them. */
  readonly define: boolean;
  readonly attachments: readonly Attachment[];
  /** What is noted of the sender's session together with the statements: both or neither, or else SessionMoved. */
  readonly step?: SessionStep;
  /** Whom opaque accounts in it stand for: in the roster when it is stored, even if they were erased a moment before. */
  readonly learners?: readonly OfferedAccount[];
}

export interface Attachment {
  /** SHA-2 hash of the content, lower case. */
  readonly sha2: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

export interface StoredStatement {
  /** Place in the order of storing: pass it as `cursor` to go on behind it. */
  readonly cursor: string;
  readonly id: string;
  /** The whole statement as JSON text. */
  readonly json: string;
}

/** Filters of a statement query; what is absent does not filter (xAPI 1.0.3 Communication 2.1.3). */
export interface StatementQuery {
  /** Identity of an agent or group (`identityOf`). */
  readonly agent?: string;
  readonly relatedAgents?: boolean;
  readonly verb?: string;
  readonly activity?: string;
  readonly relatedActivities?: boolean;
  readonly registration?: string;
  /** Stored after this time, milliseconds. */
  readonly since?: number;
  /** Stored at or before this time, milliseconds. */
  readonly until?: number;
  /** Identity of the authority: only what was stored under it. */
  readonly authority?: string;
  /** Oldest first; newest first when absent. */
  readonly ascending?: boolean;
  /** At least 1. */
  readonly limit: number;
  /** Goes on behind this place. */
  readonly cursor?: string;
}

export interface StatementPage {
  readonly statements: readonly StoredStatement[];
  /** Where the next page begins, or null when there is none. */
  readonly next: string | null;
}

/** What the store learned about activities and people from statements. */
export interface ThingStore {
  /** The merged definition of an activity; undefined when none was ever sent. */
  activityDefinition(activityId: string): Promise<JsonObject | undefined>;
  activityDefinitions(activityIds: readonly string[]): Promise<ReadonlyMap<string, JsonObject>>;
  /** Names seen with an agent's identity. */
  agentNames(identity: string): Promise<readonly string[]>;
}

export interface StoredCredential {
  readonly id: string;
  readonly label: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  readonly scopes: readonly Scope[];
  /** Account of the authority. */
  readonly homePage: string;
  readonly created: number;
  readonly revoked: number | null;
  /** Milliseconds since the epoch; null for one that is in force until it is revoked. */
  readonly expires: number | null;
  /** Activity ids that a package key is limited to; null for a credential that is none. */
  readonly activities: readonly string[] | null;
  /** Most requests a minute that each server process takes; null for no limit. */
  readonly requestsAMinute: number | null;
}

export interface CredentialStore {
  credential(id: string): Promise<StoredCredential | undefined>;
  credentials(): Promise<readonly StoredCredential[]>;
  /** Adds a credential. With `onlyFirst` it is added only to a store that has none. @returns whether it was added */
  addCredential(credential: StoredCredential, onlyFirst: boolean): Promise<boolean>;
  /** @returns false when there is no such credential in force */
  revokeCredential(id: string, at: number): Promise<boolean>;
}

/** Another statement is stored under this id (xAPI 1.0.3 Communication 2.1.1: 409). */
export class StatementConflict extends Error {
  constructor(readonly statementId: string) {
    super(`A different statement is stored under the id ${statementId}`);
    this.name = 'StatementConflict';
  }
}

/** The database was made by a newer program; opening it could harm it. */
export class DatabaseTooNew extends Error {
  constructor(
    readonly found: number,
    readonly known: number,
  ) {
    super(`The database has version ${found}; this program knows versions up to ${known}`);
    this.name = 'DatabaseTooNew';
  }
}

/**
 * The database can't do it now, but may in a moment: nothing was changed, except where a connection was lost
 * amid a commit; then it is open whether it was, and asking again does no harm.
 */
export class DatabaseUnavailable extends Error {
  /**
   * @param reason lost: no connection; busy: another has it; waited: another had it for seconds, and asking again at once
   * is no use; conflict: another transaction was in the way
   */
  constructor(
    readonly reason: 'lost' | 'busy' | 'waited' | 'conflict',
    cause: unknown,
  ) {
    super(
      reason === 'lost'
        ? 'The database of the record store does not answer'
        : 'The database of the record store is busy',
      { cause },
    );
    this.name = 'DatabaseUnavailable';
  }
}

/** There is no room for what should be written; nothing was changed. */
export class DatabaseFull extends Error {
  constructor(cause: unknown) {
    super('The disk of the record store is full', { cause });
    this.name = 'DatabaseFull';
  }
}
