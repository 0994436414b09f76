import { type Salted, seal } from './pure-seal.js';

/** A target chosen for a source; both are ids of one character. */
export type Pair = readonly [source: string, target: string];

/** The pairs of those sources for which a known target is chosen, in the order of the sources. */
export function pairsOf(
  sources: readonly string[],
  targets: readonly string[],
  chosen: (source: string) => string | undefined,
): Pair[] {
  return sources.flatMap((source) => {
    const target = targets.find((id) => id === chosen(source));
    return target === undefined ? [] : [[source, target] as const];
  });
}

/** The pairs of an encoded text: `1a2b`. */
export function pairsIn(sources: readonly string[], targets: readonly string[], text: string): Pair[] {
  return pairsOf(sources, targets, (source) => text.charAt(text.indexOf(source) + 1 || text.length));
}

/** The form's fields of pairs: `line-<source>`. */
export function pairFields(sources: readonly string[], pairs: readonly Pair[]): Map<string, string[]> {
  return new Map(
    sources.map((source) => [`line-${source}`, pairs.filter(([from]) => from === source).map(([, to]) => to)]),
  );
}

/** The share of the right pairs, which are sealed, that are among these: 0 to 1. */
export function shareOfPairs(data: Salted & { readonly right: readonly string[] }, pairs: readonly Pair[]): number {
  return pairs.filter((pair) => data.right.includes(seal(data, pair.join('')))).length / data.right.length;
}

/** An encoded answer as long as any: a target for each source. */
export function longestPairs(sources: readonly string[], targets: readonly string[]): string {
  return sources.map((source) => source + (targets[0] ?? '')).join('');
}
