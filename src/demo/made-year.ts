import type { Accounts } from '../lrs/collector/accounts.js';
import { placeOf } from '../lrs/collector/people.js';
import type { RecordStore } from '../lrs/store.js';
import { courseData } from '../model/course-data.js';
import type { Module } from '../model/module.js';
import type { JsonObject } from '../xapi/json.js';
import type { StatementJson } from '../xapi/statements.js';
import { type Chance, chanceOf, seedOf } from './chance.js';
import { itemParameters, oldest } from './item-parameters.js';
import { type MadeModule, madeAttempt } from './made-attempt.js';
import type { MadePerson } from './made-people.js';
import { possibleAnswers } from './possible-answers.js';

export interface YearOptions {
  readonly store: Pick<RecordStore, 'insert'>;
  readonly accounts: Accounts;
  /** Ends in '/'. */
  readonly iriBase: string;
  readonly modules: readonly Module[];
  readonly seed: number;
  /** Milliseconds since the epoch: the year ends now. */
  readonly now: number;
}

const day = 86_400_000;
/** Where the made learners' LMS is. */
export const madeLms = 'https://lms.example.org/';
/** Statements of one request, and people who get their accounts by one. */
const [batch, peopleAtOnce] = [500, 100];

/**
 * Writes what made people did in the year that ends now: statements as our packages send them, from three versions of
 * each module, through opaque accounts. @returns how many were stored
 */
export async function writeMadeYear(
  people: Iterable<MadePerson>,
  options: YearOptions,
  progress: (people: number, statements: number) => void,
): Promise<number> {
  const modules = options.modules.map((module, n) => versionsOf(module, options, n === 0));
  let waiting: StatementJson[] = [];
  let stored = 0;
  let count = 0;
  const write = async (least: number): Promise<void> => {
    while (waiting.length >= least && waiting.length > 0) {
      const statements: readonly JsonObject[] = waiting.slice(0, batch);
      waiting = waiting.slice(batch);
      await options.store.insert({ statements, version: '1.0.3', authority, define: stored === 0, attachments: [] });
      stored += statements.length;
    }
  };
  for (const some of inChunks(people, peopleAtOnce)) {
    const actors = await actorsOf(some, options);
    for (const [n, person] of some.entries()) waiting.push(...yearOf(person, actors[n] ?? {}, modules, options));
    count += some.length;
    await write(batch);
    progress(count, stored);
  }
  await write(0);
  progress(count, stored);
  return stored;
}

const authority: JsonObject = {
  objectType: 'Agent',
  account: { homePage: 'https://w3id.org/cpm-courseware/records', name: 'demo' },
};

interface Versions {
  readonly id: string;
  /** By age: 0 is the current one. */
  readonly byAge: readonly MadeModule[];
}

/** The module in three versions: the current one, and two before it that differ in how their items answer. */
function versionsOf(module: Module, { seed }: YearOptions, asksBefore: boolean): Versions {
  const course = courseData(module);
  const questions = module.assessment?.questions ?? [];
  const all = [...module.checks, ...questions];
  const answers = new Map(
    all.flatMap((question) => {
      const possible = possibleAnswers(question);
      return possible ? [[question.id, possible] as const] : [];
    }),
  );
  const byAge = Array.from({ length: oldest + 1 }, (_, age) => ({
    ...{ course, answers },
    asksBefore: asksBefore || module.assessment?.preTest !== undefined,
    version: versionOf(module.version, age),
    parameters: new Map(
      all.map(({ id }) => [
        id,
        itemParameters(
          seed,
          `${module.id}/${id}`,
          questions.findIndex((q) => q.id === id),
          age,
        ),
      ]),
    ),
  }));
  return { id: module.id, byAge };
}

/** A version that came before: 1.2.3 follows 0.9.0, and that 0.8.0. */
export function versionOf(current: string, age: number): string {
  if (age === 0) return current;
  const major = Number(/^\d+/.exec(current)?.[0] ?? 1);
  return `${Math.max(0, major - 1)}.${10 - age}.0`;
}

/** Who was hired so many days ago goes through most modules; others did in years before. */
const [newFor, newcomersGo, othersGo] = [500, 0.7, 0.06];

/** Days before the end of the year until which a version was the current one. */
const endedBefore = [0, 120, 240] as const;

/** Opaque accounts, which the roster of the record store knows when this resolves. */
async function actorsOf(people: readonly MadePerson[], { accounts, iriBase }: YearOptions): Promise<readonly object[]> {
  const learners = people.map(({ account }) => ({ homePage: madeLms, learner: account.Email }));
  const names = await accounts.of(learners);
  return learners.map((learner) => ({
    objectType: 'Agent',
    account: { homePage: `${iriBase}accounts`, name: names.get(placeOf(learner)) ?? '' },
  }));
}

function* inChunks<Value>(values: Iterable<Value>, size: number): Generator<readonly Value[]> {
  let chunk: Value[] = [];
  for (const value of values) {
    chunk.push(value);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function yearOf(
  person: MadePerson,
  actor: object,
  modules: readonly Versions[],
  { now, seed }: YearOptions,
): StatementJson[] {
  const chance = chanceOf(seed, person.number, 0x5eed);
  const yearBegins = now - 365 * day;
  const isNew = now - person.hired * day < newFor * day;
  const said: StatementJson[] = [];
  for (const { id, byAge } of modules) {
    const own = chanceOf(seed, person.number, seedOf(id));
    if (!own.yes(isNew ? newcomersGo : othersGo)) continue;
    const earliest = Math.max(yearBegins, person.hired * day);
    const begins = earliest + own.share() ** 0.8 * (now - earliest);
    const age = endedBefore.filter((days) => days > 0 && begins < now - days * day).length;
    const made = byAge[age];
    if (!made) continue;
    said.push(...madeAttempt(made, { actor, ability: person.ability, ...walk(made, begins, now, chance) }, own));
  }
  return said;
}

function walk({ course }: MadeModule, begins: number, now: number, chance: Chance) {
  const pages = course.lessons.reduce((sum, lesson) => sum + lesson.pages.length, 0);
  return {
    begins: Math.round(begins),
    until: now,
    target: chance.weighted([
      ['scorm12', 6],
      ['scorm2004-4', 3],
      ['cmi5', 1],
    ]),
    stopsAt: chance.yes(0.12) ? chance.below(Math.max(1, pages)) : null,
  };
}
