import { stringify } from 'csv-stringify/sync';
import { isoOf } from '../days.js';
import type { CurriculumClass } from '../tracking/curriculum.js';
import type { ToldAchievement, ToldFile } from '../tracking/people/file-achievements.js';
import { type Chance, chanceOf } from './chance.js';
import { accountColumns, type MadePerson } from './made-people.js';

/** Made people as a file of the statewide LMS's account import. */
export function madeRoster(people: Iterable<MadePerson>): Uint8Array {
  return csv([accountColumns, ...map(people, ({ account }) => accountColumns.map((column) => account[column]))]);
}

/** Within so many days after hire the core is done; most who have been there for longer did it then. */
const coreTakes = 360;
const [newcomersGo, othersGo] = [0.62, 0.985];

/** What somebody has done of this until today: a day, or null. */
function doneOn({ hired }: MadePerson, chance: Chance, today: number): number | null {
  const goes = chance.yes(today - hired < coreTakes ? newcomersGo : othersGo);
  const day = hired + Math.floor(chance.share() * coreTakes);
  return goes && day <= today ? day : null;
}

/**
 * What the LMS says of modules that made people completed before the made year: those who were hired before it.
 * @param from day on which the year begins
 */
export function madeCompletions(
  people: Iterable<MadePerson>,
  modules: readonly string[],
  seed: number,
  from: number,
): ToldFile {
  const told: ToldAchievement[] = [];
  for (const person of people) {
    const chance = chanceOf(seed, person.number, 0xd0e);
    for (const item of modules) {
      const done = doneOn(person, chance, from);
      if (done === null) continue;
      const nothingMore = { score: null, hours: null, place: null };
      told.push({ row: told.length + 2, person: person.account.UserID, item, done, ...nothingMore });
    }
  }
  return { file: 'made completions', source: 'genius', told, undated: false };
}

/** Who of the made people was at which class or field activity, as an attendance file. */
export function madeAttendance(
  people: Iterable<MadePerson>,
  classes: readonly CurriculumClass[],
  seed: number,
  today: number,
): Uint8Array {
  const rows: string[][] = [];
  for (const person of people) {
    const chance = chanceOf(seed, person.number, 0xc1a55);
    for (const { id } of classes) {
      const day = doneOn(person, chance, today);
      if (day !== null) rows.push([person.account.UserID, id, isoOf(day)]);
    }
  }
  return csv([['UserID', 'Item', 'Date'], ...rows]);
}

function csv(rows: Iterable<readonly string[]>): Uint8Array {
  return new TextEncoder().encode(stringify([...rows].map((row) => [...row])));
}

function* map<From, To>(values: Iterable<From>, make: (value: From) => To): Generator<To> {
  for (const value of values) yield make(value);
}
