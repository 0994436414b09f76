import type { Tables } from '../lrs/sql/tables.js';
import type { TrackingTables } from '../tracking/tables.js';

/** A table with the columns of its primary key, in the order of copying. What a database makes by itself is left out. */
export type KeptTables = Readonly<Record<string, readonly string[]>>;

/** Tables of the record store. */
export const storeTables: Readonly<Record<Exclude<keyof Tables, 'schema_version'>, readonly string[]>> = {
  settings: ['name'],
  credentials: ['id'],
  verbs: ['id'],
  agents: ['id'],
  activities: ['id'],
  attachments: ['sha2'],
  statements: ['key'],
  statement_agents: ['agent_id', 'role', 'key'],
  statement_activities: ['activity_id', 'role', 'key'],
  statement_refs: ['target_id', 'key'],
  statement_attachments: ['sha2', 'key'],
  inherited: ['key', 'via'],
  inherited_agents: ['agent_id', 'role', 'key', 'via'],
  inherited_activities: ['activity_id', 'role', 'key', 'via'],
  documents: ['resource', 'activity', 'agent', 'registration', 'id'],
  roster: ['account'],
  sessions: ['id'],
  forwards: ['url'],
  forward_refusals: ['url', 'key'],
  audit: ['id'],
  clock: ['one'],
};

/** What is remade beside the facts while they are read; a backup in between holds how far that came. */
type Beside = 'next_learners' | 'next_attempts' | 'next_item_results' | 'next_page_visits';

/** Tables of tracking. */
export const trackingTables: Readonly<
  Record<Exclude<keyof TrackingTables, 'tracking_version'> | Beside, readonly string[]>
> = {
  people: ['id'],
  person_names: ['name'],
  learners: ['id'],
  attempts: ['id'],
  item_results: ['attempt_id', 'item', 'try', 'statement'],
  page_visits: ['attempt_id', 'page'],
  next_learners: ['id'],
  next_attempts: ['id'],
  next_item_results: ['attempt_id', 'item', 'try', 'statement'],
  next_page_visits: ['attempt_id', 'page'],
  achievements: ['id'],
  standings: ['person_id', 'requirement', 'item'],
  fold: ['one'],
  pulls: ['url'],
  tracking_settings: ['name'],
  certificates: ['code'],
  users: ['id'],
  sign_ins: ['token_hash'],
  oidc_tries: ['state_hash'],
  guesses: ['place'],
  access_log: ['id'],
};
