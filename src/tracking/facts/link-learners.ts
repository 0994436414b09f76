import type { RosterStore } from '../../lrs/roster-store.js';
import type { Tracking, TrackingDb } from '../open-tracking.js';
import { refreshAchievements } from './achievements.js';
import { foldRows, holdFold } from './fold-row.js';
import { namesOf, peopleNamed, personOf } from './person-names.js';

const pageSize = 500;

/**
 * Links learners to the people that the roster names now: after an import, and wherever names have changed.
 * @returns numbers of the people who won or lost a learner: their standings are to be made anew
 */
export async function linkLearners(
  tracking: Tracking,
  store: Pick<RosterStore, 'rosterEntries'>,
): Promise<readonly number[]> {
  const names = namesOf(store);
  const people = new Set<number>();
  let after = 0;
  for (;;) {
    const page = await tracking.db
      .selectFrom('learners')
      .select(['id', 'identity', 'account', 'home_page'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute();
    const last = page.at(-1);
    if (!last) return [...people].sort((a, b) => a - b);
    after = last.id;
    const found = await names(
      page.map(({ identity, account, home_page: homePage }) => ({ identity, account, homePage })),
    );
    const called = new Map(page.map(({ id, identity }) => [id, found.get(identity) ?? []]));
    for (const person of await relinked(tracking, called)) people.add(person);
  }
}

/** @param called by the learner's number @returns people who won or lost one of these */
async function relinked(
  { db, dialect }: Tracking,
  called: ReadonlyMap<number, readonly string[]>,
): Promise<readonly number[]> {
  return db.transaction().execute(async (trx) => {
    // Before names are looked up: whoever folds a new learner meanwhile sees the same names, or waits.
    await holdFold(trx);
    const known = await peopleNamed(trx, dialect, [...called.values()].flat());
    const rows = await trx
      .selectFrom('learners')
      .select(['id', 'person_id'])
      .where(dialect.among('id', [...called.keys()]))
      .execute();
    const moved = rows.flatMap(({ id, person_id }) => {
      const now = personOf(called.get(id) ?? [], known);
      return now === person_id ? [] : [{ id, before: person_id, now }];
    });
    if (moved.length === 0) return [];
    for (const { id, now } of moved)
      await trx.updateTable('learners').set({ person_id: now }).where('id', '=', id).execute();
    const people = [...new Set(moved.flatMap(({ before, now }) => [before ?? [], now ?? []].flat()))];
    const learners = moved.map(({ id }) => id);
    const attempts = await trx
      .selectFrom('attempts')
      .select('id')
      .where(dialect.among('learner_id', learners))
      .execute();
    await refreshAchievements(trx, dialect, { attempts: attempts.map(({ id }) => id), people });
    await changed(trx);
    return people;
  });
}

async function changed(trx: TrackingDb): Promise<void> {
  await trx
    .updateTable('fold')
    .set((e) => ({ revision: e('revision', '+', 1) }))
    .where('one', '=', foldRows.live)
    .execute();
}
