import type { AnswerTable } from './answer-table.js';
import { correlation, mean } from './moments.js';

export interface ItemStatistics {
  readonly item: string;
  /** Sittings that asked it. */
  readonly n: number;
  /** Mean score, 0 to 1: the share of right answers where there is no partial credit. High is easy. */
  readonly difficulty: number;
  /**
   * Corrected point-biserial: correlation of the item's score with the mean score of the other items of the same
   * sitting. Null where one of the two does not vary.
   */
  readonly discrimination: number | null;
  readonly flags: readonly ItemFlag[];
}

/**
 * `few`: under 30 sittings, so no verdict. `hard`, `easy`: mean score under 0.30, over 0.90.
 * `weak`: discrimination under 0.20; `reversed`: under 0, who knows more does worse.
 */
export type ItemFlag = 'few' | 'hard' | 'easy' | 'weak' | 'reversed';

/** The rules by which items are flagged; general practice in item analysis. */
export const itemRules = { fewest: 30, hardest: 0.3, easiest: 0.9, weakest: 0.2 } as const;

/**
 * What the answers of many say about each item. A sitting counts for the items it asked, so that assessments drawn
 * from a pool can be judged too; where all sittings ask the same items, the mean of the others is their sum in other
 * units.
 * @param table one sitting for each learner, so that they are independent of each other
 */
export function itemStatistics(table: AnswerTable): readonly ItemStatistics[] {
  const { items, rows, scores } = table;
  const width = items.length;
  const sums = new Float64Array(rows);
  const counts = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const score = scores[row * width + column] ?? Number.NaN;
      if (Number.isNaN(score)) continue;
      sums[row] = (sums[row] ?? 0) + score;
      counts[row] = (counts[row] ?? 0) + 1;
    }
  }
  return items.map((item, column) => {
    const own: number[] = [];
    const paired: number[] = [];
    const rest: number[] = [];
    for (let row = 0; row < rows; row++) {
      const score = scores[row * width + column] ?? Number.NaN;
      if (Number.isNaN(score)) continue;
      own.push(score);
      const others = (counts[row] ?? 0) - 1;
      if (others < 1) continue;
      paired.push(score);
      rest.push(((sums[row] ?? 0) - score) / others);
    }
    const difficulty = mean(own);
    const discrimination = correlation(paired, rest);
    return { item, n: own.length, difficulty, discrimination, flags: flagsOf(own.length, difficulty, discrimination) };
  });
}

function flagsOf(n: number, difficulty: number, discrimination: number | null): readonly ItemFlag[] {
  if (n < itemRules.fewest) return ['few'];
  const flags: ItemFlag[] = [];
  if (difficulty < itemRules.hardest) flags.push('hard');
  if (difficulty > itemRules.easiest) flags.push('easy');
  if (discrimination !== null && discrimination < 0) flags.push('reversed');
  else if (discrimination !== null && discrimination < itemRules.weakest) flags.push('weak');
  return flags;
}
