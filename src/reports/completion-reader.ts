import type { Facts } from '../tracking/facts/create-facts.js';
import type { TrackingDb } from '../tracking/open-tracking.js';
import { type AttemptFact, type CompletionRecord, completionRecords } from './completion-records.js';

export interface CompletionReport {
  readonly records: readonly CompletionRecord[];
  /** Everything stored up to this time is in it (milliseconds since the epoch). */
  readonly through: number;
}

/** Reads the report from facts, which first take in what was stored since. */
export type ReadCompletion = () => Promise<CompletionReport>;

/** A reader of completion. What was read is kept as long as no fact changes. */
export function completionReader(facts: Pick<Facts, 'catchUp'>, db: TrackingDb, iriBase: string): ReadCompletion {
  let kept: { readonly revision: number; readonly records: readonly CompletionRecord[] } | undefined;
  return async () => {
    const { through, revision } = await facts.catchUp();
    if (kept?.revision !== revision) kept = { revision, records: completionRecords(await attempts(db, iriBase)) };
    return { records: kept.records, through };
  };
}

async function attempts(db: TrackingDb, iriBase: string): Promise<AttemptFact[]> {
  const rows = await db
    .selectFrom('attempts as a')
    .innerJoin('learners as l', 'l.id', 'a.learner_id')
    .select([
      'l.identity',
      'l.account',
      'l.home_page',
      'a.module',
      'a.registration',
      'a.target',
      'a.begun',
      'a.version',
    ])
    .select([
      'a.last_at',
      'a.completed_at',
      'a.passed_at',
      'a.failed_at',
      'a.score',
      'a.pre_test',
      'a.tries',
      'a.seconds',
    ])
    .execute();
  return rows.map((row) => ({
    learner: { identity: row.identity, account: row.account, homePage: row.home_page },
    moduleIri: `${iriBase}modules/${row.module}`,
    registration: row.registration,
    target: row.target,
    begun: row.begun === 1,
    version: row.version,
    lastAt: row.last_at,
    completedAt: row.completed_at,
    passedAt: row.passed_at,
    failedAt: row.failed_at,
    score: row.score,
    preTest: row.pre_test,
    tries: row.tries,
    seconds: row.seconds,
  }));
}
