import { didYouMean } from '../../did-you-mean.js';

/** What to write in the place of a word that the standard does not know: the one that was probably meant, or all there are. */
export function hintFor(word: string, known: readonly string[]): string {
  const near = didYouMean(word, known);
  return near === undefined ? `known are ${known.join(', ') || 'none'}.` : `write ${near}.`;
}
