import type { Chart } from '../report.js';
import { peopleOf } from '../words.js';
import { written } from './written.js';

/** A chart as its template draws it: labels are HTML so that they wrap, bars SVG whose widths are shares of the page. */
export interface ChartView {
  readonly id: string;
  readonly title: string;
  readonly finding: string;
  /** For who does not see it. */
  readonly said: string;
  readonly by: string;
  readonly isStacked: boolean;
  readonly series: readonly { readonly name: string; readonly look: string }[];
  readonly bars: readonly {
    readonly label: string;
    readonly value: string;
    readonly parts: readonly {
      readonly look: string;
      readonly x: string;
      readonly width: string;
      /** Drawn on the part where there is room; else '' (the table has it). */
      readonly text: string;
      readonly middle: string;
    }[];
    readonly cells: readonly string[];
    readonly all: string;
  }[];
}

/** Textures from left to right: solid, hatched, dotted, empty. They read without color. */
const looks = ['c1', 'c2', 'c3', 'c4'] as const;

/** Narrower parts (of 100) have no room for a number. */
const roomForText = 7;

export function chartView(chart: Chart): ChartView {
  const { id, title, finding, by, series, points, unit, scale } = chart;
  const totals = points.map(({ values }) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0));
  // Shares and coefficients are drawn on a scale from 0 to 1.
  const longest = (unit === 'share' || unit === 'number') && series.length === 1 ? 1 : Math.max(...totals, 0);
  const isStacked = series.length > 1;
  return {
    ...{ id, title, finding, by, isStacked },
    said: `${isStacked ? 'Stacked bars' : 'Bars'}: ${title}. The numbers are in the table below.`,
    series: series.map((name, i) => ({ name, look: looks[i % looks.length] ?? 'c1' })),
    bars: points.map(({ label, values }, row) => {
      const total = totals[row] ?? 0;
      const whole = scale === 'whole' ? total : longest;
      let x = 0;
      const parts = values.flatMap((value, i) => {
        const width = whole > 0 ? ((value ?? 0) / whole) * 100 : 0;
        const part = {
          look: looks[i % looks.length] ?? 'c1',
          x: `${x.toFixed(2)}%`,
          width: `${width.toFixed(2)}%`,
          text: isStacked && width >= roomForText ? written(value, unit) : '',
          middle: `${(x + width / 2).toFixed(2)}%`,
        };
        x += width;
        return width > 0 ? [part] : [];
      });
      return {
        label,
        value: figureOf(chart, values, total),
        parts,
        cells: values.map((value) => written(value, unit)),
        all: written(total, unit),
      };
    }),
  };
}

/** What stands with a bar's name: its figure, or the share of the first part. */
function figureOf({ series, unit, scale }: Chart, values: readonly (number | null)[], total: number): string {
  const [first] = values;
  if (series.length === 1) return written(first ?? null, unit);
  if (unit !== 'count') return written(total, unit);
  const name = (series[0] ?? '').toLowerCase();
  if (scale === 'longest') return `${written(first ?? 0, unit)} ${name}, ${written(total, unit)} in all`;
  return total === 0 ? 'none' : `${written((first ?? 0) / total, 'share')} ${name} of ${peopleOf(total)}`;
}
