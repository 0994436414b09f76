import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';
import { longestPairs, type Pair, pairFields, pairsIn, pairsOf, shareOfPairs } from '../pure-pairs.js';
import type { Salted } from '../pure-seal.js';

/** Ids: items 1, 2, 3 ... in the order shown, categories a, b, c ...; `right` holds each item with its category, sealed. */
export interface CategorizeData extends Credit, Salted {
  readonly items: readonly string[];
  readonly categories: readonly string[];
  readonly right: readonly string[];
}

/** A category for each item. The response is the items that have one, in the order shown. */
export const behaviour: Behaviour<CategorizeData, readonly Pair[]> = {
  type: 'categorize',
  read: ({ items, categories }, fields) => pairsOf(items, categories, (item) => fields.get(`line-${item}`)?.[0]),
  write: ({ items }, response) => pairFields(items, response),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (data, response) => response.length === data.items.length,
  score: (data, response) => credited(data, shareOfPairs(data, response)),
  encode: (_data, response) => response.flat().join(''),
  decode: ({ items, categories }, text) => pairsIn(items, categories, text),
  longest: ({ items, categories }) => longestPairs(items, categories),
  interaction: (_data, response) => ({ type: 'matching', response, correct: [] }),
  feedbackKeys: () => [],
};
