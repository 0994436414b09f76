import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingDb } from '../open-tracking.js';
import { type AttemptState, noState } from './attempt-state.js';
import { attemptKey, type GatheredAttempt } from './gather.js';
import { stateFrom } from './state-text.js';

/** What is known already of attempts that new statements speak of. */
export interface Known {
  /** Numbers of learners, by identity. */
  readonly learners: ReadonlyMap<string, number>;
  /** By `attemptKey`. */
  readonly attempts: ReadonlyMap<string, KnownAttempt>;
}

export interface KnownAttempt {
  readonly id: number;
  readonly text: string;
  readonly state: AttemptState;
}

export async function knownAttempts(
  db: TrackingDb,
  dialect: Dialect,
  attempts: ReadonlyMap<string, GatheredAttempt>,
): Promise<Known> {
  const identities = new Set([...attempts.values()].map(({ learner }) => learner.identity));
  const learners = await learnerIds(db, dialect, [...identities]);
  const found = new Map<string, KnownAttempt>();
  const keys = await attemptIds(db, dialect, attempts, learners);
  if (keys.size === 0) return { learners, attempts: found };
  const rows = await db
    .selectFrom('attempts')
    .select(['id', 'state'])
    .where(dialect.among('id', [...keys.values()]))
    .execute();
  const texts = new Map(rows.map(({ id, state }) => [id, state]));
  for (const [key, id] of keys) {
    const text = texts.get(id) ?? '';
    // What is read anew as a whole needs no state: it is to be written, whatever it was.
    const state = attempts.get(key)?.whole || text === '' ? noState : stateFrom(text);
    found.set(key, { id, text, state });
  }
  return { learners, attempts: found };
}

/** Numbers of learners by identity, as far as they are known. */
export async function learnerIds(
  db: TrackingDb,
  dialect: Dialect,
  identities: readonly string[],
): Promise<Map<string, number>> {
  if (identities.length === 0) return new Map();
  const rows = await db
    .selectFrom('learners')
    .select(['id', 'identity'])
    .where(dialect.among('identity', identities))
    .execute();
  return new Map(rows.map(({ id, identity }) => [identity, id]));
}

/** Numbers of attempts by `attemptKey`, as far as they are known. */
export async function attemptIds(
  db: TrackingDb,
  dialect: Dialect,
  attempts: ReadonlyMap<string, GatheredAttempt>,
  learners: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  if (learners.size === 0) return found;
  const identities = new Map([...learners].map(([identity, id]) => [id, identity]));
  const rows = await db
    .selectFrom('attempts')
    .select(['id', 'learner_id', 'module', 'registration'])
    .where(dialect.among('learner_id', [...identities.keys()]))
    .execute();
  for (const { id, learner_id, module, registration } of rows) {
    const learner = { identity: identities.get(learner_id) ?? '', account: '', homePage: '' };
    const key = attemptKey({ learner, module, registration });
    if (attempts.has(key)) found.set(key, id);
  }
  return found;
}
