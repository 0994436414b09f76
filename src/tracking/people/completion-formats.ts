import type { Day } from '../../days.js';
import type { TableFault } from './file-refused.js';
import { type DateOrder, readDay } from './read-day.js';
import type { Column, Table, TableRow } from './read-table.js';

/** What a line of a completion file says of one course. */
export interface ToldCompletion {
  readonly row: number;
  readonly person: string;
  /** As the LMS calls it. */
  readonly course: string;
  /** Null where the file does not say when. */
  readonly done: Day | null;
  /** 0 to 1. */
  readonly score: number | null;
  /** False for a line that says that it is not done. */
  readonly complete: boolean;
  /** What the line says: a status, a grade. */
  readonly said: string;
}

export interface ReadOptions {
  readonly order: DateOrder;
  /** The course of a file about one course. */
  readonly course: string | null;
  /** Share of a grade's points that passes, where the module does not say. */
  readonly passing: (course: string) => number | null;
  readonly fault: (found: TableFault) => void;
}

type Key = 'person' | 'email' | 'number' | 'course' | 'status' | 'date' | 'grade';

/** How an LMS writes completions. */
export interface CompletionFormat {
  readonly title: string;
  readonly columns: Readonly<Record<Key, Column>>;
  /** True where a file says nothing of the day. */
  readonly undated: boolean;
  read(table: Table<Key>, row: TableRow<Key>, options: ReadOptions): readonly ToldCompletion[];
}

const absent = { name: '' };
const byAddress = { aliases: ['Email', 'Email Address', 'E-mail'], name: 'Email address' };

/**
 * Genius SIS: an export of enrollments. Column names as in its own CSV guides for enrollments (Username, SectionIndex,
 * Status, FinalGrade, EndDate); that an export also holds Course and CompletionDate is assumed, so other spellings are
 * taken as well. A status of COMPLETED is what counts.
 */
const genius: CompletionFormat = {
  title: 'Genius',
  undated: false,
  columns: {
    person: { name: 'Username', aliases: ['UserID', 'User ID', 'Login', 'LocalID'] },
    email: byAddress,
    number: absent,
    course: {
      name: 'Course',
      aliases: ['CourseName', 'CourseTitle', 'Section', 'SectionName', 'SectionTitle', 'CourseIndex', 'SectionIndex'],
      required: true,
    },
    status: { name: 'Status', aliases: ['EnrollmentStatus', 'CompletionStatus'], required: true },
    date: { name: 'CompletionDate', aliases: ['CompletedDate', 'DateCompleted', 'EndDate'], required: true },
    grade: { name: 'FinalGrade', aliases: ['Grade', 'Score'] },
  },
  read(table, { row, cells }, { order, fault }) {
    const complete = /^(?:completed?|passed)$/i.test(cells.status);
    const done = complete ? dayIn(table, row, cells.date, order, fault) : null;
    const score = shareOf(cells.grade);
    return [{ row, person: personIn(cells), course: cells.course, done, score, complete, said: cells.status }];
  },
};

/**
 * Blackboard Learn: the grades of a course as downloaded for work offline ("Last Name","First Name","Username",
 * "Student ID", then a column a grade: `Title [Total Pts: 100 Score] |534283`). It says no day. A grade at or above what
 * the module asks for counts; of a module that asks for nothing, every grade above 0.
 */
const blackboard: CompletionFormat = {
  title: 'Blackboard',
  undated: true,
  columns: {
    person: { name: 'Username', aliases: ['User Name'] },
    email: byAddress,
    number: { name: 'Student ID' },
    course: absent,
    status: absent,
    date: absent,
    grade: absent,
  },
  read(table, { row, cells }, { passing }) {
    return [...table.others(row)].flatMap(([name, cell]): ToldCompletion[] => {
      const [, course, points] = /^(.*?)\s*\[Total Pts: (?:up to )?([\d.,]+)[^\]]*\]/i.exec(name) ?? [];
      if (course === undefined || points === undefined) return [];
      const got = Number(cell.replace(',', '.'));
      const score = cell === '' || !Number.isFinite(got) ? null : got / Number(points.replace(',', ''));
      const complete =
        score !== null && (passing(course) === null ? score > 0 : score >= (passing(course) ?? 0) - 1e-9);
      const said = cell === '' ? 'no grade' : `grade ${cell} of ${points}`;
      return [{ row, person: personIn(cells), course, done: null, score, complete, said }];
    });
  },
};

/**
 * Moodle: the CSV of a course's completion report (`report/completion/index.php`): ID, Name, the identity fields that the
 * site shows, two columns an activity (`Title`, `Title - Completion date`), and the day of `Course complete`. Days are
 * written as the language of the person who exports has them.
 */
const moodle: CompletionFormat = {
  title: 'Moodle',
  undated: false,
  columns: {
    person: { name: 'Username' },
    email: byAddress,
    number: { name: 'ID number' },
    course: absent,
    status: absent,
    date: { name: 'Course complete', aliases: ['Course completed'] },
    grade: absent,
  },
  read(table, { row, cells }, { order, course, fault }) {
    const told = (name: string, cell: string, column: string): ToldCompletion => ({
      row,
      person: personIn(cells),
      course: name,
      done: cell === '' ? null : dayIn(table, row, cell, order, fault, column),
      score: null,
      complete: cell !== '',
      said: cell === '' ? 'not completed' : `completed ${cell}`,
    });
    const whole = course === null || !table.present.has('date') ? [] : [told(course, cells.date, 'Course complete')];
    const activities = [...table.others(row)].flatMap(([name, cell]) => {
      const [, activity] = /^(.+) - Completion date$/i.exec(name) ?? [];
      return activity === undefined ? [] : [told(activity, cell, name)];
    });
    return [...whole, ...activities];
  },
};

/** Every LMS whose files are read, by the name that the command line has for it. */
export const completionFormats = { genius, blackboard, moodle } as const satisfies Readonly<
  Record<string, CompletionFormat>
>;

export type CompletionSource = keyof typeof completionFormats;

/** The surest name of a person that a line has. */
function personIn({ person, email, number }: Readonly<Record<Key, string>>): string {
  return [person, email, number].find((name) => name !== '') ?? '';
}

/** A grade as a share: `85`, `85%`, `0.85`. */
function shareOf(grade: string): number | null {
  const number = Number.parseFloat(grade.replace(',', '.'));
  if (!Number.isFinite(number) || number < 0) return null;
  return number > 1 || grade.includes('%') ? number / 100 : number;
}

function dayIn(
  table: Table<Key>,
  row: number,
  text: string,
  order: DateOrder,
  fault: ReadOptions['fault'],
  column = table.present.get('date') ?? null,
): Day | null {
  const day = readDay(text, order, true);
  if (day === null) {
    const other = order === 'month-first' ? 'day-first' : 'month-first';
    const hint =
      readDay(text, other, true) === null
        ? 'write 2026-03-31 or 3/31/2026.'
        : `this file writes days ${other}: say so with --dates ${other}.`;
    fault({
      row,
      column,
      message: text === '' ? 'it is completed, but no day is said.' : `"${text}" is no day.`,
      hint,
    });
  }
  return day;
}
