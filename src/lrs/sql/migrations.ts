import type { Kysely } from 'kysely';
import type { Dialect } from './dialect.js';
import { firstTables } from './steps/first-tables.js';
import { operationTables } from './steps/operation-tables.js';
import type { Tables } from './tables.js';
import { type Step, takeSteps } from './take-steps.js';

/** Every step a database ever took, in order; only ever added to. */
const migrations: readonly Step<Tables>[] = [firstTables, operationTables];

/**
 * Brings the record store's tables to the version this program knows.
 * @param steps fewer than all only to make a database as an older program made it
 * @throws DatabaseTooNew when a newer program made them
 */
export function migrate(
  db: Kysely<Tables>,
  dialect: Dialect,
  now: () => number,
  steps: readonly Step<Tables>[] = migrations,
): Promise<void> {
  return takeSteps(db, dialect, { noted: 'schema_version', all: steps }, now);
}
