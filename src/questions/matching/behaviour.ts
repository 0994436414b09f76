import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';
import { longestPairs, type Pair, pairFields, pairsIn, pairsOf, shareOfPairs } from '../pure-pairs.js';
import type { Salted } from '../pure-seal.js';

/** Ids in the order shown: sources 1, 2, 3 ..., targets a, b, c ...; `right` holds the pairs that belong together, sealed. */
export interface MatchingData extends Credit, Salted {
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  readonly right: readonly string[];
}

/** A target for each source. The response is the lines that have one, in the order of the sources. */
export const behaviour: Behaviour<MatchingData, readonly Pair[]> = {
  type: 'matching',
  read: ({ sources, targets }, fields) => pairsOf(sources, targets, (source) => fields.get(`line-${source}`)?.[0]),
  write: ({ sources }, response) => pairFields(sources, response),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (data, response) => response.length === data.sources.length,
  score: (data, response) => credited(data, shareOfPairs(data, response)),
  encode: (_data, response) => response.flat().join(''),
  decode: ({ sources, targets }, text) => pairsIn(sources, targets, text),
  longest: ({ sources, targets }) => longestPairs(sources, targets),
  interaction: (_data, response) => ({ type: 'matching', response, correct: [] }),
  feedbackKeys: (_data, response) => response.map((line) => line.join('')),
};
