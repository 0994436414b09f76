import type { Trx } from './group-commit.js';

/**
 * Makes every process forget what it remembers of verbs, agents and activities, from this commit on. Whoever replaces
 * or deletes rows there calls it first: it waits for writers of statements and holds them off, so that none links
 * to a row that is about to go.
 * @returns the new epoch
 */
export async function raiseEpoch(trx: Trx): Promise<number> {
  const row = await trx
    .updateTable('clock')
    .set((e) => ({ epoch: e('epoch', '+', 1) }))
    .returning('epoch')
    .executeTakeFirstOrThrow();
  return Number(row.epoch);
}
