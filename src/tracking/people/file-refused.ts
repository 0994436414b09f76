/** Something wrong in a table, where it stands and what to write instead. Never holds a cell that may be a password. */
export interface TableFault {
  /** As a spreadsheet counts, the line of names being row 1; null for the file as a whole. */
  readonly row: number | null;
  /** Name of the column as the file has it; null for the row as a whole. */
  readonly column: string | null;
  readonly message: string;
  readonly hint: string;
}

/** A file that is not taken at all: nothing of it is written. */
export class FileRefused extends Error {
  /** From the first row to the last. */
  readonly faults: readonly TableFault[];

  constructor(
    readonly file: string,
    faults: readonly TableFault[],
  ) {
    super(`${file} is refused`);
    this.faults = [...faults].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
    this.name = 'FileRefused';
  }
}

/** The faults as somebody reads them at a spreadsheet, the first ones of many. */
export function faultLines({ file, faults }: FileRefused, most = 50): string[] {
  const lines = faults.slice(0, most).flatMap(({ row, column, message, hint }) => {
    const place = [file, ...(row === null ? [] : [`row ${row}`]), ...(column === null ? [] : [`column ${column}`])];
    return [`${place.join(', ')}: ${message}`, `  hint: ${hint}`];
  });
  return faults.length > most ? [...lines, `… and ${faults.length - most} more.`] : lines;
}
