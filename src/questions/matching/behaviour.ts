import type { Behaviour } from '../behaviour.js';
import { type Credit, credited } from '../pure-credit.js';
import { type Pair, pairFields, pairsIn, pairsOf, shareOfPairs } from '../pure-pairs.js';

/**
 * Ids by authored position: sources 1, 2, 3 ..., targets a, b, c ...; the target at the source's own position is right.
 */
export interface MatchingData extends Credit {
  readonly sources: readonly string[];
  readonly targets: readonly string[];
}

/** A target for each source. The response is the lines that have one, in the order of the sources. */
export const behaviour: Behaviour<MatchingData, readonly Pair[]> = {
  type: 'matching',
  read: ({ sources, targets }, fields) => pairsOf(sources, targets, (source) => fields.get(`line-${source}`)?.[0]),
  write: ({ sources }, response) => pairFields(sources, response),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (data, response) => response.length === data.sources.length,
  score: (data, response) => credited(data, shareOfPairs(key(data), response)),
  encode: (_data, response) => response.flat().join(''),
  decode: ({ sources, targets }, text) => pairsIn(sources, targets, text),
  longest: (data) => key(data).flat().join(''),
  interaction: (data, response) => ({ type: 'matching', response, correct: [key(data)] }),
  feedbackKeys: (_data, response) => response.map((line) => line.join('')),
};

function key(data: MatchingData): Pair[] {
  return data.sources.flatMap((source, position) => {
    const target = data.targets[position];
    return target === undefined ? [] : [[source, target] as const];
  });
}
