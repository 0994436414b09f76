import { existsSync } from 'node:fs';
import { dayAt } from '../days.js';
import { isPostgres } from '../lrs/open-store.js';
import type { Curriculum } from '../tracking/curriculum.js';
import { createFacts } from '../tracking/facts/create-facts.js';
import type { Tracking } from '../tracking/open-tracking.js';
import { refreshStandings } from '../tracking/standings/refresh-standings.js';
import type { Io } from './io.js';
import { databaseOf, type StoreOptions, withStore } from './with-store.js';

/** Links learners of the record store to the people of the roster, whose standings follow; without a store nothing is to be linked. */
export async function linkPeople(
  io: Io,
  options: StoreOptions,
  tracking: Tracking,
  curriculum: Curriculum,
): Promise<void> {
  const database = databaseOf(io, options);
  if (!isPostgres(database) && !existsSync(database)) return;
  await withStore(io, options, async (store) => {
    const refresh = async (of: Tracking, people: readonly number[] | 'all') => {
      await refreshStandings(of, curriculum, people, dayAt(Date.now()));
    };
    await createFacts({ store, tracking, iriBase: curriculum.iriBase, refresh }).link();
  });
}
