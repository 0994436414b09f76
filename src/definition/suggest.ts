import { didYouMean } from '../did-you-mean.js';

/**
 * A hint for a word that is not among the known ones: the likely one, else what there is.
 * @param otherwise said when nothing is known at all
 */
export function suggest(word: string, known: Iterable<string>, otherwise: string): string {
  const list = [...known];
  const meant = didYouMean(word, list);
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  if (list.length === 0) return otherwise;
  if (list.length === 1) return `the only one here is \`${list[0] ?? ''}\``;
  const shown = list.slice(0, 12).map((name) => `\`${name}\``);
  return `write one of ${shown.join(', ')}${list.length > shown.length ? `, or another of ${list.length}` : ''}`;
}
