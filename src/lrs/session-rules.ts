import type { JsonObject } from '../xapi/json.js';
import type { DocumentRequest, Refusal } from './access.js';

/**
 * What one session is held to. Rules are pure: all they know of what came before is the state, which is kept
 * with the session for whatever process meets it next.
 */
export interface SessionRules {
  /** @param statements parsed, valid and as they were sent, none of them stored before */
  statements(statements: readonly JsonObject[], state: JsonObject): Verdict;
  /** Asked before a document request is carried out. */
  document(request: DocumentRequest, state: JsonObject): Verdict;
  /** Asked before any other request; it changes nothing. */
  other(state: JsonObject): Breach | null;
  /** Which rule invalid statements break. @param reason what is wrong with them */
  malformed?(reason: string): Breach;
  /**
   * Called in the process that refused a request for a breach of rules; perhaps again for the same one.
   * @returns what was recorded because of it
   */
  refused?(breach: Breach): Promise<readonly JsonObject[]>;
  /**
   * Called in the process that stored statements, with the state after them; perhaps again for the same ones.
   * @returns what was recorded besides because of them
   */
  stored?(statements: readonly JsonObject[], state: JsonObject): Promise<readonly JsonObject[]>;
}

/** A refusal, or what is to be noted: the state as it was when there is nothing. */
export type Verdict = Breach | { readonly state: JsonObject };

/** A refusal with the rules that were broken, by the ids of whoever made them; none when it is held against nobody. */
export interface Breach extends Refusal {
  readonly broke?: readonly string[];
}

/**
 * Every kind of rules by the name under which sessions are stored: makes them from what the session was issued with.
 * They throw when that is none of theirs.
 */
export type GuardKinds = Readonly<Record<string, (data: JsonObject) => SessionRules>>;
