import type { Generated } from 'kysely';

/**
 * The tables, the same in every database. Keys grow with the time of storing: `key / 2048` is the millisecond.
 * Every link table begins with the value that queries filter by and ends with the key, so that a filter is one range scan.
 */
export interface Tables {
  statements: {
    key: number;
    /** UUID, lower case. */
    id: string;
    verb_id: number;
    /** UUID, lower case. */
    registration: string | null;
    /** 0 or 1. */
    voided: number;
    /** 1 when it voids another: such a statement can't be voided itself. */
    voiding: number;
    body: string;
  };
  statement_agents: { agent_id: number; role: number; key: number };
  statement_activities: { activity_id: number; role: number; key: number };
  /** Which statements have another one as their object; the other may not have arrived yet. */
  statement_refs: { target_id: string; key: number; voids: number };
  /**
   * What a statement is found by because of a statement it refers to, directly or through others (`via`):
   * "filters apply to the referenced statement too" (xAPI 1.0.3 Communication 2.1.3).
   */
  inherited: { key: number; via: number; verb_id: number; registration: string | null };
  inherited_agents: { agent_id: number; role: number; key: number; via: number };
  inherited_activities: { activity_id: number; role: number; key: number; via: number };
  verbs: { id: Generated<number>; iri: string };
  /** `names`: JSON list of the names seen. */
  agents: { id: Generated<number>; identity: string; names: string };
  /** `definition`: merged definition as JSON, or null. */
  activities: { id: Generated<number>; iri: string; definition: string | null };
  attachments: { sha2: string; content_type: string; content: Uint8Array };
  documents: {
    resource: string;
    activity: string;
    agent: string;
    registration: string;
    id: string;
    content: Uint8Array;
    content_type: string;
    etag: string;
    /** Milliseconds since the epoch. */
    updated: number;
  };
  credentials: {
    id: string;
    label: string;
    secret_hash: string;
    /** JSON list. */
    scopes: string;
    home_page: string;
    created: number;
    revoked: number | null;
    /** JSON list of the activity ids that a package key is limited to; null for a credential without such limits. */
    activities: string | null;
    /** Most requests of a package key a minute, or null. */
    requests_a_minute: number | null;
    /** Milliseconds since the epoch, or null. */
    expires: number | null;
  };
  /**
   * One row. `last_key` is the key given out last: its update is what writers wait for each other at, so that keys
   * become visible in their order. `epoch` grows whenever what processes may remember of other tables was changed.
   */
  clock: { one: number; last_key: number; epoch: number };
  /** Credentials of single launches, known to every process. `scopes`, `authority`, `rule`, `state`: JSON. */
  sessions: {
    id: string;
    secret_hash: string;
    scopes: string;
    authority: string;
    /** What its holder speaks about (a registration): a later session about the same ends the earlier ones. */
    about: string;
    /** Which guard watches it, with what that needs to know; null for none. */
    rule: string | null;
    /** What the guard noted so far. */
    state: string;
    /** Grows with each change. */
    revision: number;
    /** Why every request is refused from now on; null while it is open. */
    closed: string | null;
    expires: number;
  };
  /** Which learner of which LMS an opaque account stands for: the only place that knows. */
  roster: { account: string; home_page: string; learner: string; first_seen: number };
  settings: { name: string; value: string };
  /** How far each forwarding has come; `holder` is the process that does it until `lease_until`. */
  forwards: {
    url: string;
    last_key: number;
    holder: string | null;
    lease_until: number;
    updated: number;
    failures: number;
    last_error: string | null;
  };
  /** Statements that the other record store did not take. */
  forward_refusals: { url: string; key: number; at: number; reason: string };
  /** What was done to data by hand. `detail`: JSON without personal data. */
  audit: { id: Generated<number>; at: number; action: string; detail: string };
  statement_attachments: { sha2: string; key: number };
  schema_version: { version: number; applied: number };
}

/** Keys a millisecond: up to so many statements share one. */
export const keysPerMillisecond = 2048;

/** The time of storing that a key stands for, milliseconds since the epoch. */
export function storedAt(key: number): number {
  return Math.floor(key / keysPerMillisecond);
}
