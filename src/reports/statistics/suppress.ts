/** Counts of people: rows of equally many columns. */
export type Counts = readonly (readonly number[])[];

/** A table as it may be shown: null is a hidden number. */
export interface ShownTable {
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly (number | null)[];
  readonly columnTotals: readonly (number | null)[];
  readonly total: number | null;
}

/** Which cells of a table are hidden elsewhere; the row and the column after the last are the totals. */
export type Hidden = (row: number, column: number) => boolean;

/** From so many people on, a count says nothing of one of them. */
export const fewestPeople = 11;

/**
 * Hides every count from 1 to 10, and as many others as it takes so that no reader can work out from totals and
 * neighbours that a hidden count is under 11. The table with its totals is a network: what a hidden count could be at
 * most is what can flow around it through other hidden counts, none of which may fall below 0. Where that is too
 * little, the way round that hides the fewest people is hidden too (the method of Cox, and of Kelly, Golden and Assad).
 * @param elsewhere cells that another table hides, with the line of totals as last row and column
 */
export function suppress(counts: Counts, elsewhere: Hidden = () => false): ShownTable {
  const net = networkOf(counts);
  const linked = net.cells.filter(({ row, column }) => elsewhere(row, column));
  for (const cell of net.cells) cell.hidden = isSmall(cell.count) || linked.includes(cell);
  for (const cell of net.cells.filter(({ count }) => isSmall(count))) protect(net, cell, 1, fewestPeople - cell.count);
  // What another table hides must be able to give way to both sides, as far as a hidden count there may need it.
  for (const cell of linked) {
    protect(net, cell, 1, fewestPeople - 1);
    protect(net, cell, -1, Math.min(cell.count, fewestPeople - 1));
  }
  const shown = (row: number, column: number) => {
    const cell = net.cells[row * net.columns + column];
    return cell && !cell.hidden ? cell.count : null;
  };
  const [lastRow, lastColumn] = [net.rows - 1, net.columns - 1];
  const upTo = (end: number) => Array.from({ length: end }, (_, i) => i);
  return {
    cells: upTo(lastRow).map((row) => upTo(lastColumn).map((column) => shown(row, column))),
    rowTotals: upTo(lastRow).map((row) => shown(row, lastColumn)),
    columnTotals: upTo(lastColumn).map((column) => shown(lastRow, column)),
    total: shown(lastRow, lastColumn),
  };
}

/**
 * One row of counts whose whole is known from elsewhere: as many of them hidden as it takes. The whole itself is
 * hidden only where it is small, for what a count under 11 lacks can always come from the other counts of a larger whole.
 */
export function suppressRow(counts: readonly number[]): {
  readonly counts: readonly (number | null)[];
  readonly all: number | null;
} {
  const { cells, rowTotals } = suppress([counts]);
  return { counts: cells[0] ?? [], all: rowTotals[0] ?? null };
}

/** True for a count that must not be shown. Nobody is hidden behind a 0. */
export function isSmall(count: number): boolean {
  return count > 0 && count < fewestPeople;
}

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly count: number;
  /** 1 where more people make the line's sum greater, -1 in a line's total, so that every line's sum is 0. */
  readonly sign: 1 | -1;
  hidden: boolean;
}

interface Network {
  /** With the line of totals. */
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly cells: readonly Cell[];
}

function networkOf(counts: Counts): Network {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const wide = counts.map((row) => [...row, sum(row)]);
  const columns = wide[0]?.length ?? 1;
  const totals = Array.from({ length: columns }, (_, column) => sum(wide.map((row) => row[column] ?? 0)));
  const whole = [...wide, totals];
  const cells = whole.flatMap((values, row) =>
    values.map((count, column) => {
      const isTotal = (row === whole.length - 1) !== (column === columns - 1);
      return { row, column, count, sign: isTotal ? (-1 as const) : (1 as const), hidden: false };
    }),
  );
  return { rows: whole.length, columns, cells };
}

/** Hides more until the cell could hold so many people more (`up` 1) or fewer (-1), for all that a reader knows. */
function protect(net: Network, cell: Cell, up: 1 | -1, missing: number): void {
  // What flows round is added to the cells it passes: rows to columns raises a cell's share of its line, back lowers it.
  const flow = new Map<Cell, number>();
  for (let pushed = 0; pushed < missing; ) {
    const way = cheapestWay(net, cell, up, flow);
    if (way.length === 0) throw new Error('A table with totals always has a way round');
    const step = Math.min(missing - pushed, ...way.map(({ cell: one, by }) => room(one, by, flow)));
    for (const { cell: one, by } of way) {
      one.hidden = true;
      flow.set(one, (flow.get(one) ?? 0) + by * step);
    }
    pushed += step;
  }
}

/** How much a cell's count can still be raised (`by` its sign) or lowered. */
function room(cell: Cell, by: 1 | -1, flow: ReadonlyMap<Cell, number>): number {
  const count = cell.count + cell.sign * (flow.get(cell) ?? 0);
  return by === cell.sign ? Number.POSITIVE_INFINITY : count;
}

interface Step {
  readonly cell: Cell;
  /** 1: walked from its row to its column. */
  readonly by: 1 | -1;
}

/** The way round a cell that hides the fewest people not hidden yet (Bellman and Ford: the graph is small). */
function cheapestWay(net: Network, around: Cell, up: 1 | -1, flow: ReadonlyMap<Cell, number>): readonly Step[] {
  // To raise the count, its own edge is walked by its sign, to lower it against that; the way leads back from where that ends.
  const rowNode = around.row;
  const columnNode = net.rows + around.column;
  const [from, to] = around.sign === up ? [columnNode, rowNode] : [rowNode, columnNode];
  const best = new Map<number, { cost: number; step: Step | null; before: number }>([
    [from, { cost: 0, step: null, before: from }],
  ]);
  const others = net.cells.filter((cell) => cell !== around);
  for (let changed = true; changed; ) {
    changed = false;
    for (const cell of others) {
      const cost = cell.hidden ? 0 : cell.count + 1;
      for (const by of [1, -1] as const) {
        if (room(cell, by, flow) <= 0) continue;
        const [start, end] = by === 1 ? [cell.row, net.rows + cell.column] : [net.rows + cell.column, cell.row];
        const known = best.get(start);
        const reached = best.get(end);
        if (!known || (reached && reached.cost <= known.cost + cost)) continue;
        best.set(end, { cost: known.cost + cost, step: { cell, by }, before: start });
        changed = true;
      }
    }
  }
  const way: Step[] = [];
  for (let node = to; node !== from; ) {
    const reached = best.get(node);
    if (!reached?.step) return [];
    way.push(reached.step);
    node = reached.before;
  }
  return way;
}
