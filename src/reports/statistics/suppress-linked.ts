import { LRUCache } from 'lru-cache';
import { type Counts, type ShownTable, suppress } from './suppress.js';

/** Tables of which one sums up the others: each of its rows is the total of one of them. */
export interface LinkedTables {
  readonly whole: ShownTable;
  /** In the order given. */
  readonly parts: readonly ShownTable[];
}

/**
 * Hides small counts in tables that are shown side by side: counties of each academy, and the academies. What one table
 * hides of a number that stands in two, the other hides as well and protects, until nothing more has to be hidden (as
 * statistical offices do with tables by region: one table after the other, and back). What came out is kept by the
 * counts: with many small ones it takes a tenth of a second, and the same report is opened again and again.
 */
export function suppressLinked(parts: readonly Counts[]): LinkedTables {
  const asked = JSON.stringify(parts);
  const known = kept.get(asked) ?? suppressAnew(parts);
  kept.set(asked, known);
  return known;
}

const kept = new LRUCache<string, LinkedTables>({ max: 100 });

function suppressAnew(parts: readonly Counts[]): LinkedTables {
  const columns = parts.flat()[0]?.length ?? 0;
  const sums = parts.map((rows) =>
    Array.from({ length: columns }, (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0)),
  );
  // Numbers that stand in both: by part, and column with the total as the last.
  const shared = parts.map(() => Array.from({ length: columns + 1 }, () => false));
  for (;;) {
    const whole = suppress(sums, (row, column) => shared[row]?.[column] === true);
    const shown = parts.map((rows, part) =>
      suppress(rows, (row, column) => row === rows.length && shared[part]?.[column] === true),
    );
    let isDone = true;
    for (const [part, flags] of shared.entries()) {
      for (const [column, isKnown] of flags.entries()) {
        const above = column === columns ? whole.rowTotals[part] : whole.cells[part]?.[column];
        const below = column === columns ? shown[part]?.total : shown[part]?.columnTotals[column];
        if (isKnown || (above !== null && below !== null)) continue;
        flags[column] = true;
        isDone = false;
      }
    }
    if (isDone) return { whole, parts: shown };
  }
}
