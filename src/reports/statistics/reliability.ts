import { type AnswerTable, columnOf } from './answer-table.js';
import { hair, squares } from './moments.js';

/**
 * How far the items of an assessment measure one thing.
 * `kr20`: all scores are 0 or 1; `alpha`: there is partial credit (the same formula).
 */
export type Reliability =
  | { readonly kind: 'kr20' | 'alpha'; readonly value: number; readonly n: number; readonly items: number }
  | { readonly kind: 'none'; readonly reason: NoReliability; readonly n: number };

/** Not every sitting asked the same items; fewer than two items or sittings; all have the same score. */
export type NoReliability = 'different-items' | 'too-little' | 'no-variation';

/**
 * Cronbach's alpha, which is Kuder and Richardson's formula 20 where scores are 0 or 1:
 * k/(k-1) * (1 - sum of the items' variances / variance of the total).
 */
export function reliability(table: AnswerTable): Reliability {
  const { rows: n, items, scores } = table;
  if (scores.some(Number.isNaN)) return { kind: 'none', reason: 'different-items', n };
  const k = items.length;
  if (k < 2 || n < 2) return { kind: 'none', reason: 'too-little', n };
  const columns = items.map((_, column) => columnOf(table, column));
  const totals = new Float64Array(n);
  for (const column of columns) for (let row = 0; row < n; row++) totals[row] = (totals[row] ?? 0) + (column[row] ?? 0);
  const whole = squares(totals);
  if (whole <= hair * n * k) return { kind: 'none', reason: 'no-variation', n };
  const parts = columns.reduce((sum, column) => sum + squares(column), 0);
  const kind = columns.every((column) => column.every((score) => score === 0 || score === 1)) ? 'kr20' : 'alpha';
  return { kind, value: (k / (k - 1)) * (1 - parts / whole), n, items: k };
}
