import type { Insertable } from 'kysely';
import type { TrackingTables } from '../tables.js';
import { FileRefused, type TableFault } from './file-refused.js';
import { dayHint, readDay } from './read-day.js';
import { type Column, readTable, type Table } from './read-table.js';

/** The columns of the statewide LMS's account import. Its Password is known so that it is left out, and never read. */
export const rosterColumns = {
  user_id: { name: 'UserID', required: true },
  last_name: { name: 'LastName', required: true },
  first_name: { name: 'FirstName', required: true },
  email: { name: 'Email' },
  active: { name: 'Status' },
  organization: { name: 'OrganizationName', required: true },
  employee_type: { name: 'EmployeeType' },
  department: { name: 'RTADepartment' },
  job_title: { name: 'RTAJobTitle' },
  area: { name: 'AreaOfAssignment' },
  hired: { name: 'DateHire' },
  transferred: { name: 'DateTransfer' },
  lms_id: { name: 'AssocLMSID' },
} as const satisfies Readonly<Record<string, Column>>;

export type RosterField = keyof typeof rosterColumns;

/** What an account says of a person, as it is kept. */
export type Account = Pick<Insertable<TrackingTables['people']>, RosterField>;

/** A line of the file. Fields whose column is not there are left out: they stay what they are. */
export interface RosterRow {
  readonly row: number;
  /** UserID in lower case. */
  readonly key: string;
  readonly account: Partial<Account> & Pick<Account, 'user_id' | 'last_name' | 'first_name' | 'organization'>;
}

export interface RosterFile {
  readonly file: string;
  readonly rows: readonly RosterRow[];
  /** Columns that were passed over, Password among them. */
  readonly leftOut: readonly string[];
  /** Columns that the statewide LMS writes and this file has not. */
  readonly missing: readonly string[];
}

/** Reads an account file, or refuses it whole. @throws FileRefused with all faults */
export function readRoster(file: string, bytes: Uint8Array): RosterFile {
  const table = readTable(file, bytes, rosterColumns);
  const faults: TableFault[] = [...table.faults];
  const first = new Map<string, number>();
  const rows = table.rows.map(({ row, cells }) => {
    const key = cells.user_id.toLowerCase();
    const before = first.get(key);
    if (before !== undefined && key !== '') {
      const message = `"${cells.user_id}" stands in row ${before} already.`;
      faults.push({ row, column: nameOf(table, 'user_id'), message, hint: 'keep one row for each account.' });
    } else first.set(key, row);
    return { row, key, account: accountOf(table, row, cells, faults) };
  });
  if (faults.length > 0) throw new FileRefused(file, faults);
  return { file, rows, leftOut: table.strange, missing: missingIn(table) };
}

function missingIn({ present }: Table<RosterField>): string[] {
  const fields = Object.keys(rosterColumns) as RosterField[];
  return fields.flatMap((field) => (present.has(field) ? [] : [rosterColumns[field].name]));
}

function accountOf(
  table: Table<RosterField>,
  row: number,
  cells: Readonly<Record<RosterField, string>>,
  faults: TableFault[],
): RosterRow['account'] {
  for (const field of ['user_id', 'last_name', 'first_name', 'organization'] as const) {
    if (cells[field] !== '') continue;
    const hint = `write ${rosterColumns[field].name} into every row.`;
    faults.push({ row, column: nameOf(table, field), message: 'it is empty.', hint });
  }
  if (cells.email !== '' && !/^[^\s@]+@[^\s@]+$/.test(cells.email)) {
    const message = `"${cells.email}" is no e-mail address.`;
    faults.push({
      row,
      column: nameOf(table, 'email'),
      message,
      hint: 'write name@county.example, or leave it empty.',
    });
  }
  const { user_id, last_name, first_name, organization, email, employee_type, department, job_title, area, lms_id } =
    cells;
  const optional = {
    email,
    employee_type,
    department,
    job_title,
    area,
    lms_id,
    active: activeOf(table, row, cells.active, faults),
    hired: dayOf(table, row, 'hired', cells.hired, faults),
    transferred: dayOf(table, row, 'transferred', cells.transferred, faults),
  };
  const present = Object.entries(optional).filter(([field]) => table.present.has(field as RosterField));
  return { user_id, last_name, first_name, organization, ...Object.fromEntries(present) };
}

const active = ['', 'active', 'a', 'yes', 'y', 'true', '1', 'enabled'];
const inactive = ['inactive', 'i', 'no', 'n', 'false', '0', 'disabled', 'archived', 'terminated', 'separated'];

function activeOf(table: Table<RosterField>, row: number, text: string, faults: TableFault[]): 0 | 1 {
  const said = text.toLowerCase();
  if (!active.includes(said) && !inactive.includes(said)) {
    const message = `"${text}" is no status.`;
    faults.push({ row, column: nameOf(table, 'active'), message, hint: 'write Active or Inactive.' });
  }
  return inactive.includes(said) ? 0 : 1;
}

function dayOf(
  table: Table<RosterField>,
  row: number,
  field: 'hired' | 'transferred',
  text: string,
  faults: TableFault[],
): number | null {
  if (text === '') return null;
  const day = readDay(text);
  if (day !== null) return day;
  const hint = dayHint(text, 'write 2026-03-31 or 3/31/2026, or leave it empty.');
  faults.push({ row, column: nameOf(table, field), message: `"${text}" is no day.`, hint });
  return null;
}

function nameOf(table: Table<RosterField>, field: RosterField): string {
  return table.present.get(field) ?? rosterColumns[field].name;
}
