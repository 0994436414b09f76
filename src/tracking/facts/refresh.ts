import type { Tracking } from '../open-tracking.js';

/**
 * Makes standings follow what people have done.
 * @param tracking its `db` may be a transaction under way: what is written becomes true together with the facts
 */
export type Refresh = (tracking: Tracking, people: readonly number[] | 'all') => Promise<void>;
