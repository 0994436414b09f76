import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counts, isSmall, type ShownTable, suppress } from '../../../src/reports/statistics/suppress.js';

/** The shown table with its totals as one grid; null is hidden. */
function grid({ cells, rowTotals, columnTotals, total }: ShownTable): (number | null)[][] {
  return [...cells.map((row, i) => [...row, rowTotals[i] ?? null]), [...columnTotals, total]];
}

function whole(counts: Counts): number[][] {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const wide = counts.map((row) => [...row, sum(row)]);
  return [...wide, (wide[0] ?? []).map((_, column) => sum(wide.map((row) => row[column] ?? 0)))];
}

/**
 * The greatest count that each inner cell could have, found by trying every table that agrees with what is shown:
 * as a reader with patience would. Counts above `most` are not tried.
 */
function greatest(shown: ShownTable, most: number): number[][] {
  const rows = shown.cells.length;
  const columns = shown.cells[0]?.length ?? 0;
  const found = shown.cells.map((row) => row.map(() => -1));
  const table = shown.cells.map((row) => row.map((cell) => cell ?? 0));
  const columnSums = Array.from({ length: columns }, () => 0);
  const fill = (position: number, rowSum: number, all: number): void => {
    if (position === rows * columns) {
      if (shown.total !== null && shown.total !== all) return;
      if (shown.columnTotals.some((total, column) => total !== null && total !== columnSums[column])) return;
      for (const [r, row] of table.entries())
        for (const [c, count] of row.entries()) {
          const line = found[r];
          if (line) line[c] = Math.max(line[c] ?? -1, count);
        }
      return;
    }
    const [row, column] = [Math.floor(position / columns), position % columns];
    const given = shown.cells[row]?.[column] ?? null;
    const rowTotal = shown.rowTotals[row] ?? null;
    const columnTotal = shown.columnTotals[column] ?? null;
    for (let count = given ?? 0; count <= (given ?? most); count++) {
      const nowRow = rowSum + count;
      const nowColumn = (columnSums[column] ?? 0) + count;
      if (rowTotal !== null && (nowRow > rowTotal || (column === columns - 1 && nowRow !== rowTotal))) continue;
      if (columnTotal !== null && nowColumn > columnTotal) continue;
      const line = table[row];
      if (line) line[column] = count;
      columnSums[column] = nowColumn;
      fill(position + 1, column === columns - 1 ? 0 : nowRow, all + count);
      columnSums[column] = nowColumn - count;
    }
  };
  fill(0, 0, 0);
  return found;
}

describe('small counts', () => {
  it('are hidden with what would give them away', () => {
    const shown = suppress([
      [40, 3, 60],
      [35, 25, 70],
      [50, 30, 90],
    ]);
    expect(grid(shown)).toEqual([
      [null, null, 60, 103],
      [null, null, 70, 130],
      [50, 30, 90, 170],
      [125, 58, 220, 403],
    ]);
  });

  it('leave a table without any as it is', () => {
    const counts = [
      [11, 0],
      [20, 300],
    ];
    expect(grid(suppress(counts))).toEqual(whole(counts));
  });

  it('are not told by their sum: two hidden ones in a row of three need a third', () => {
    const shown = suppress([[1, 1, 200]]);
    expect(shown.cells[0]?.every((cell) => cell === null) || shown.rowTotals[0] === null).toBe(true);
  });

  it('cannot be shown to be small by any table that agrees with the shown one (random tables, tried whole)', () => {
    const counts = fc
      .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 2 }) })
      .chain(({ rows, columns }) =>
        fc.array(
          fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 16 })), {
            minLength: columns,
            maxLength: columns,
          }),
          {
            minLength: rows,
            maxLength: rows,
          },
        ),
      );
    fc.assert(
      fc.property(counts, (table) => {
        const shown = suppress(table);
        const at = grid(shown);
        for (const [r, row] of whole(table).entries())
          for (const [c, count] of row.entries()) {
            if (at[r]?.[c] !== null) expect(at[r]?.[c]).toBe(count);
            if (isSmall(count)) expect(at[r]?.[c]).toBeNull();
          }
        // What protects a cell changes no other by more than the 10 that it takes.
        const most = greatest(shown, 26);
        for (const [r, row] of table.entries())
          for (const [c, count] of row.entries())
            if (isSmall(count)) expect(most[r]?.[c], JSON.stringify({ table, at })).toBeGreaterThanOrEqual(11);
      }),
      { numRuns: 100 },
    );
  });

  it('of a table of 58 counties leave most of it readable', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 5, maxLength: 5 }), {
          minLength: 58,
          maxLength: 58,
        }),
        (table) => {
          const hidden = grid(suppress(table))
            .flat()
            .filter((cell) => cell === null).length;
          const small = table.flat().filter(isSmall).length;
          expect(hidden).toBeLessThanOrEqual(4 * small);
        },
      ),
      { numRuns: 20 },
    );
  });
});
