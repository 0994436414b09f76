import type { Trx } from './group-commit.js';

/**
 * Waits for writers of statements in every process, and holds them off until the transaction ends: an update that
 * changes nothing, of the row that they take turns at. For what deletes rows that a statement under way may count on.
 */
export async function holdWriters(trx: Trx): Promise<void> {
  await trx
    .updateTable('clock')
    .set((e) => ({ last_key: e.ref('last_key') }))
    .execute();
}
