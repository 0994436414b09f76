import { closest as nearest, distance } from 'fastest-levenshtein';

/** The known word that was probably meant, or undefined when none is near (more than a third of its letters differ). */
export function closest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = nearest(word.toLowerCase(), [...known]);
  const limit = Math.max(2, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(word.toLowerCase(), best.toLowerCase()) <= limit ? best : undefined;
}
