import type { TrackingDb } from './open-tracking.js';

/** Gives facts another revision: what reports remember of the one before holds no longer. */
export async function reviseFacts(db: TrackingDb): Promise<void> {
  await db
    .updateTable('fold')
    .set((e) => ({ revision: e('revision', '+', 1) }))
    .where('one', '=', 1)
    .execute();
}
