import { stringify } from 'csv-stringify/sync';
import { isoDay } from '../filter-address.js';
import type { Cell, Column, Table } from '../report.js';
import { hiddenWord, statusWords } from './written.js';

/**
 * A table as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need): values as they are, days and times
 * as ISO 8601. What a spreadsheet would take as a formula (beginning with = + - @, tab or return) is disarmed by an apostrophe.
 */
export function reportCsv({ columns, rows, total }: Table): string {
  return stringify(
    [...rows, ...(total ? [total] : [])].map(({ cells }) =>
      columns.map(({ key, kind }) => plainValue(cells[key] ?? null, kind)),
    ),
    {
      header: true,
      columns: columns.map(({ label, kind }) => label + (unitOf[kind] ?? '')),
      ...{ bom: true, record_delimiter: 'windows', escape_formulas: true },
    },
  );
}

/** A value for a program: numbers as numbers, '' for nothing. */
export function plainValue(value: Cell, kind: Column['kind']): string | number {
  if (value === null) return '';
  if (typeof value === 'object') return hiddenWord;
  if (typeof value === 'string') return kind === 'status' ? statusWords(value) : value;
  switch (kind) {
    case 'day':
      return isoDay(value);
    case 'time':
      return new Date(value).toISOString();
    case 'share':
    case 'number':
      return Math.round(value * 1e6) / 1e6;
    case 'duration':
      return Math.round(value);
    case 'hours':
      return Math.round(value * 100) / 100;
    case 'count':
    case 'text':
    case 'status':
      return value;
  }
}

const unitOf: Readonly<Partial<Record<Column['kind'], string>>> = { duration: ' (seconds)', share: ' (0 to 1)' };
