import { foldedName } from '../../organization-name.js';
import type { Curriculum } from '../curriculum.js';
import type { Tracking, TrackingDb } from '../open-tracking.js';
import { markStale, refreshStale } from '../standings/stale-standings.js';
import { nameKey } from './name-key.js';
import { createPlacer } from './placement.js';
import { planRoster, type RosterPlan } from './plan-roster.js';
import type { RosterFile } from './read-roster.js';
import { renewNames } from './renew-names.js';

/** What importing people needs besides the file. */
export interface PeopleWork {
  readonly tracking: Tracking;
  readonly curriculum: Curriculum;
  /** The day whose academies and standings are meant. */
  readonly today: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Links learners of statements to people after names have changed; their standings follow. Left out: nothing is linked. */
  readonly link?: () => Promise<void>;
}

/** Rows a statement. */
const rowsAtATime = 1000;

/** Writes what a file of accounts changes, all or nothing, then links learners and works out the standings concerned. */
export async function writeRoster(work: PeopleWork, file: RosterFile, complete: boolean): Promise<RosterPlan> {
  const { tracking, curriculum, today, now, link } = work;
  const placer = createPlacer(curriculum, today);
  const { plan, people, stale } = await tracking.db.transaction().execute(async (trx) => {
    await tracking.dialect.lock(['tracking-people'])?.execute(trx);
    const found = await planRoster(trx, placer, file, complete);
    const touched = await write(trx, found, now);
    if (touched.length === 0) return { plan: found, people: touched, stale: null };
    await renewNames(trx);
    return { plan: found, people: touched, stale: await markStale(trx) };
  });
  if (stale !== null) {
    await link?.();
    await refreshStale(tracking, curriculum, people, today, stale);
  }
  return plan;
}

async function write(trx: TrackingDb, { added, changed, gone }: RosterPlan, now: number): Promise<number[]> {
  const people: number[] = [];
  for (let n = 0; n < added.length; n += rowsAtATime) {
    const rows = added
      .slice(n, n + rowsAtATime)
      .map(({ person }) => ({ ...person, name_key: nameKey(person), updated: now }));
    const written = await trx.insertInto('people').values(rows).returning('id').execute();
    people.push(...written.map(({ id }) => id));
  }
  for (const { id, name, set } of changed) {
    await trx
      .updateTable('people')
      .set({ ...set, name_key: foldedName(name), updated: now })
      .where('id', '=', id)
      .execute();
    people.push(id);
  }
  for (const { id } of gone) {
    await trx.updateTable('people').set({ active: 0, updated: now }).where('id', '=', id).execute();
    people.push(id);
  }
  return people;
}
