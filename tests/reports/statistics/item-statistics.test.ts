import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerTable, chosenRows, commonForm } from '../../../src/reports/statistics/answer-table.js';
import { itemStatistics } from '../../../src/reports/statistics/item-statistics.js';
import { reliability } from '../../../src/reports/statistics/reliability.js';
import { type Fraction, minus, near, ratio, sum, through, times, whole } from './fraction.js';

/** Scores in twelfths, so that they are known exactly; a row a try, a column an item. */
type Twelfths = readonly (readonly number[])[];

const sittings = (rows: Twelfths): AnswerTable => ({
  items: (rows[0] ?? []).map((_, i) => `item-${i}`),
  rows: rows.length,
  scores: Float64Array.from(rows.flat(), (score) => score / 12),
});
const column = (rows: Twelfths, i: number): Fraction[] => rows.map((row) => ratio(row[i] ?? 0, 12));
const meanOf = (values: readonly Fraction[]): Fraction => through(sum(values), whole(values.length));
const together = (xs: readonly Fraction[], ys: readonly Fraction[]): Fraction => {
  const [x, y] = [meanOf(xs), meanOf(ys)];
  return sum(xs.map((one, i) => times(minus(one, x), minus(ys[i] ?? y, y))));
};

/** Correlation of an item with the sum of the others; null where one of them does not vary. */
function exactDiscrimination(rows: Twelfths, item: number): number | null {
  const own = column(rows, item);
  const rest = rows.map((row) => sum(row.flatMap((score, i) => (i === item ? [] : [ratio(score, 12)]))));
  const [x2, y2, xy] = [together(own, own), together(rest, rest), together(own, rest)];
  if (x2.over === 0n || y2.over === 0n) return null;
  const squared = through(times(xy, xy), times(x2, y2));
  return (xy.over < 0n ? -1 : 1) * Math.sqrt(near(squared));
}

function exactAlpha(rows: Twelfths): number | null {
  const k = rows[0]?.length ?? 0;
  const columns = Array.from({ length: k }, (_, i) => column(rows, i));
  const totals = rows.map((row) => sum(row.map((score) => ratio(score, 12))));
  const all = together(totals, totals);
  if (all.over === 0n) return null;
  const parts = sum(columns.map((one) => together(one, one)));
  return near(times(ratio(k, k - 1), minus(whole(1), through(parts, all))));
}

const table = (score: fc.Arbitrary<number>) =>
  fc
    .record({ tries: fc.integer({ min: 2, max: 60 }), items: fc.integer({ min: 2, max: 8 }) })
    .chain(({ tries, items }) =>
      fc.array(fc.array(score, { minLength: items, maxLength: items }), { minLength: tries, maxLength: tries }),
    );

describe('statistics of items', () => {
  it.each([
    ['right or wrong', fc.constantFrom(0, 12)],
    ['with partial credit', fc.integer({ min: 0, max: 12 })],
  ])('equal exact fractions to nine digits, for scores %s', (_, score) => {
    fc.assert(
      fc.property(table(score), (rows) => {
        for (const [i, one] of itemStatistics(sittings(rows)).entries()) {
          expect(one.n).toBe(rows.length);
          expect(Math.abs(one.difficulty - near(meanOf(column(rows, i))))).toBeLessThan(1e-9);
          const exact = exactDiscrimination(rows, i);
          if (exact === null) expect(one.discrimination).toBeNull();
          else expect(Math.abs((one.discrimination ?? Number.NaN) - exact)).toBeLessThan(1e-9);
        }
        const told = reliability(sittings(rows));
        const alpha = exactAlpha(rows);
        if (alpha === null) expect(told).toMatchObject({ kind: 'none', reason: 'no-variation' });
        else expect(told.kind === 'none' ? Number.NaN : Math.abs(told.value - alpha)).toBeLessThan(1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it('come without a verdict under 30 tries, and with one from there on', () => {
    const flagsOf = (tries: number) =>
      itemStatistics(sittings(Array.from({ length: tries }, (_, i) => [12, i % 2 ? 12 : 0]))).map(({ flags }) => flags);
    expect(flagsOf(29)).toEqual([['few'], ['few']]);
    expect(flagsOf(30)).toEqual([['easy'], []]);
  });

  it('name items that are hard, weak, or answered better by who knows less', () => {
    // The last item goes against the others, the first is answered by hardly anybody.
    const rows = Array.from({ length: 60 }, (_, i) => [
      i < 6 ? 12 : 0,
      i < 40 ? 12 : 0,
      i < 35 ? 12 : 0,
      i < 30 ? 0 : 12,
    ]);
    const flags = Object.fromEntries(itemStatistics(sittings(rows)).map((one) => [one.item, one.flags]));
    expect(flags['item-0']).toContain('hard');
    expect(flags['item-3']).toContain('reversed');
  });

  it('count a sitting for the items it asked', () => {
    const drawn: AnswerTable = {
      items: ['a', 'b', 'c'],
      rows: 3,
      scores: Float64Array.of(1, 0, Number.NaN, 0, Number.NaN, 1, 1, 1, Number.NaN),
    };
    expect(itemStatistics(drawn).map(({ item, n }) => [item, n])).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    expect(reliability(drawn)).toEqual({ kind: 'none', reason: 'different-items', n: 3 });
    expect(commonForm(drawn)).toEqual({ items: ['a', 'b'], rows: 2, scores: Float64Array.of(1, 0, 1, 1) });
    expect(chosenRows(drawn, [2]).scores).toEqual(Float64Array.of(1, 1, Number.NaN));
  });

  it('tell reliability as KR-20 where answers are right or wrong, as alpha where credit is partial', () => {
    expect(
      reliability(
        sittings([
          [12, 12],
          [0, 0],
        ]),
      ).kind,
    ).toBe('kr20');
    expect(
      reliability(
        sittings([
          [12, 6],
          [0, 0],
        ]),
      ).kind,
    ).toBe('alpha');
    expect(reliability(sittings([[12, 12]]))).toMatchObject({ kind: 'none', reason: 'too-little' });
  });
});
