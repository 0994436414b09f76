import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';
import { type Pair, pairFields, pairsIn, pairsOf, shareOfPairs } from '../pure-pairs.js';

/** Ids: items 1, 2, 3 ... in the order shown, categories a, b, c ...; `right` holds each item's category. */
export interface CategorizeData extends Credit {
  readonly items: readonly string[];
  readonly categories: readonly string[];
  readonly right: string;
}

/** A category for each item. The response is the items that have one, in the order shown. */
export const behaviour: Behaviour<CategorizeData, readonly Pair[]> = {
  type: 'categorize',
  read: ({ items, categories }, fields) => pairsOf(items, categories, (item) => fields.get(`line-${item}`)?.[0]),
  write: ({ items }, response) => pairFields(items, response),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (data, response) => response.length === data.items.length,
  score: (data, response) => credited(data, shareOfPairs(key(data), response)),
  encode: (_data, response) => response.flat().join(''),
  decode: ({ items, categories }, text) => pairsIn(items, categories, text),
  longest: (data) => key(data).flat().join(''),
  interaction: (data, response) => ({ type: 'matching', response, correct: [key(data)] }),
  feedbackKeys: () => [],
};

function key({ items, categories, right }: CategorizeData): Pair[] {
  return pairsOf(items, categories, (item) => right.charAt(items.indexOf(item)));
}
