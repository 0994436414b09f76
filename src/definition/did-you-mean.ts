import { closest, distance } from 'fastest-levenshtein';

/** The candidate that the author most likely meant, or undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const list = [...candidates].filter((candidate) => candidate !== word);
  if (list.length === 0 || word.length === 0) return undefined;
  const folded = fold(word);
  const same = list.find((candidate) => fold(candidate) === folded);
  if (same !== undefined) return same;
  const near = closest(word, list);
  // A third of the letters may be wrong: `single-choise` is near, `essay` is not near `matching`.
  return distance(word, near) <= Math.max(1, Math.floor(Math.max(word.length, near.length) / 3)) ? near : undefined;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
