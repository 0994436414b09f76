import { type Day, isoOf } from '../../days.js';
import type { Curriculum } from '../curriculum.js';
import type { Tracking, TrackingDb } from '../open-tracking.js';
import { reviseFacts } from '../revise-facts.js';
import { markStale, refreshStale } from '../standings/stale-standings.js';

/** One thing done, as a line of a file tells it. */
export interface ToldAchievement {
  readonly row: number;
  /** UserID, e-mail or id of the LMS, as the file has it. */
  readonly person: string;
  readonly item: string;
  readonly done: Day;
  readonly score: number | null;
  readonly hours: number | null;
  /** Id of the academy where it took place. */
  readonly place: string | null;
}

export interface ToldFile {
  readonly file: string;
  /** `attendance`, or the name of the LMS. */
  readonly source: string;
  readonly told: readonly ToldAchievement[];
  /**
   * True for a file that does not say when: what its source told before keeps its day, whatever this file's day is.
   */
  readonly undated: boolean;
}

/** What a file of achievements would change. */
export interface AchievementsPlan {
  readonly added: readonly KnownAchievement[];
  /** Told before, now with another score, other hours or another place. */
  readonly changed: readonly (KnownAchievement & { readonly id: number })[];
  readonly unchanged: number;
  /** Lines about somebody whom the roster does not know, or whom it could not tell from somebody else. */
  readonly unknown: readonly ToldAchievement[];
}

export interface KnownAchievement extends ToldAchievement {
  readonly personId: number;
}

/** Lines at a time. */
const page = 1000;

/** Holds a file against what its source told before; changes nothing. */
export async function planAchievements({ db, dialect }: Tracking, file: ToldFile): Promise<AchievementsPlan> {
  const plan = {
    added: [] as KnownAchievement[],
    changed: [] as (KnownAchievement & { id: number })[],
    unknown: [] as ToldAchievement[],
  };
  let unchanged = 0;
  const seen = new Set<string>();
  for (let n = 0; n < file.told.length; n += page) {
    const told = file.told.slice(n, n + page);
    const names = await db
      .selectFrom('person_names')
      .selectAll()
      .where(dialect.among('name', [...new Set(told.map(({ person }) => person.toLowerCase()))]))
      .execute();
    const people = new Map(names.map(({ name, person_id }) => [name, person_id]));
    const before = await db
      .selectFrom('achievements')
      .selectAll()
      .where('source', '=', file.source)
      .where(dialect.among('person_id', [...new Set(people.values())]))
      .execute();
    const known = new Map(before.map((one) => [keyOf(one.person_id, one.item, file.undated ? null : one.done), one]));
    for (const one of told) {
      const personId = people.get(one.person.toLowerCase());
      if (personId === undefined) {
        plan.unknown.push(one);
        continue;
      }
      const key = keyOf(personId, one.item, file.undated ? null : one.done);
      const there = known.get(key);
      const now = { ...one, personId };
      // A person in two sections of one course is told of twice.
      if (seen.has(key)) unchanged += 1;
      else if (there === undefined) plan.added.push(now);
      else if (there.score === one.score && there.hours === one.hours && there.place === one.place) unchanged += 1;
      else plan.changed.push({ ...now, id: there.id });
      seen.add(key);
    }
  }
  return { ...plan, unchanged };
}

function keyOf(person: number, item: string, done: Day | null): string {
  return `${person}|${item}|${done ?? ''}`;
}

/** Writes what a file changes, all or nothing, then works out the standings concerned. */
export async function writeAchievements(
  tracking: Tracking,
  curriculum: Curriculum,
  file: ToldFile,
  today: Day,
): Promise<AchievementsPlan> {
  const { plan, stale } = await tracking.db.transaction().execute(async (trx) => {
    await tracking.dialect.lock(['tracking-achievements'])?.execute(trx);
    const found = await planAchievements({ ...tracking, db: trx }, file);
    if (found.added.length + found.changed.length === 0) return { plan: found, stale: null };
    await write(trx, file, found);
    await reviseFacts(trx);
    return { plan: found, stale: await markStale(trx) };
  });
  const people = [...plan.added, ...plan.changed].map(({ personId }) => personId);
  if (stale !== null) await refreshStale(tracking, curriculum, people, today, stale);
  return plan;
}

async function write(trx: TrackingDb, { file, source }: ToldFile, { added, changed }: AchievementsPlan): Promise<void> {
  for (let n = 0; n < added.length; n += page) {
    const rows = added.slice(n, n + page).map(({ row, personId, item, done, score, hours, place }) => ({
      person_id: personId,
      item,
      source,
      done,
      version: null,
      score,
      hours,
      place,
      // With its day: a line that was corrected since tells of something else.
      reference: `${file}, row ${row} (${isoOf(done)})`,
    }));
    await trx.insertInto('achievements').values(rows).execute();
  }
  for (const { id, score, hours, place } of changed)
    await trx.updateTable('achievements').set({ score, hours, place }).where('id', '=', id).execute();
}
