import type { Day } from '../../days.js';
import { didYouMean } from '../../did-you-mean.js';
import { foldedName } from '../../organization-name.js';
import type { Curriculum } from '../curriculum.js';
import type { ToldFile } from './file-achievements.js';
import { FileRefused, type TableFault } from './file-refused.js';
import { dayHint, readDay } from './read-day.js';
import { type Column, readTable } from './read-table.js';

const columns = {
  person: { name: 'UserID', aliases: ['Person', 'Username', 'Email', 'Email address'], required: true },
  item: { name: 'Item', aliases: ['Class', 'Field activity', 'Activity'], required: true },
  date: { name: 'Date', aliases: ['Day', 'Attended'], required: true },
  hours: { name: 'Hours' },
  academy: { name: 'Academy', aliases: ['Place', 'Held by'] },
} as const satisfies Readonly<Record<string, Column>>;

/** Reads who was at which class or field activity, or refuses the file whole. @throws FileRefused with all faults */
export function readAttendance(file: string, bytes: Uint8Array, curriculum: Curriculum, today: Day): ToldFile {
  const table = readTable(file, bytes, columns);
  const faults: TableFault[] = [...table.faults];
  const first = new Map<string, number>();
  const nameOf = (key: keyof typeof columns) => table.present.get(key) ?? columns[key].name;
  const told = table.rows.map(({ row, cells }) => {
    const wrong = (key: keyof typeof columns, message: string, hint: string) =>
      faults.push({ row, column: nameOf(key), message, hint });
    if (cells.person === '') wrong('person', 'it is empty.', 'write UserID or e-mail of who was there.');
    const item = itemOf(cells.item, curriculum);
    if (item === undefined) wrong('item', ...unknownItem(cells.item, curriculum));
    const done = readDay(cells.date);
    if (done === null)
      wrong('date', `"${cells.date}" is no day.`, dayHint(cells.date, 'write 2026-03-31 or 3/31/2026.'));
    else if (done > today) wrong('date', `"${cells.date}" is still to come.`, 'write the day on which it took place.');
    const hours = cells.hours === '' ? null : Number(cells.hours.replace(',', '.'));
    if (hours !== null && !(hours > 0 && hours <= 100))
      wrong('hours', `"${cells.hours}" is no number of hours.`, 'write for example 6 or 1.5, or leave it empty.');
    const place = academyOf(cells.academy, curriculum);
    if (place === undefined) wrong('academy', ...unknownAcademy(cells.academy, curriculum));
    const key = `${cells.person.toLowerCase()}|${item ?? ''}|${done ?? ''}`;
    const before = first.get(key);
    if (before !== undefined) wrong('person', `the same stands in row ${before} already.`, 'keep one of the two.');
    else first.set(key, row);
    return { row, person: cells.person, item: item ?? '', done: done ?? 0, score: null, hours, place: place ?? null };
  });
  if (faults.length > 0) throw new FileRefused(file, faults);
  return { file, source: 'attendance', told, undated: false };
}

function itemOf(text: string, { classes }: Curriculum): string | undefined {
  const folded = foldedName(text);
  return classes.find(({ id, title }) => id === text || foldedName(title) === folded || foldedName(id) === folded)?.id;
}

function unknownItem(text: string, { classes }: Curriculum): [message: string, hint: string] {
  const ids = classes.map(({ id }) => id);
  const meant = didYouMean(text, ids);
  if (text === '') return ['it is empty.', 'write the id of a class or field activity of curriculum.yaml.'];
  if (meant !== undefined) return [`"${text}" is no class and no field activity.`, `is ${meant} meant?`];
  const known = ids.slice(0, 12).join(', ') || 'none yet: list it in curriculum.yaml';
  return [`"${text}" is no class and no field activity.`, `known are ${known}.`];
}

/** Null for an empty cell, undefined for an academy that nobody knows. */
function academyOf(text: string, { academies }: Curriculum): string | null | undefined {
  if (text === '') return null;
  const folded = foldedName(text);
  return academies.find(({ id, name, aliases }) => [id, name, ...aliases].some((one) => foldedName(one) === folded))
    ?.id;
}

function unknownAcademy(text: string, { academies }: Curriculum): [message: string, hint: string] {
  const names = academies.flatMap(({ id, name }) => [id, name]);
  const meant = didYouMean(text, names);
  const known = academies.map(({ id }) => id).join(', ') || 'none';
  return [`"${text}" is no academy.`, meant === undefined ? `known are ${known}.` : `is ${meant} meant?`];
}
