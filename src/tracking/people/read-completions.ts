import type { Day } from '../../days.js';
import { foldedName } from '../../organization-name.js';
import type { Curriculum } from '../curriculum.js';
import { type CompletionSource, completionFormats, type ToldCompletion } from './completion-formats.js';
import type { ToldAchievement, ToldFile } from './file-achievements.js';
import { FileRefused, type TableFault } from './file-refused.js';
import type { DateOrder } from './read-day.js';
import { readTable } from './read-table.js';

export interface CompletionsWish {
  readonly source: CompletionSource;
  readonly curriculum: Curriculum;
  readonly today: Day;
  /** How the file writes days with slashes. */
  readonly order: DateOrder;
  /** The day on which the LMS made the file; of one that says no days, the day of what is new in it. */
  readonly made: Day;
  /** The course of a file about one course. */
  readonly course: string | null;
  /** Items by what the LMS calls them, where that is neither id nor title. */
  readonly names: ReadonlyMap<string, string>;
}

/** A line that says something of an item of ours. */
export interface KnownCompletion extends ToldCompletion {
  readonly item: string;
}

export interface CompletionsFile extends ToldFile {
  /** All lines about items of ours, done or not. */
  readonly lines: readonly KnownCompletion[];
  /** Items of ours that the file speaks of. */
  readonly items: readonly string[];
  /** Courses that are no item of ours. */
  readonly otherCourses: readonly string[];
}

/** Reads what an LMS says of completions, or refuses the file whole. @throws FileRefused with all faults */
export function readCompletions(file: string, bytes: Uint8Array, wish: CompletionsWish): CompletionsFile {
  const format = completionFormats[wish.source];
  const table = readTable(file, bytes, format.columns);
  const find = itemFinder(wish);
  const faults: TableFault[] = [...table.faults];
  const passing = (course: string) => wish.curriculum.modules.find(({ id }) => id === find(course))?.passing ?? null;
  const options = { order: wish.order, course: wish.course, passing, fault: (one: TableFault) => faults.push(one) };
  const others = new Set<string>();
  const lines: KnownCompletion[] = [];
  for (const row of table.rows) {
    for (const told of format.read(table, row, options)) {
      const item = find(told.course);
      if (item === undefined) others.add(told.course);
      else lines.push({ ...told, item });
      if (told.person === '') faults.push({ row: row.row, column: null, message: 'it names nobody.', hint: nobody });
      if (told.done !== null && told.done > wish.today)
        faults.push({ row: row.row, column: null, message: 'its day is still to come.', hint: 'look at --dates.' });
    }
  }
  if (lines.length === 0 && faults.length === 0) faults.push(nothingOfOurs(others, wish));
  // What is wrong with courses that are not ours is not our affair, but a day that can't be read may hide one that is.
  if (faults.length > 0) throw new FileRefused(file, faults);
  const told = lines
    .filter(({ complete }) => complete)
    .map(
      (one): ToldAchievement => ({
        row: one.row,
        person: one.person,
        item: one.item,
        done: one.done ?? wish.made,
        score: one.score,
        hours: null,
        place: null,
      }),
    );
  const items = [...new Set(lines.map(({ item }) => item))].sort();
  return { file, source: wish.source, told, undated: format.undated, lines, items, otherCourses: [...others].sort() };
}

const nobody = 'export it with user name, e-mail address or ID number.';

function nothingOfOurs(others: ReadonlySet<string>, { source }: CompletionsWish): TableFault {
  const named = [...others].slice(0, 5).map((name) => `"${name}"`);
  const message =
    named.length === 0 ? 'it speaks of no course.' : `none of its courses is known here: ${named.join(', ')}.`;
  const hint =
    source === 'moodle' && named.length === 0
      ? 'say which module the course is: --course cpm-foundations.'
      : 'say which is which: --map "Name in the LMS=cpm-foundations".';
  return { row: null, column: null, message, hint };
}

/** An item of ours by what an LMS calls it: as `names` says, by its id, or by its title. */
function itemFinder({ curriculum, names }: CompletionsWish): (course: string) => string | undefined {
  const known = new Map<string, string>();
  for (const { id, title } of [...curriculum.classes, ...curriculum.modules])
    for (const name of [title, id]) known.set(foldedName(name), id);
  for (const [name, id] of names) known.set(foldedName(name), id);
  return (course) => known.get(foldedName(course));
}
