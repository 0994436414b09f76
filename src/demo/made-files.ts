import { stringify } from 'csv-stringify/sync';
import { isoOf } from '../days.js';
import type { CurriculumClass } from '../tracking/curriculum.js';
import { chanceOf } from './chance.js';
import { accountColumns, type MadePerson } from './made-people.js';

/** Made people as a file of the statewide LMS's account import. */
export function madeRoster(people: Iterable<MadePerson>): Uint8Array {
  return csv([accountColumns, ...map(people, ({ account }) => accountColumns.map((column) => account[column]))]);
}

/** How long the core is asked for, days: whoever is newer goes to most of its classes. */
const newFor = 800;
const [newcomersGo, othersGo] = [0.62, 0.06];

/** Who of the made people was at which class or field activity, as an attendance file. */
export function madeAttendance(
  people: Iterable<MadePerson>,
  classes: readonly CurriculumClass[],
  seed: number,
  today: number,
): Uint8Array {
  const rows: string[][] = [];
  for (const { number, hired, account } of people) {
    const chance = chanceOf(seed, number, 0xc1a55);
    const goes = today - hired < newFor ? newcomersGo : othersGo;
    for (const { id } of classes) {
      if (!chance.yes(goes)) continue;
      const day = Math.min(today, Math.max(hired, today - newFor) + Math.floor(chance.share() * 360));
      rows.push([account.UserID, id, isoOf(day)]);
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
