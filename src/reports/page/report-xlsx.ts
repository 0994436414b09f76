import writeXlsxFile, { type Sheet, type Row as XlsxRow } from 'write-excel-file/node';
import { clockAt } from '../../days.js';
import { oneDay } from '../filter-address.js';
import type { Answer, Cell, Column, Table } from '../report.js';
import { plainValue } from './report-csv.js';
import { written } from './written.js';

export interface XlsxInput {
  readonly title: string;
  readonly answer: Answer;
  /** Filters in words: name and value. */
  readonly chosen: readonly (readonly [string, string])[];
}

/**
 * A report as an Excel workbook: a first sheet that says what it is, of when and of whom, then one a table with real
 * numbers, shares and days, headings that stay in sight, and columns as wide as what is in them. Texts are texts:
 * nothing in it is ever a formula.
 */
export async function reportXlsx({ title, answer, chosen }: XlsxInput): Promise<Buffer> {
  const facts: (readonly [string, string])[] = [
    ['Report', title],
    ['Finding', answer.finding],
    ['Statements up to', answer.through > 0 ? written(answer.through, 'time') : 'none yet'],
    ...chosen,
    ...answer.notes.map((note) => ['Note', note] as const),
  ];
  const about: WrittenSheet = {
    data: facts.map(([name, value]) => [
      { value: name, fontWeight: 'bold' as const, alignVertical: 'top' as const },
      { value, wrap: true },
    ]),
    sheet: 'About',
    columns: [{ width: 20 }, { width: 90 }],
  };
  const names = new Set(['about']);
  const sheets = answer.tables.map(
    (table): WrittenSheet => ({
      data: [
        table.columns.map(({ label }) => ({ value: label, fontWeight: 'bold' as const, wrap: true })),
        ...[...table.rows, ...(table.total ? [table.total] : [])].map(({ cells }) =>
          table.columns.map(({ key, kind }) => xlsxCell(cells[key] ?? null, kind)),
        ),
      ],
      sheet: sheetName(table, names),
      columns: table.columns.map((column) => ({ width: widthOf(table, column) })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
    }),
  );
  return writeXlsxFile([about, ...sheets]).toBuffer();
}

type WrittenSheet = Sheet<Buffer>;

function xlsxCell(value: Cell, kind: Column['kind']): XlsxRow[number] {
  if (value === null) return null;
  if (typeof value !== 'number' || kind === 'text' || kind === 'status')
    return { value: withoutControls(String(plainValue(value, kind))), type: String };
  if (kind === 'day') return { value: new Date(value * oneDay), type: Date, format: 'yyyy-mm-dd' };
  if (kind === 'time') return { value: new Date(clockAt(value)), type: Date, format: 'yyyy-mm-dd hh:mm' };
  const format = formats[kind];
  return { value, type: Number, ...(format === undefined ? {} : { format }) };
}

const formats: Readonly<Partial<Record<Column['kind'], string>>> = {
  count: '#,##0',
  share: '0.0%',
  number: '0.00',
  hours: '0.00',
  duration: '#,##0',
};

/** Excel takes 31 characters without these, and no name twice. */
function sheetName({ caption, id }: Table, taken: Set<string>): string {
  const plain = (text: string) => text.replace(/[\\/?*[\]:']/g, ' ').trim();
  for (const name of [plain(caption).slice(0, 31).trim(), plain(id).slice(0, 31)]) {
    if (name === '' || taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
  const name = `Table ${taken.size}`;
  taken.add(name.toLowerCase());
  return name;
}

function widthOf({ rows }: Table, { key, label, kind }: Column): number {
  const longest = rows
    .slice(0, 200)
    .reduce((most, { cells }) => Math.max(most, written(cells[key] ?? null, kind).length), label.length);
  return Math.min(60, longest + 2);
}

/** XML has no place for these. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');
}
