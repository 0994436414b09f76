import { existsSync } from 'node:fs';
import path from 'node:path';
import { dayAt } from '../days.js';
import { madeAttendance, madeCompletions, madeRoster } from '../demo/made-files.js';
import { madePeople } from '../demo/made-people.js';
import { writeMadeYear } from '../demo/made-year.js';
import { accountKey } from '../lrs/collector/account-key.js';
import { createAccounts } from '../lrs/collector/accounts.js';
import { createFacts } from '../tracking/facts/create-facts.js';
import type { Tracking } from '../tracking/open-tracking.js';
import { writeAchievements } from '../tracking/people/file-achievements.js';
import { readAttendance } from '../tracking/people/read-attendance.js';
import { readRoster } from '../tracking/people/read-roster.js';
import { writeRoster } from '../tracking/people/write-roster.js';
import { refreshStandings } from '../tracking/standings/refresh-standings.js';
import { checkNamed } from './check-named.js';
import type { Io } from './io.js';
import { display, plural, workshopOf } from './modules.js';
import { exitCodes, StopError } from './stop.js';
import { withStore } from './with-store.js';
import { curriculumOf, withTracking } from './with-tracking.js';

export interface DemoOptions {
  readonly data: string;
  readonly people: string;
  readonly seed: string;
  readonly modules?: string;
}

/** `cpm demo`: a made statewide year in a folder of its own, so that every report can be tried. */
export async function demo(io: Io, options: DemoOptions): Promise<void> {
  const count = whole('--people', options.people, 1, 1_000_000);
  const seed = whole('--seed', options.seed, 0, 2 ** 31);
  const place = { data: options.data, ...(options.modules === undefined ? {} : { modules: options.modules }) };
  const folder = path.resolve(io.cwd, options.data);
  for (const name of ['records.sqlite', 'tracking.sqlite'])
    if (existsSync(path.join(folder, name)))
      throw new StopError(
        `There is data at ${display(io, folder)} already; made people never mix with it.\nhint: name a folder that is not there yet.`,
        exitCodes.usage,
      );
  const curriculum = await curriculumOf(io, place);
  const checked = await checkNamed(io, workshopOf(io, options.modules), []);
  const modules = checked.flatMap(({ module }) => module ?? []);
  const now = Date.now();
  const today = dayAt(now);
  const people = () => madePeople(seed, count, curriculum.counties, today);
  const say = everySecond(io);
  await withTracking(
    io,
    place,
    (tracking) =>
      withStore(
        io,
        place,
        async (store) => {
          io.err(`roster of ${count} made people`);
          await writeRoster(
            { tracking, curriculum, today, now },
            readRoster('made roster', madeRoster(people())),
            true,
          );
          io.err('attendance, and what was completed before the year');
          const file = readAttendance(
            'made',
            madeAttendance(people(), curriculum.classes, seed, today),
            curriculum,
            today,
          );
          await writeAchievements(tracking, curriculum, file, today);
          const ids = modules.map(({ id }) => id);
          await writeAchievements(tracking, curriculum, madeCompletions(people(), ids, seed, today - 365), today);
          const accounts = createAccounts({ roster: store, key: await accountKey(store, undefined), now: Date.now });
          const year = { store, accounts, modules, seed, now, iriBase: curriculum.iriBase };
          const statements = await writeMadeYear(people(), year, (done, stored) =>
            say(`${done} of ${count} people, ${plural(stored, 'statement')}`),
          );
          io.err('facts');
          const refresh = async (to: Tracking, some: readonly number[] | 'all') =>
            void (await refreshStandings(to, curriculum, some, today));
          const progress = (done: number) => say(`facts from ${done} of ${plural(statements, 'statement')}`);
          await createFacts({ store, tracking, iriBase: curriculum.iriBase, refresh, progress }).rebuild();
          io.out(`${count} made people and ${plural(statements, 'statement')} in ${display(io, folder)}.`);
          io.out(`See them: npm start -- --data ${display(io, folder)}, then open /reports.`);
        },
        true,
      ),
    true,
  );
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new StopError(
    `${option} "${text}" is no whole number from ${least} to ${most}.\nhint: ${option} ${least === 0 ? 1 : 1000}`,
    exitCodes.usage,
  );
}

function everySecond(io: Io): (text: string) => void {
  let last = 0;
  return (text) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    io.err(text);
  };
}
