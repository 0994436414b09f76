import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingDb } from '../open-tracking.js';
import { attemptRow, type Change } from './changes.js';
import type { FactRow, PutRows } from './fact-rows.js';
import { attemptIds, type Known, learnerIds } from './known-attempts.js';
import { type NamesOf, peopleNamed, personOf } from './person-names.js';
import type { Learner } from './said-learner.js';

/** Where facts are written: into the tables that are read, or those beside them. */
export interface Tablet {
  readonly dialect: Dialect;
  /** The transaction as it sees these tables, and as it sees the others of the two. */
  readonly here: TrackingDb;
  readonly there: TrackingDb;
  readonly put: PutRows;
}

export interface Written {
  /** Numbers of the attempts that were written or went. */
  readonly attempts: readonly number[];
  /** Numbers of their learners. */
  readonly learners: readonly number[];
}

/** Names of learners who may be new, asked for before the transaction. */
export async function namesOfNew(
  changes: readonly Change[],
  known: Known,
  names: NamesOf,
): Promise<ReadonlyMap<string, readonly string[]>> {
  return names([...newLearners(changes, known).values()]);
}

function newLearners(changes: readonly Change[], known: Known): ReadonlyMap<string, Learner> {
  const fresh = new Map<string, Learner>();
  for (const { attempt, state } of changes) {
    const { learner } = attempt;
    if (state !== null && !known.learners.has(learner.identity)) fresh.set(learner.identity, learner);
  }
  return fresh;
}

/** Writes what has changed. Nobody else writes facts until the transaction ends. */
export async function writeChanges(
  tablet: Tablet,
  changes: readonly Change[],
  known: Known,
  names: ReadonlyMap<string, readonly string[]>,
): Promise<Written> {
  const learners = await withNewLearners(tablet, changes, known, names);
  const ids = await withNewAttempts(tablet, changes, learners);
  const rows = { attempts: [] as FactRow[], items: [] as FactRow[], visits: [] as FactRow[] };
  const gone: number[] = [];
  const whole: number[] = [];
  for (const { key, attempt, id: before, state, text, visits, answers } of changes) {
    const id = before ?? ids.get(key);
    const learner = learners.get(attempt.learner.identity);
    if (id === undefined || learner === undefined) continue;
    if (attempt.whole && before !== null) whole.push(id);
    if (state === null) {
      gone.push(id);
      continue;
    }
    const { module } = attempt;
    rows.attempts.push(attemptRow(id, learner, attempt, state, text));
    for (const one of answers)
      rows.items.push([
        ...[id, one.item, one.try, one.statement],
        ...[module, one.version, learner, one.score, one.response, one.seconds, one.at],
      ]);
    for (const one of visits) rows.visits.push([id, one.page, module, one.version, one.first_at, one.seconds]);
  }
  await clear(tablet, whole, gone);
  await tablet.put(tablet.here, 'attempts', rows.attempts);
  await tablet.put(tablet.here, 'item_results', rows.items);
  await tablet.put(tablet.here, 'page_visits', rows.visits);
  const theirs = changes.flatMap(({ attempt }) => learners.get(attempt.learner.identity) ?? []);
  return { attempts: [...gone, ...rows.attempts.map(([id]) => Number(id))], learners: [...new Set(theirs)] };
}

/** Takes away what the rows of attempts that are written anew replace, and attempts of which nothing is left. */
async function clear({ here, dialect }: Tablet, whole: readonly number[], gone: readonly number[]): Promise<void> {
  if (whole.length > 0) {
    for (const table of ['item_results', 'page_visits'] as const)
      await here.deleteFrom(table).where(dialect.among('attempt_id', whole)).execute();
  }
  if (gone.length > 0) await here.deleteFrom('attempts').where(dialect.among('id', gone)).execute();
}

/** Forgets learners of whom no attempt is left. */
export async function clearLearners({ here, dialect }: Tablet, learners: readonly number[]): Promise<void> {
  if (learners.length === 0) return;
  await here
    .deleteFrom('learners')
    .where(dialect.among('id', learners))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('attempts').select('attempts.id').whereRef('attempts.learner_id', '=', 'learners.id'))),
    )
    .execute();
}

async function withNewLearners(
  { here, there, dialect, put }: Tablet,
  changes: readonly Change[],
  known: Known,
  names: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, number>> {
  const fresh = newLearners(changes, known);
  if (fresh.size === 0) return known.learners;
  // A number stands for one learner in both places, so that what points to it stays true.
  const numbers = await learnerIds(there, dialect, [...fresh.keys()]);
  let next = (await highest(here, there, 'learners')) + 1;
  const people = await peopleNamed(here, dialect, [...names.values()].flat());
  const all = new Map(known.learners);
  const rows = [...fresh.values()].map(({ identity, account, homePage }) => {
    const id = numbers.get(identity) ?? next++;
    all.set(identity, id);
    return [id, identity, account, homePage, personOf(names.get(identity) ?? [], people)];
  });
  await put(here, 'learners', rows);
  return all;
}

async function withNewAttempts(
  { here, there, dialect }: Tablet,
  changes: readonly Change[],
  learners: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const fresh = new Map(changes.flatMap(({ key, attempt, id }) => (id === null ? [[key, attempt] as const] : [])));
  if (fresh.size === 0) return new Map();
  const theirs = new Map<string, number>();
  for (const { learner } of fresh.values()) {
    const id = learners.get(learner.identity);
    if (id !== undefined) theirs.set(learner.identity, id);
  }
  const ids = await attemptIds(there, dialect, fresh, theirs);
  let next = (await highest(here, there, 'attempts')) + 1;
  for (const key of fresh.keys()) if (!ids.has(key)) ids.set(key, next++);
  return ids;
}

async function highest(here: TrackingDb, there: TrackingDb, table: 'learners' | 'attempts'): Promise<number> {
  let most = 0;
  for (const db of [here, there]) {
    const row = await db
      .selectFrom(table)
      .select((e) => e.fn.max('id').as('id'))
      .executeTakeFirst();
    most = Math.max(most, Number(row?.id ?? 0));
  }
  return most;
}
