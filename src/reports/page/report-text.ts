import type { Answer, Table } from '../report.js';
import { isNumeric, written } from './written.js';

/** A report for a terminal: the finding, then its tables. */
export function reportText(title: string, { finding, tables, notes, through }: Answer): string {
  return [
    title,
    finding,
    through > 0 ? `From statements up to ${written(through, 'time')}.` : 'There are no statements yet.',
    ...tables.flatMap((table) => ['', table.caption, ...linesOf(table)]),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}

function linesOf({ columns, rows, total }: Table): string[] {
  const lines = [
    columns.map(({ label }) => label),
    ...[...rows, ...(total ? [total] : [])].map(({ cells }) =>
      columns.map(({ key, kind }) => cut(written(cells[key] ?? null, kind))),
    ),
  ];
  const widths = columns.map((_, i) => lines.reduce((most, line) => Math.max(most, line[i]?.length ?? 0), 0));
  return lines.map((line) =>
    `  ${line.map((cell, i) => (isNumeric(columns[i]?.kind ?? 'text') ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ')}`.trimEnd(),
  );
}

/** Control characters of a name must not reach the terminal. */
function cut(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  return plain.length <= 60 ? plain : `${plain.slice(0, 59)}…`;
}
