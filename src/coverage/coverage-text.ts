import type { AssessedPlace, Coverage, CoveredItem, TaughtPlace } from './coverage.js';

/** Coverage as a table for a terminal, gaps last. */
export function coverageText(coverage: Coverage): string {
  const { items, objectives, gaps } = coverage;
  return [
    ...groups(items).flatMap(([kind, members]) => [
      headOf(kind),
      ...table(members.map((one) => [one.item, cut(one.name), taughtText(one.taught), assessedText(one.assessed)])),
      '',
    ]),
    'Objectives',
    ...table(objectives.map((one) => [`${one.module}: ${one.objective}`, cut(one.text), assessedText(one.assessed)])),
    '',
    gaps.length === 0 ? 'No gaps.' : `${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}:`,
    ...gaps.map(({ message }) => `  warning  ${message}`),
  ].join('\n');
}

/** `practice-behavior-group` as people say it: `Practice behavior group`. */
export function headOf(kind: string): string {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Items by kind, in the order in which the kinds come first. */
export function groups(items: readonly CoveredItem[]): readonly (readonly [string, readonly CoveredItem[]])[] {
  return [...new Set(items.map((one) => one.kind))].map((kind) => [kind, items.filter((one) => one.kind === kind)]);
}

export function taughtText(places: readonly TaughtPlace[]): string {
  if (places.length === 0) return 'not taught';
  return `taught: ${[...new Set(places.map((one) => `${one.module}/${one.lesson}`))].join(', ')}`;
}

export function assessedText(places: readonly AssessedPlace[]): string {
  if (places.length === 0) return 'not assessed';
  const named = places.map(({ question, where }) => (where === 'check' ? `${question} (check)` : question));
  return `assessed: ${[...new Set(named)].join(', ')}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

function cut(text: string): string {
  return text.length <= 48 ? text : `${text.slice(0, 47)}…`;
}
