import { correlation, mean } from './moments.js';

/** One try at an assessment, as far as statistics are concerned: scores (0 to 1) of the items that it asked, by item. */
export interface Sitting {
  readonly scores: ReadonlyMap<string, number>;
  /** What was chosen of an item's options; absent for items without options. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
}

export interface ItemStatistics {
  readonly item: string;
  /** Tries that asked it. */
  readonly n: number;
  /** Mean score, 0 to 1: the share of right answers where there is no partial credit. High is easy. */
  readonly difficulty: number;
  /**
   * Corrected point-biserial: correlation of the item's score with the mean score of the other items of the same try.
   * Null where one of the two does not vary.
   */
  readonly discrimination: number | null;
  /** How often each option was chosen, by option; options nobody chose are absent. */
  readonly choices: ReadonlyMap<string, number>;
  readonly flags: readonly ItemFlag[];
}

/**
 * `few`: under 30 tries, so no verdict. `hard`, `easy`: mean score under 0.30, over 0.90.
 * `weak`: discrimination under 0.20; `reversed`: under 0, who knows more does worse.
 */
export type ItemFlag = 'few' | 'hard' | 'easy' | 'weak' | 'reversed';

/** The rules by which items are flagged; general practice in item analysis. */
export const itemRules = { fewest: 30, hardest: 0.3, easiest: 0.9, weakest: 0.2 } as const;

/**
 * What the answers of many say about each item. A try counts for the items it asked, so that assessments drawn from a
 * pool can be judged too; where all tries ask the same items, the mean of the others is their sum in other units.
 * @param sittings one for each learner, so that tries are independent of each other
 */
export function itemStatistics(sittings: readonly Sitting[]): readonly ItemStatistics[] {
  const items = [...new Set(sittings.flatMap(({ scores }) => [...scores.keys()]))].sort();
  return items.map((item) => statisticsOf(item, sittings));
}

function statisticsOf(item: string, sittings: readonly Sitting[]): ItemStatistics {
  const own: number[] = [];
  const paired: { own: number; rest: number }[] = [];
  const choices = new Map<string, number>();
  for (const { scores, chosen } of sittings) {
    const score = scores.get(item);
    if (score === undefined) continue;
    own.push(score);
    if (scores.size > 1) paired.push({ own: score, rest: (sum(scores) - score) / (scores.size - 1) });
    for (const option of chosen.get(item) ?? []) choices.set(option, (choices.get(option) ?? 0) + 1);
  }
  const difficulty = mean(own);
  const discrimination = correlation(
    paired.map((one) => one.own),
    paired.map((one) => one.rest),
  );
  return {
    item,
    n: own.length,
    difficulty,
    discrimination,
    choices,
    flags: flagsOf(own.length, difficulty, discrimination),
  };
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

function sum(scores: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const score of scores.values()) total += score;
  return total;
}
