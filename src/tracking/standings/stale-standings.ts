import { createHash } from 'node:crypto';
import type { Day } from '../../days.js';
import type { Curriculum } from '../curriculum.js';
import type { Tracking, TrackingDb } from '../open-tracking.js';
import { refreshStandings } from './refresh-standings.js';

/** Where it stands what standings were made by: a fingerprint, or `stale` while some of them are not made yet. */
const setting = 'standings';
const isStale = 'stale';

/**
 * Says, in the transaction that changes people or achievements, that standings are behind: a program that ends before it
 * has worked them out leaves that to the next one.
 * @returns what stood there, for `refreshStale`
 */
export async function markStale(trx: TrackingDb): Promise<string> {
  const before = await settingOf(trx);
  await put(trx, isStale);
  return before;
}

/** Works out the standings of some people and takes the mark away that `markStale` made. */
export async function refreshStale(
  tracking: Tracking,
  curriculum: Curriculum,
  people: readonly number[],
  today: Day,
  before: string,
): Promise<void> {
  await refreshStandings(tracking, curriculum, people, today);
  if (before !== isStale) await put(tracking.db, before);
}

/**
 * Works out everybody's standings when the curriculum, or which academy serves whom today, is another than they were made
 * by, or when somebody left some behind. Cheap when nothing is due: for the start of a program, and once a day.
 */
export async function refreshWhereDue(tracking: Tracking, curriculum: Curriculum, today: Day): Promise<boolean> {
  const now = fingerprint(curriculum, today);
  if ((await settingOf(tracking.db)) === now) return false;
  await refreshStandings(tracking, curriculum, 'all', today);
  await put(tracking.db, now);
  return true;
}

function fingerprint(curriculum: Curriculum, today: Day): string {
  const serving = curriculum.counties.map(
    ({ id, served }) => `${id}:${served.filter(({ from }) => from === null || from <= today).at(-1)?.academy ?? ''}`,
  );
  const { counties: _, ...rest } = curriculum;
  const names = curriculum.counties.map(({ id, name, aliases }) => [id, name, aliases]);
  return createHash('sha256')
    .update(JSON.stringify([rest, names, serving]))
    .digest('hex');
}

async function settingOf(db: TrackingDb): Promise<string> {
  const row = await db.selectFrom('tracking_settings').select('value').where('name', '=', setting).executeTakeFirst();
  return row?.value ?? '';
}

async function put(db: TrackingDb, value: string): Promise<void> {
  await db
    .insertInto('tracking_settings')
    .values({ name: setting, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
