import type { Scope } from '../lrs/access.js';
import type { JsonObject } from '../xapi/json.js';
import type { GuardKind } from './guard-kinds.js';

/** What the stand-in LMS asks of the record store. Implemented by the server, which knows both. */
export interface StoreAccess {
  /** Base endpoint as a browser reaches it, ending in '/' (`http://127.0.0.1:4000/xapi/`). */
  readonly endpoint: string;
  /**
   * A Basic credential for one launch, good in every process on the record store; every request with it passes its rule.
   * Credentials issued before for the registration end in the same moment.
   */
  issue(grant: Grant): Promise<Credential>;
  /** Closes all credentials of a registration, whoever issued them. */
  closeAll(registration: string, reason: string): Promise<void>;
  /**
   * Stores a statement of the LMS itself, under the LMS's authority.
   * @returns false when another one was there under its id: what the LMS says once has a lasting id
   */
  record(statement: JsonObject): Promise<boolean>;
  /** All statements of a registration, oldest first. */
  statementsOf(registration: string): Promise<readonly JsonObject[]>;
  putState(place: StatePlace, stateId: string, document: JsonObject): Promise<void>;
  /** The documents of an activity by id, as text. */
  states(place: StatePlace): Promise<ReadonlyMap<string, string>>;
  /** Stores an agent profile document unless there is one. */
  offerAgentProfile(agent: object, profileId: string, document: JsonObject): Promise<void>;
}

export interface Grant {
  readonly scopes: readonly Scope[];
  /** Who reads its own statements by this credential, reads those of this registration. */
  readonly registration: string;
  /** What the credential is held to. */
  readonly rule: { readonly kind: GuardKind; readonly data: JsonObject };
  /** What credentials issued before are told from now on; null: they are unknown from now on. */
  readonly closing: string | null;
  /** Told of what this process stores for the credential, with what was recorded because of it. */
  heard(statements: readonly JsonObject[]): void | Promise<void>;
}

export interface Credential {
  /** The base64 part of a Basic Authorization header. */
  readonly basic: string;
  /** Notes what its rule shall know; before the credential is handed out. */
  note(state: JsonObject): Promise<void>;
  /** From now on every request is refused with this reason. */
  close(reason: string): Promise<void>;
  /** From now on it is unknown. */
  revoke(): Promise<void>;
}

export interface StatePlace {
  readonly activityId: string;
  readonly agent: object;
  readonly registration: string;
}
