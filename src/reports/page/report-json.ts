import { isoDay } from '../filter-address.js';
import type { Answer, Cell, Column } from '../report.js';

/** A report for programs: every table with its columns, values as they are; hidden counts are `{"hidden":true}`. */
export function reportJson(
  report: { readonly id: string; readonly title: string },
  answer: Answer,
  filter: Readonly<Record<string, string>>,
): string {
  return JSON.stringify(
    {
      report: report.id,
      title: report.title,
      finding: answer.finding,
      through: answer.through > 0 ? new Date(answer.through).toISOString() : null,
      filter,
      tables: answer.tables.map(({ id, caption, columns, rows, total }) => ({
        id,
        caption,
        columns,
        rows: rows.map(({ cells }) => valuesOf(cells, columns)),
        ...(total ? { total: valuesOf(total.cells, columns) } : {}),
      })),
      notes: answer.notes,
    },
    null,
    2,
  );
}

function valuesOf(cells: Readonly<Record<string, Cell>>, columns: readonly Column[]): Readonly<Record<string, Cell>> {
  return Object.fromEntries(
    columns.map(({ key, kind }) => {
      const value = cells[key] ?? null;
      if (typeof value !== 'number') return [key, value];
      return [key, kind === 'day' ? isoDay(value) : kind === 'time' ? new Date(value).toISOString() : value];
    }),
  );
}
