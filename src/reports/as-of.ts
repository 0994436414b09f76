import type { TrackingDb } from '../tracking/open-tracking.js';

/** State of the facts: its number, and the time up to which everything stored is in them (milliseconds since the epoch). */
export interface AsOf {
  readonly revision: number;
  readonly through: number;
}

/** Which state of the facts an answer is made from. */
export async function asOf(db: TrackingDb): Promise<AsOf> {
  const row = await db.selectFrom('fold').select(['revision', 'through']).where('one', '=', 1).executeTakeFirst();
  return { revision: row?.revision ?? 0, through: row?.through ?? 0 };
}
