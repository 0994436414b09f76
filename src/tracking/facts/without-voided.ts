import type { StatementStore } from '../../lrs/store.js';
import type { ProfileTerms } from '../../xapi/vocabulary.js';
import { attemptKey, type Gathered, type GatheredAttempt, gathered, parsedStatement } from './gather.js';
import { readAttempt } from './read-attempt.js';
import { said } from './said.js';

/**
 * The same with every attempt that lost a statement read anew. One that is voided before it arrives is never found
 * among the others, so there is nothing to take back.
 */
export async function withoutVoided(
  store: Pick<StatementStore, 'find' | 'statement'>,
  all: Gathered,
  terms: ProfileTerms,
): Promise<Gathered> {
  if (all.voided.length === 0) return all;
  const attempts = new Map(all.attempts);
  for (const id of new Set(all.voided)) {
    const stored = await store.statement(id, true);
    const one = stored && said(parsedStatement(stored.json), terms);
    if (!one) continue;
    const key = attemptKey(one);
    if (attempts.get(key)?.whole) continue;
    const { learner, module, registration } = one;
    const found = await readAttempt(store, one, terms);
    const now = gathered(
      found.map(({ statement }) => statement),
      terms,
    ).attempts.get(key);
    const left: GatheredAttempt = now ?? { learner, module, registration, state: null, answers: [], whole: true };
    attempts.set(key, { ...left, whole: true });
  }
  return { attempts, voided: all.voided };
}
