import { seesNames } from '../../tracking/sight.js';
import { oneDay } from '../filter-address.js';
import { isEverybody, isWithin, type Limits } from '../limits.js';
import type { Owner } from '../owner.js';
import type { Asked } from '../report.js';
import { type AnswerTable, chosenRows } from '../statistics/answer-table.js';
import { fewestPeople } from '../statistics/suppress.js';
import { toldCount, toldShare } from '../statistics/told-count.js';
import type { SheetName } from './read-sheets.js';
import type { ItemSheet } from './sheet.js';

/** Rows of a sheet that a reader may see and asked for: by sight, people and period. */
export function rowsWanted(
  { sight, filter }: Pick<Asked, 'sight' | 'filter'>,
  { owners, at }: { readonly owners: readonly Owner[]; readonly at: Float64Array },
): Int32Array {
  const limits: Limits = { sight, filter };
  const isIn = isEverybody(limits) ? () => true : isWithin(limits);
  const from = filter.from === undefined ? Number.NEGATIVE_INFINITY : filter.from * oneDay;
  const until = filter.to === undefined ? Number.POSITIVE_INFINITY : (filter.to + 1) * oneDay;
  const rows = new Int32Array(owners.length);
  let count = 0;
  for (const [row, owner] of owners.entries()) {
    const time = at[row] ?? 0;
    if (time < from || time >= until || !isIn(owner)) continue;
    rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** First tries of these rows. */
export function firstTries({ items, first }: ItemSheet, rows: Int32Array): AnswerTable {
  return chosenRows({ items, rows: first.length / Math.max(1, items.length), scores: first }, rows);
}

/** Pre-tests of these rows. */
export function preTests({ items, before }: ItemSheet, rows: Int32Array): AnswerTable {
  return chosenRows({ items, rows: before.length / Math.max(1, items.length), scores: before }, rows);
}

/** True where so few learners stand behind a figure that it would tell of them to a reader who may see nobody by name. */
export function tellsTooMuch({ sight }: Pick<Asked, 'sight'>, n: number): boolean {
  return !seesNames(sight) && n < fewestPeople;
}

/**
 * True where counts under 11 are hidden: nobody is seen by name, and the people are those of a county, an academy or a
 * role. How often an option was chosen by everybody tells of nobody.
 */
export function hidesParts({ sight, filter }: Pick<Asked, 'sight' | 'filter'>): boolean {
  const isPart = !isEverybody({ sight, filter }) || filter.from !== undefined || filter.to !== undefined;
  return !seesNames(sight) && isPart;
}

/** How counts of people and figures made from them are told: rounded where small counts are hidden, else as they are. */
export function toldTo(asked: Pick<Asked, 'sight' | 'filter'>): {
  count(n: number): number;
  share(value: number): number;
} {
  if (hidesParts(asked)) return { count: toldCount, share: toldShare };
  return { count: (n) => n, share: (value) => value };
}

/** Module and version that a report was asked about; undefined where there are none yet. */
export function sheetName({ filter }: Pick<Asked, 'filter'>): SheetName | undefined {
  const { module, version } = filter;
  return module === undefined || version === undefined ? undefined : { module, version };
}

/** Said where nobody has learned yet. */
export const nothingYet = 'Nobody has started this module yet, so there is nothing to tell.';

/** How the answers were chosen. */
export const oneSitting = 'One sitting a learner: the first try that was handed in, so that no learner counts twice.';

/** Median of what is known; null of nothing. */
export function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
