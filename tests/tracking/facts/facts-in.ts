import { openStore } from '../../../src/lrs/open-store.js';
import type { RecordStore } from '../../../src/lrs/store.js';
import { createFacts, type Facts, type FactsOptions } from '../../../src/tracking/facts/create-facts.js';
import { openTracking, type Tracking, type TrackingDb } from '../../../src/tracking/open-tracking.js';
import { iriBase } from '../../reports/plays.js';

export interface House {
  readonly store: RecordStore;
  readonly tracking: Tracking;
  facts(options?: Partial<FactsOptions>): Facts;
  close(): Promise<void>;
}

/** A record store and tracking, as the server has them: on PostgreSQL beside each other, else files of their own. */
export async function openHouse(database: string): Promise<House> {
  const store = await openStore(database, Date.now);
  const tracking = await openTracking(trackingBeside(database), Date.now);
  return {
    store,
    tracking,
    facts: (options = {}) => createFacts({ store, tracking, iriBase, refresh: async () => undefined, ...options }),
    async close() {
      await tracking.close();
      await store.close();
    },
  };
}

export function trackingBeside(database: string): string {
  return database.startsWith('postgres') ? database : `${database}.tracking`;
}

/** All facts as plain values in one order, without the numbers of rows. */
export async function factsIn(db: TrackingDb) {
  const learners = await db.selectFrom('learners').selectAll().orderBy('identity').execute();
  const identities = new Map(learners.map((one) => [one.id, one.identity]));
  const attempts = await db.selectFrom('attempts').selectAll().execute();
  const names = new Map(
    attempts.map((one) => [one.id, `${identities.get(one.learner_id)} ${one.module} ${one.registration}`]),
  );
  const items = await db.selectFrom('item_results').selectAll().execute();
  const visits = await db.selectFrom('page_visits').selectAll().execute();
  return {
    learners: learners.map(({ id: _, ...rest }) => rest),
    attempts: inOrder(attempts.map(({ id, learner_id: _, ...rest }) => ({ name: names.get(id), ...rest }))),
    items: inOrder(
      items.map(({ attempt_id, learner_id, ...rest }) => ({
        name: names.get(attempt_id),
        learner: identities.get(learner_id),
        ...rest,
      })),
    ),
    visits: inOrder(visits.map(({ attempt_id, ...rest }) => ({ name: names.get(attempt_id), ...rest }))),
  };
}

function inOrder<Row>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
