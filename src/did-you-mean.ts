import { closest, distance } from 'fastest-levenshtein';

/** The candidate that the author most likely meant, or undefined when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const list = [...candidates].filter((candidate) => candidate !== word);
  if (list.length === 0 || word.length === 0) return undefined;
  const folded = fold(word);
  const same = list.find((candidate) => fold(candidate) === folded);
  if (same !== undefined) return same;
  const near = closest(word, list);
  const length = Math.max(word.length, near.length);
  // A third of the letters may be wrong, two swapped ones (`titel`) anyway: `essay` is still not near `matching`.
  const allowed = length < 5 ? 1 : Math.max(2, Math.floor(length / 3));
  return distance(word, near) <= allowed ? near : undefined;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
