import type { StatementStore, StoredStatement } from '../../lrs/store.js';
import type { ProfileTerms } from '../../xapi/vocabulary.js';
import type { TrackingDb } from '../open-tracking.js';
import { readAttempt } from './read-attempt.js';

/** The statements that an attempt was made from; none when there is no such attempt (any more). */
export async function statementsBehind(
  db: TrackingDb,
  store: Pick<StatementStore, 'find'>,
  terms: ProfileTerms,
  attemptId: number,
): Promise<readonly StoredStatement[]> {
  const row = await db
    .selectFrom('attempts')
    .innerJoin('learners', 'learners.id', 'attempts.learner_id')
    .select(['identity', 'account', 'home_page', 'module', 'registration'])
    .where('attempts.id', '=', attemptId)
    .executeTakeFirst();
  if (!row) return [];
  const { identity, account, home_page: homePage, module, registration } = row;
  const found = await readAttempt(store, { learner: { identity, account, homePage }, module, registration }, terms);
  return found.map(({ stored }) => stored);
}
