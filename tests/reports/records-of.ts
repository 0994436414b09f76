import { type AttemptFact, type CompletionRecord, completionRecords } from '../../src/reports/completion-records.js';
import { noState } from '../../src/tracking/facts/attempt-state.js';
import { attemptColumns } from '../../src/tracking/facts/derived.js';
import { gathered } from '../../src/tracking/facts/gather.js';
import type { JsonObject } from '../../src/xapi/json.js';
import { profileTerms } from '../../src/xapi/vocabulary.js';
import { iriBase } from './plays.js';

/** The completion records of statements, without a database in between. */
export function recordsOf(statements: readonly JsonObject[]): CompletionRecord[] {
  const { attempts } = gathered(statements, profileTerms(iriBase));
  return completionRecords(
    [...attempts.values()].map(({ learner, module, registration, state }): AttemptFact => {
      const columns = attemptColumns(state ?? noState);
      return {
        learner,
        moduleIri: `${iriBase}modules/${module}`,
        registration,
        target: columns.target,
        begun: columns.begun === 1,
        version: columns.version,
        lastAt: columns.last_at,
        completedAt: columns.completed_at,
        passedAt: columns.passed_at,
        failedAt: columns.failed_at,
        score: columns.score,
        preTest: columns.pre_test,
        tries: columns.tries,
        seconds: columns.seconds,
      };
    }),
  );
}
