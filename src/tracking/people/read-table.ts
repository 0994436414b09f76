import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from '../../decode-text.js';
import { didYouMean } from '../../did-you-mean.js';
import { FileRefused, type TableFault } from './file-refused.js';

/** A column that a table may have: its name, and what else it may be called. */
export interface Column {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly required?: boolean;
}

/** A line of the table: its cells by the key of their column; '' for an empty one and for a column that is not there. */
export interface TableRow<Key extends string> {
  readonly row: number;
  readonly cells: Readonly<Record<Key, string>>;
}

export interface Table<Key extends string> {
  readonly file: string;
  /** Names of the columns that are there, as the file has them, by key. */
  readonly present: ReadonlyMap<Key, string>;
  /** Columns that are not read. */
  readonly strange: readonly string[];
  /** Those that have as many cells as there are columns. */
  readonly rows: readonly TableRow<Key>[];
  /** What is wrong with the form of the others; a file that has any is to be refused, with all else that is wrong. */
  readonly faults: readonly TableFault[];
  /** All cells of a row that stand in columns of no key, by the name of the column. */
  others(row: number): ReadonlyMap<string, string>;
}

const longest = 500;

/**
 * Reads a table: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs; the first line names the columns, in any
 * order, capitals, blanks and underscores making no difference.
 * @throws FileRefused where it can't be read as one: no text, no rows, columns missing
 */
export function readTable<Key extends string>(
  file: string,
  bytes: Uint8Array,
  columns: Readonly<Record<Key, Column>>,
): Table<Key> {
  const lines = linesOf(file, bytes);
  const [head = []] = lines;
  const keys = Object.keys(columns) as Key[];
  const places = new Map<Key, number>();
  const faults: TableFault[] = [];
  const strange: number[] = [];
  for (const [n, name] of head.entries()) {
    const key = keys.find((one) =>
      [columns[one].name, ...(columns[one].aliases ?? [])].some((known) => isSame(known, name)),
    );
    if (key === undefined) {
      if (name.trim() !== '') strange.push(n);
    } else if (places.has(key)) {
      faults.push({ row: 1, column: name, message: 'this column is there twice.', hint: 'delete one of the two.' });
    } else places.set(key, n);
  }
  const names = head.map((name) => name.trim());
  for (const key of keys) {
    if (columns[key].required !== true || places.has(key)) continue;
    const meant = didYouMean(
      columns[key].name,
      strange.map((n) => names[n] ?? ''),
    );
    const others = strange.length > 0 ? `; not known in it is: ${strange.map((n) => names[n] ?? '').join(', ')}` : '';
    const hint = meant === undefined ? `the first line must name it${others}.` : `is "${meant}" meant? Then rename it.`;
    faults.push({ row: 1, column: null, message: `there is no column ${columns[key].name}.`, hint });
  }
  if (faults.length > 0) throw new FileRefused(file, faults);
  const rows: TableRow<Key>[] = [];
  for (const [n, cells] of lines.entries()) {
    if (n === 0 || cells.every((cell) => cell.trim() === '')) continue;
    const wrong = formFaults(cells, names, n + 1);
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    const read = keys.map((key) => [key, clean(cells[places.get(key) ?? -1] ?? '')]);
    rows.push({ row: n + 1, cells: Object.fromEntries(read) as Record<Key, string> });
  }
  if (rows.length === 0 && faults.length === 0)
    faults.push({ row: null, column: null, message: 'it holds no row.', hint: 'export it again, with its rows.' });
  if (rows.length === 0) throw new FileRefused(file, faults);
  return {
    file,
    present: new Map([...places].map(([key, n]) => [key, names[n] ?? ''])),
    strange: strange.map((n) => names[n] ?? ''),
    rows,
    faults,
    others: (row) => new Map(strange.map((n) => [names[n] ?? '', clean(lines[row - 1]?.[n] ?? '')])),
  };
}

function linesOf(file: string, bytes: Uint8Array): string[][] {
  const decoded = decodeText(bytes);
  const whole = (message: string, hint: string) => new FileRefused(file, [{ row: null, column: null, message, hint }]);
  if (decoded === null)
    throw whole('this is no text; a spreadsheet perhaps.', 'save it from the spreadsheet as CSV (UTF-8).');
  if (decoded.text.trim() === '') throw whole('it is empty.', 'export it again, with its rows.');
  const [head = ''] = decoded.text.split('\n', 1);
  const count = (one: string) => head.split(one).length;
  const delimiter = [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
  try {
    return parse(decoded.text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw whole(
      `at line ${Number(error.lines) || 1} a quotation mark stands where none may, or is not closed.`,
      'double each quotation mark inside a cell, or save the file again from the spreadsheet as CSV.',
    );
  }
}

function formFaults(cells: readonly string[], names: readonly string[], row: number): TableFault[] {
  const past = cells.slice(names.length).some((cell) => cell.trim() !== '');
  const found: TableFault[] = [];
  if (past || cells.length < names.length) {
    const message = `it has ${cells.length} cells, but the first line names ${names.length} columns.`;
    found.push({ row, column: null, message, hint: 'put cells that hold the delimiter in quotation marks.' });
  }
  for (const [n, cell] of cells.entries()) {
    if (cell.length <= longest) continue;
    const message = `it holds ${cell.length} characters; at most ${longest} are taken.`;
    found.push({ row, column: names[n] ?? null, message, hint: 'shorten it; a quotation mark may be missing.' });
  }
  return found;
}

function clean(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}

function isSame(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
