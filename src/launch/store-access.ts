import type { Guard, Scope } from '../lrs/access.js';
import type { JsonObject } from '../xapi/json.js';

/** What the stand-in LMS asks of the record store. Implemented by the server, which knows both. */
export interface StoreAccess {
  /** Base endpoint as a browser reaches it, ending in '/' (`http://127.0.0.1:4000/xapi/`). */
  readonly endpoint: string;
  /** A Basic credential for one launch; every request with it passes the guard. */
  issue(grant: Grant): Promise<Credential>;
  /** Stores a statement of the LMS itself, under the LMS's authority. */
  record(statement: JsonObject): Promise<void>;
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
  readonly guard: Guard;
}

export interface Credential {
  /** The base64 part of a Basic Authorization header. */
  readonly basic: string;
  revoke(): void;
}

export interface StatePlace {
  readonly activityId: string;
  readonly agent: object;
  readonly registration: string;
}
