import type { StatementStore, StoredStatement } from '../../lrs/store.js';
import type { JsonObject } from '../../xapi/json.js';
import type { ProfileTerms } from '../../xapi/vocabulary.js';
import { attemptKey, parsedStatement } from './gather.js';
import { type Said, said } from './said.js';

export interface AttemptStatement {
  readonly stored: StoredStatement;
  readonly statement: JsonObject;
}

const pageSize = 500;

/** Every statement of one attempt as the record store has it now, in the order of storing. */
export async function readAttempt(
  store: Pick<StatementStore, 'find'>,
  attempt: Pick<Said, 'learner' | 'module' | 'registration'>,
  terms: ProfileTerms,
): Promise<AttemptStatement[]> {
  const { learner, registration } = attempt;
  const key = attemptKey(attempt);
  const found: AttemptStatement[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.find({
      agent: learner.identity,
      // Without a registration whatever the learner has done is looked through: no filter asks for none.
      ...(registration === '' ? {} : { registration }),
      ...(cursor === null ? {} : { cursor }),
      ascending: true,
      limit: pageSize,
    });
    for (const stored of page.statements) {
      const statement = parsedStatement(stored.json);
      const one = said(statement, terms);
      // A page also holds what refers to such statements.
      if (one && attemptKey(one) === key) found.push({ stored, statement });
    }
    cursor = page.next;
  } while (cursor !== null);
  return found;
}
