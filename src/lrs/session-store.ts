import type { JsonObject } from '../xapi/json.js';
import type { Principal, Scope } from './access.js';
import type { SessionStep } from './session-step.js';

/** The credentials of single launches, as every process on the database sees them. */
export interface SessionStore {
  /**
   * Adds a session and ends those before it about the same, as one step.
   * @param reason what the earlier ones are told from now on; null removes them
   */
  addSession(session: NewStoredSession, reason: string | null): Promise<void>;
  /** The session with an id, closed and expired ones too. */
  session(id: string): Promise<StoredSession | undefined>;
  /** Writes what was noted of a session. @returns false when it was changed or removed since that revision */
  changeSession(step: SessionStep): Promise<boolean>;
  /** Every request of it is refused with the reason from now on; the first reason stays. */
  closeSession(id: string, reason: string): Promise<void>;
  /** The same for all sessions about something. */
  closeSessionsAbout(about: string, reason: string): Promise<void>;
  removeSession(id: string): Promise<void>;
  /** Those of these statement ids that are stored, lower case: what is said again is no news to a session. */
  idsStored(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Removes what expired at or before a time (milliseconds). */
  forgetSessions(until: number): Promise<void>;
}

/** Which guard watches a session, and what that was told at the beginning. */
export interface SessionRule {
  readonly kind: string;
  readonly data: JsonObject;
}

export interface NewStoredSession {
  readonly id: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  readonly scopes: readonly Scope[];
  readonly authority: Principal['authority'];
  /** What its holder speaks about, a registration for one. */
  readonly about: string;
  readonly rule: SessionRule | null;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

export interface StoredSession extends NewStoredSession {
  /** What its guard noted so far; empty at the beginning. */
  readonly state: JsonObject;
  /** Grows with each change. */
  readonly revision: number;
  /** Why everything is refused, or null. */
  readonly closed: string | null;
}
