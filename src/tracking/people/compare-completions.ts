import { type Day, isoOf } from '../../days.js';
import type { Curriculum } from '../curriculum.js';
import type { Tracking } from '../open-tracking.js';
import type { CompletionsFile, KnownCompletion } from './read-completions.js';

/** Somebody who is complete on one side only, or on both without its counting here. */
export interface Difference {
  readonly where: 'here-only' | 'there-only' | 'not-counted';
  /** As the roster has them; null for somebody whom it does not know. */
  readonly person: number | null;
  /** UserID, or what the file calls them. */
  readonly userId: string;
  readonly item: string;
  readonly here: Day | null;
  readonly there: Day | null;
  readonly why: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Persons and items that are complete on both sides. */
  readonly same: number;
}

/** People at a time. */
const page = 500;

/**
 * Who is complete here (by statements or attendance) and not in an LMS's file, and the other way round, with why.
 * @param made the day on which the file was made: what came later it could not know
 */
export async function compareCompletions(
  tracking: Tracking,
  curriculum: Curriculum,
  file: CompletionsFile,
  made: Day,
): Promise<Comparison> {
  const { db } = tracking;
  const names = new Map(
    (await db.selectFrom('person_names').selectAll().execute()).map((one) => [one.name, one.person_id]),
  );
  const theirs = new Map<number, KnownCompletion[]>();
  const differences: Difference[] = [];
  for (const line of file.lines) {
    const person = names.get(line.person.toLowerCase());
    if (person !== undefined) theirs.set(person, [...(theirs.get(person) ?? []), line]);
    else if (line.complete)
      differences.push({
        where: 'there-only',
        person: null,
        userId: line.person,
        item: line.item,
        here: null,
        there: line.done,
        why: 'nobody in the roster has this name: import the roster, or look how the LMS writes it',
      });
  }
  let same = 0;
  for (let after = 0; ; ) {
    const people = await db
      .selectFrom('people')
      .select(['id', 'user_id', 'active'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(page)
      .execute();
    const last = people.at(-1);
    if (last === undefined) break;
    after = last.id;
    const known = await knownOf(
      tracking,
      people.map(({ id }) => id),
      file.items,
    );
    for (const { id, user_id } of people) {
      for (const item of file.items) {
        const found = differenceOf({ id, item, made, curriculum }, theirs.get(id) ?? [], known);
        if (found === 'same') same += 1;
        else if (found !== null) differences.push({ ...found, person: id, userId: user_id, item });
      }
    }
  }
  return { differences, same };
}

interface Known {
  /** Day of the last achievement of ours, by person and item. */
  readonly done: ReadonlyMap<string, { readonly done: Day; readonly version: string | null }>;
  /** True where a requirement counts it, false where one asks for it and does not. */
  readonly counted: ReadonlyMap<string, boolean>;
  readonly attempts: ReadonlyMap<
    string,
    { readonly progress: number; readonly failed: boolean; readonly completed: boolean }
  >;
  readonly linked: ReadonlySet<number>;
}

async function knownOf({ db, dialect }: Tracking, people: readonly number[], items: readonly string[]): Promise<Known> {
  const key = (person: number | null, item: string) => `${person ?? ''}|${item}`;
  const achievements = await db
    .selectFrom('achievements')
    .select(['person_id', 'item', 'done', 'version'])
    .where(dialect.among('person_id', people))
    .where(dialect.among('item', items))
    .where('source', 'in', ['statements', 'attendance'])
    .orderBy('done')
    .execute();
  const standings = await db
    .selectFrom('standings')
    .select(['person_id', 'item', 'done'])
    .where(dialect.among('person_id', people))
    .where(dialect.among('item', items))
    .execute();
  const attempts = await db
    .selectFrom('attempts')
    .innerJoin('learners', 'learners.id', 'attempts.learner_id')
    .select(['learners.person_id', 'module', 'progress', 'completed_at', 'passed_at', 'failed_at'])
    .where(dialect.among('learners.person_id', people))
    .orderBy('attempts.last_at')
    .execute();
  const learners = await db
    .selectFrom('learners')
    .select('person_id')
    .where(dialect.among('person_id', people))
    .execute();
  const counted = new Map<string, boolean>();
  for (const one of standings) {
    const at = key(one.person_id, one.item);
    counted.set(at, (counted.get(at) ?? false) || one.done !== null);
  }
  return {
    done: new Map(achievements.map((one) => [key(one.person_id, one.item), one])),
    counted,
    attempts: new Map(
      attempts.map((one) => [
        key(one.person_id, one.module),
        {
          progress: one.progress,
          failed: one.failed_at !== null && one.passed_at === null,
          completed: one.completed_at !== null,
        },
      ]),
    ),
    linked: new Set(learners.flatMap(({ person_id }) => person_id ?? [])),
  };
}

interface Asked {
  readonly id: number;
  readonly item: string;
  readonly made: Day;
  readonly curriculum: Curriculum;
}

type Found = Pick<Difference, 'where' | 'here' | 'there' | 'why'>;

function differenceOf(asked: Asked, lines: readonly KnownCompletion[], known: Known): Found | 'same' | null {
  const at = `${asked.id}|${asked.item}`;
  const here = known.done.get(at);
  const ofItem = lines.filter(({ item }) => item === asked.item);
  const there = ofItem.find(({ complete }) => complete);
  if (here === undefined && there === undefined) return null;
  if (here !== undefined && there !== undefined) {
    if (known.counted.get(at) !== false) return 'same';
    const version = here.version === null ? 'its version is not known' : `version ${here.version}`;
    return { where: 'not-counted', here: here.done, there: there.done, why: `${version}: no requirement accepts it` };
  }
  if (here !== undefined)
    return {
      where: 'here-only',
      here: here.done,
      there: null,
      why: whyNotThere(here.done, asked.made, ofItem, lines.length > 0),
    };
  return { where: 'there-only', here: null, there: there?.done ?? null, why: whyNotHere(asked, known) };
}

function whyNotThere(done: Day, made: Day, lines: readonly KnownCompletion[], isNamed: boolean): string {
  if (done > made) return `done after the file was made (${isoOf(made)})`;
  const [line] = lines;
  if (line !== undefined) return `the LMS says: ${line.said === '' ? 'no status' : line.said}`;
  return isNamed ? 'the file names this person, but not for this course' : 'the file does not name this person';
}

function whyNotHere({ id, item, curriculum }: Asked, { attempts, linked }: Known): string {
  if (!curriculum.modules.some((module) => module.id === item)) return 'no attendance file tells of it';
  const attempt = attempts.get(`${id}|${item}`);
  if (attempt?.failed) return 'below passing here: the LMS counts a try that did not pass';
  if (attempt && !attempt.completed) return `begun here and not finished (${attempt.progress} % of the pages)`;
  if (attempt) return 'completed here without success';
  return linked.has(id)
    ? 'never launched here with tracking: its package reports to no record store, or it was done elsewhere'
    : 'no account of the record store is linked to this person';
}
