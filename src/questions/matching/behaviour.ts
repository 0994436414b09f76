import type { Behaviour } from '../behaviour.js';

/**
 * Ids by authored position: sources 1, 2, 3 ..., targets a, b, c ...; the target at the source's own position is right.
 */
export interface MatchingData {
  readonly sources: readonly string[];
  readonly targets: readonly string[];
}

/** A chosen target for a source. */
type Line = readonly [source: string, target: string];

/** A target for each source. The response is the lines that have one, in the order of the sources. */
export const behaviour: Behaviour<MatchingData, readonly Line[]> = {
  type: 'matching',
  read: (data, fields) => lines(data, (source) => fields.get(`line-${source}`)?.[0]),
  write: (data, response) =>
    new Map(
      data.sources.map((source) => [
        `line-${source}`,
        response.filter(([from]) => from === source).map(([, to]) => to),
      ]),
    ),
  isAnswered: (_data, response) => response.length > 0,
  isComplete: (data, response) => response.length === data.sources.length,
  score: (data, response) => {
    const right = key(data);
    return response.filter(([from, to]) => right.some(([s, t]) => s === from && t === to)).length / right.length;
  },
  encode: (_data, response) => response.flat().join(''),
  decode: (data, text) => lines(data, (source) => text.charAt(text.indexOf(source) + 1 || text.length)),
  longest: (data) => key(data).flat().join(''),
  interaction: (data, response) => ({ type: 'matching', response, correct: [key(data)] }),
  feedbackKeys: (_data, response) => response.map((line) => line.join('')),
};

function lines(data: MatchingData, chosen: (source: string) => string | undefined): Line[] {
  return data.sources.flatMap((source) => {
    const target = data.targets.find((id) => id === chosen(source));
    return target === undefined ? [] : [[source, target] as const];
  });
}

function key(data: MatchingData): Line[] {
  return data.sources.flatMap((source, position) => {
    const target = data.targets[position];
    return target === undefined ? [] : [[source, target] as const];
  });
}
