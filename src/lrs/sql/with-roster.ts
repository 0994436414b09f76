import type { OfferedAccount } from '../roster-store.js';
import type { IncomingBatch } from '../store.js';
import { chunks } from './chunks.js';
import type { Ran, RunBatches, Trx } from './group-commit.js';
import { insertRows } from './insert-rows.js';

/**
 * Sees to it that whom a request's accounts stand for is in the roster when its statements are: whoever made the request
 * may remember an entry that was erased meanwhile. The statements have their turn, so no erasing comes in between.
 * @param now milliseconds since the epoch
 */
export function withRoster<Batch extends IncomingBatch, Result>(
  run: RunBatches<Batch, Result>,
  now: () => number,
): RunBatches<Batch, Result> {
  return async (trx, batches): Promise<Ran<Result>> => {
    const ran = await run(trx, batches);
    const learners = batches.flatMap((batch, index) => (ran.outcomes[index]?.ok ? (batch.learners ?? []) : []));
    if (learners.length > 0) await keep(trx, learners, now());
    return ran;
  };
}

async function keep(trx: Trx, learners: readonly OfferedAccount[], at: number): Promise<void> {
  const missing = new Map(learners.map((one) => [one.account, one]));
  for (const part of chunks([...missing.keys()])) {
    const rows = await trx.selectFrom('roster').select('account').where('account', 'in', part).execute();
    for (const { account } of rows) missing.delete(account);
  }
  await insertRows(
    trx,
    'roster',
    [...missing.values()].map(({ account, homePage, learner }) => ({
      ...{ account, learner },
      home_page: homePage,
      first_seen: at,
    })),
  );
}
