import type { Kysely } from 'kysely';
import type { Dialect } from '../lrs/sql/dialect.js';
import { type Step, takeSteps } from '../lrs/sql/take-steps.js';
import { certificateTables } from './steps/certificate-tables.js';
import { firstTrackingTables } from './steps/first-tracking-tables.js';
import { guessTables } from './steps/guess-tables.js';
import { nameKeys } from './steps/name-keys.js';
import { signInTables } from './steps/sign-in-tables.js';
import type { TrackingTables } from './tables.js';

/** Every step, in order; only ever added to. */
const migrations: readonly Step<TrackingTables>[] = [
  firstTrackingTables,
  signInTables,
  certificateTables,
  guessTables,
  nameKeys,
];

/**
 * Brings the tables of tracking to the version this program knows.
 * @throws DatabaseTooNew when a newer program made them
 */
export function migrateTracking(db: Kysely<TrackingTables>, dialect: Dialect, now: () => number): Promise<void> {
  return takeSteps(db, dialect, { noted: 'tracking_version', all: migrations }, now);
}
