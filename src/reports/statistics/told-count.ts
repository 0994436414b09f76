import { fewestPeople, type ShownTable } from './suppress.js';
import type { LinkedTables } from './suppress-linked.js';

const base = 5;

/**
 * A count of people as it is told where small counts are hidden: to the nearest 5, and 15 for what is 11 to 17. Two
 * pages of different filters can be subtracted from each other, and nobody can hide in one what differs between two of
 * them; where no exact count is told, the difference is none either (as the Higher Education Statistics Agency rounds).
 */
export function toldCount(count: number): number {
  return count < fewestPeople ? count : Math.max(3 * base, Math.round(count / base) * base);
}

/** A share or a coefficient as it is told there: two digits say less of a count than it is rounded by. */
export function toldShare(share: number): number {
  return Math.round(share * 100) / 100;
}

/** A row with what is hidden left hidden. */
export function toldRow(counts: readonly (number | null)[]): (number | null)[] {
  return counts.map((count) => (count === null ? null : toldCount(count)));
}

export function toldTable({ cells, rowTotals, columnTotals, total }: ShownTable): ShownTable {
  return {
    cells: cells.map(toldRow),
    rowTotals: toldRow(rowTotals),
    columnTotals: toldRow(columnTotals),
    total: total === null ? null : toldCount(total),
  };
}

export function toldLinked({ whole, parts }: LinkedTables): LinkedTables {
  return { whole: toldTable(whole), parts: parts.map(toldTable) };
}
