import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Day } from '../../days.js';
import type { Curriculum } from '../curriculum.js';
import type { Tracking, TrackingDb } from '../open-tracking.js';
import { createPlacer, type Placer } from '../people/placement.js';
import { reviseFacts } from '../revise-facts.js';
import type { TrackingTables } from '../tables.js';
import { type Standing, standingsOf } from './standings-of.js';
import { valuesOf, writeStandings } from './write-standings.js';

/** People at a time: what is held in memory grows with this and not with their number. */
const batch = 1000;

export interface RefreshedStandings {
  /** People whose standings were worked out. */
  readonly people: number;
  /** Rows that were written or taken away. */
  readonly changed: number;
}

type Person = Selectable<TrackingTables['people']>;

/**
 * Makes standings what achievements, attempts, the curriculum and today's academies say, of some people or of all; county,
 * academy and role of these people too. Writes only what is another than before. Who is not active has no standings.
 * @param tracking its `db` may be a transaction under way; otherwise each batch is one of its own
 */
export async function refreshStandings(
  tracking: Tracking,
  curriculum: Curriculum,
  people: readonly number[] | 'all',
  today: Day,
): Promise<RefreshedStandings> {
  const placer = createPlacer(curriculum, today);
  const wanted = people === 'all' ? null : [...new Set(people)].sort((a, b) => a - b);
  let [count, changed, after] = [0, 0, 0];
  for (;;) {
    const ids = wanted?.slice(count, count + batch) ?? (await idsAfter(tracking.db, after));
    const last = ids.at(-1);
    if (last === undefined) return { people: count, changed };
    changed += await inTransaction(tracking, (trx) => refreshBatch(trx, tracking, { curriculum, placer }, ids));
    count += ids.length;
    after = last;
  }
}

async function idsAfter(db: TrackingDb, after: number): Promise<number[]> {
  const rows = await db.selectFrom('people').select('id').where('id', '>', after).orderBy('id').limit(batch).execute();
  return rows.map(({ id }) => id);
}

function inTransaction<Value>({ db }: Tracking, work: (trx: TrackingDb) => Promise<Value>): Promise<Value> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

async function refreshBatch(
  trx: TrackingDb,
  { dialect }: Tracking,
  { curriculum, placer }: { readonly curriculum: Curriculum; readonly placer: Placer },
  ids: readonly number[],
): Promise<number> {
  // Two that work out the same person's standings at once: the later one sees what the earlier one wrote.
  await dialect.lock(['tracking-standings'])?.execute(trx);
  const people = await trx.selectFrom('people').selectAll().where(dialect.among('id', ids)).orderBy('id').execute();
  const placed: Person[] = [];
  for (const person of people) placed.push(await replaced(trx, person, placer));
  const active = placed.filter((person) => person.active === 1).map(({ id }) => id);
  const [achievements, attempts] = await Promise.all([
    trx
      .selectFrom('achievements')
      .select(['person_id', 'item', 'done', 'version', 'hours'])
      .where(dialect.among('person_id', active))
      .execute(),
    trx
      .selectFrom('attempts')
      .innerJoin('learners', 'learners.id', 'attempts.learner_id')
      .select(['learners.person_id', 'attempts.module', 'attempts.version', 'attempts.last_at'])
      .where(dialect.among('learners.person_id', active))
      .where('attempts.begun', '=', 1)
      .execute(),
  ]);
  const done = byPerson(achievements);
  const begun = byPerson(attempts);
  const rows: Standing[] = [];
  const marks: [person: number, mark: string][] = [];
  for (const person of placed) {
    const standings =
      person.active === 1 ? standingsOf(person, curriculum, done.get(person.id) ?? [], begun.get(person.id) ?? []) : [];
    const mark = markOf(standings);
    if (mark === person.standings_mark) continue;
    rows.push(...standings);
    marks.push([person.id, mark]);
  }
  if (marks.length === 0) return 0;
  const changed = await writeStandings(
    trx,
    dialect,
    marks.map(([person]) => person),
    rows,
  );
  await sql`update people set standings_mark = made.mark
    from (select cast(value ->> 0 as integer) as person, value ->> 1 as mark from ${dialect.entries(JSON.stringify(marks))}) as made
    where people.id = made.person`.execute(trx);
  if (changed > 0) await reviseFacts(trx);
  return changed;
}

/** Standings in short: '' for none. */
function markOf(rows: readonly Standing[]): string {
  if (rows.length === 0) return '';
  return createHash('sha256')
    .update(JSON.stringify(rows.map(valuesOf)))
    .digest('base64url')
    .slice(0, 22);
}

/** A person with the county, academy and role that the curriculum gives today. */
async function replaced(trx: TrackingDb, person: Person, placer: Placer): Promise<Person> {
  const now = placer.placementOf(person);
  if (now.county === person.county && now.academy === person.academy && now.role === person.role) return person;
  await trx.updateTable('people').set(now).where('id', '=', person.id).execute();
  return { ...person, ...now };
}

function byPerson<Row extends { readonly person_id: number | null }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    if (row.person_id === null) continue;
    const list = found.get(row.person_id);
    if (list) list.push(row);
    else found.set(row.person_id, [row]);
  }
  return found;
}
