import type { Words } from './words.js';

/**
 * A score for reading: rounded, but never up to a passing score that was not reached (79.6 of 80 shows 79%).
 * The decision itself is taken on the unrounded score (`attempt.ts`).
 */
export function shownPercent(words: Words, score: number, passingScore: number): string {
  const hundredths = Math.round(score * 100) / 100;
  const reached = score + 1e-9 >= passingScore;
  return words.percent(!reached && hundredths >= passingScore ? Math.floor(score * 100) / 100 : hundredths);
}
