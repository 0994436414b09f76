import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { TrackingDb } from '../../tracking/open-tracking.js';
import type { Owner } from '../owner.js';
import type { ItemSheet, PageSheet } from './sheet.js';

/** Which module in which version. */
export interface SheetName {
  readonly module: string;
  readonly version: string;
}

/** Reads the answers of one version of a module. Other work is let through between the batches. */
export async function readItemSheet(db: TrackingDb, name: SheetName): Promise<ItemSheet> {
  const text = (column: string) => sql`coalesce(cast(${sql.ref(column)} as text), '')`;
  // One row an attempt: a row an answer would cost ten times as much on its way out of the database.
  const cell = sql.join(
    [
      text('r.try'),
      sql.ref('r.item'),
      text('r.score'),
      text('r.seconds'),
      sql`substr(coalesce(r.response, ''), 1, 200)`,
    ],
    sql` || ${sql.lit(unit)} || `,
  );
  const firsts = new Map<number, Sitting>();
  for (let after = 0; ; ) {
    const { rows } = await sql<AttemptRow & { cells: string }>`
      select g.attempt, g.at, g.cells, ${ownerColumns} from (
        select r.attempt_id as attempt, min(case when r.try = 1 then r.at end) as at, string_agg(${cell}, ${sql.lit(record)}) as cells
        from item_results as r
        where r.module = ${name.module} and r.version = ${name.version} and r.attempt_id > ${after} and r.try >= 0
        group by r.attempt_id order by r.attempt_id limit ${batch}) as g
      ${ownerJoins} order by g.attempt`.execute(db);
    for (const row of rows) {
      after = row.attempt;
      if (row.at === null) continue;
      keepFirst(firsts, row, row.at, row.cells);
    }
    if (rows.length < batch) break;
    await setImmediate();
  }
  return itemSheet(name, [...firsts.values()]);
}

/** Reads who opened which pages of one version of a module. */
export async function readPageSheet(db: TrackingDb, name: SheetName): Promise<PageSheet> {
  const firsts = new Map<number, Sitting>();
  for (let after = 0; ; ) {
    const { rows } = await sql<AttemptRow & { cells: string; done: number | null }>`
      select g.attempt, g.at, g.cells, a.completed_at as done, ${ownerColumns} from (
        select v.attempt_id as attempt, min(v.first_at) as at,
          string_agg(v.page || ${sql.lit(unit)} || coalesce(cast(v.seconds as text), ''), ${sql.lit(record)}) as cells
        from page_visits as v
        where v.module = ${name.module} and v.version = ${name.version} and v.attempt_id > ${after}
        group by v.attempt_id order by v.attempt_id limit ${batch}) as g
      ${ownerJoins} order by g.attempt`.execute(db);
    for (const row of rows) {
      after = row.attempt;
      if (row.at !== null) keepFirst(firsts, row, row.at, row.cells, row.done !== null);
    }
    if (rows.length < batch) break;
    await setImmediate();
  }
  return pageSheet(name, [...firsts.values()]);
}

/** Attempts a batch: some tens of milliseconds in which nobody else is served. */
const batch = 2000;

/** What separates fields and cells of a row; no text of ours holds these characters. */
const unit = '\u001f';
const record = '\u001e';

interface AttemptRow {
  readonly attempt: number;
  readonly at: number | null;
  readonly learner: number;
  readonly person: number | null;
  readonly county: string | null;
  readonly academy: string | null;
  readonly role: string | null;
}

const ownerColumns = sql`a.learner_id as learner, l.person_id as person, p.county as county, p.academy as academy, p.role as role`;
const ownerJoins = sql`join attempts as a on a.id = g.attempt join learners as l on l.id = a.learner_id
  left join people as p on p.id = l.person_id`;

interface Sitting {
  readonly owner: Owner;
  readonly at: number;
  readonly cells: readonly string[];
  readonly done: boolean;
}

/** One sitting a person: the earliest. Who has several accounts is one person; an account without a person is one too. */
function keepFirst(firsts: Map<number, Sitting>, row: AttemptRow, at: number, cells: string, done = false): void {
  const key = row.person ?? -row.learner;
  const before = firsts.get(key);
  if (before && before.at <= at) return;
  const { person, county, academy, role } = row;
  firsts.set(key, { owner: { person, county, academy, role }, at, cells: cells.split(record), done });
}

function itemSheet(name: SheetName, sittings: readonly Sitting[]): ItemSheet {
  const parsed = sittings.map(({ cells }) => cells.map((cell) => cell.split(unit)));
  const items = [
    ...new Set(parsed.flatMap((cells) => cells.flatMap(([, item = '', score]) => (score === '' ? [] : [item])))),
  ].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const columns = new Map(items.map((item, column) => [item, column]));
  const size = sittings.length * items.length;
  const first = new Float64Array(size).fill(Number.NaN);
  const before = new Float64Array(size).fill(Number.NaN);
  const seconds = new Float64Array(size).fill(Number.NaN);
  const answers = new Uint16Array(size);
  const chosen = new Uint32Array(size);
  const responses = items.map(() => new Map<string, number>());
  for (const [row, cells] of parsed.entries()) {
    for (const [attempt, item = '', score = '', took = '', ...response] of cells) {
      const column = columns.get(item);
      if (column === undefined || score === '') continue;
      const place = row * items.length + column;
      if (attempt === '0') {
        before[place] = Number(score);
        continue;
      }
      answers[place] = (answers[place] ?? 0) + 1;
      if (attempt !== '1') continue;
      first[place] = Number(score);
      if (took !== '') seconds[place] = Number(took);
      const said = response.join(unit);
      const known = responses[column];
      if (said === '' || !known) continue;
      const number = known.get(said) ?? known.size + 1;
      known.set(said, number);
      chosen[place] = number;
    }
  }
  return {
    ...{ ...name, ...ownersAndTimes(sittings), items, first, before, seconds, answers, chosen },
    responses: responses.map((known) => [...known.keys()]),
  };
}

function pageSheet(name: SheetName, sittings: readonly Sitting[]): PageSheet {
  const parsed = sittings.map(({ cells }) => cells.map((cell) => cell.split(unit)));
  const pages = [...new Set(parsed.flatMap((cells) => cells.map(([page = '']) => page)))].sort();
  const columns = new Map(pages.map((page, column) => [page, column]));
  const seconds = new Float64Array(sittings.length * pages.length).fill(Number.NaN);
  for (const [row, cells] of parsed.entries()) {
    for (const [page = '', took = ''] of cells)
      seconds[row * pages.length + (columns.get(page) ?? 0)] = took === '' ? -1 : Number(took);
  }
  const completed = Uint8Array.from(sittings, ({ done }) => (done ? 1 : 0));
  return { ...name, ...ownersAndTimes(sittings), pages, seconds, completed };
}

function ownersAndTimes(sittings: readonly Sitting[]) {
  return { owners: sittings.map(({ owner }) => owner), at: Float64Array.from(sittings, ({ at }) => at) };
}
