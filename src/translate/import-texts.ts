import { ownList } from '../definition/translation/own-list.js';
import { textHash } from '../definition/translation/record.js';
import type { TextPair } from '../definition/translation/text-pair.js';
import { changedCodes } from './markup.js';
import type { FileProblem, ReadFile, ReadText } from './translation-file.js';
import { type OpenTranslation, stateOf } from './translation-texts.js';

/** What a file brings: the texts to take, by the pair they belong to. */
export interface Imported {
  readonly texts: ReadonlyMap<TextPair, ReadText>;
  /** Not taken: their source has changed since the export. */
  readonly skipped: readonly ReadText[];
  /** With one of them nothing at all is taken. */
  readonly problems: readonly FileProblem[];
}

/** Holds a file that came back to the module as it is now. */
export function importTexts(
  { id, translation, from }: OpenTranslation,
  read: NonNullable<ReadFile['value']>,
): Imported {
  const problems: FileProblem[] = [];
  const skipped: ReadText[] = [];
  const texts = new Map<TextPair, ReadText>();
  const refuse = (line: number, message: string): void => void problems.push({ line, message });
  if (read.from !== from) refuse(1, `The file translates from "${read.from}", but ${id} is written in "${from}".`);
  for (const text of read.texts) {
    const inFile = translation.pairs.filter((pair) => pair.file === text.file);
    if (inFile.length === 0) {
      refuse(text.line, `${id} has no text in \`${text.file}\`.`);
      continue;
    }
    const same = inFile.filter((pair) => textHash(pair.source) === textHash(text.source));
    const pair =
      same.find(({ key }) => key === text.key) ?? (same.length === 1 && same[0]?.path === null ? same[0] : undefined);
    if (pair === undefined) {
      // A key that was there at the export: then the text has changed. Any other was never ours.
      const isKnown =
        inFile.some(({ key }) => key === text.key) ||
        inFile.some(({ path }) => path === null && /^\d+\/\d+$/.test(text.key));
      if (isKnown) skipped.push(text);
      else refuse(text.line, `There is no text "${text.key}" in \`${text.file}\`.`);
      continue;
    }
    if (texts.has(pair)) refuse(text.line, `"${text.key}" of \`${text.file}\` stands in the file twice.`);
    texts.set(pair, text);
    if (text.target === null || sameText(text.target, pair.target)) continue;
    if (pair.isList) {
      if (ownList.entries(text.target).length === 0)
        refuse(text.line, `The translation of "${text.key}" names no answer between its |.`);
      continue;
    }
    const { lost, added } = changedCodes(pair.source, text.target);
    if (lost.length > 0)
      refuse(text.line, `The translation of "${text.key}" has lost ${lost.map(shown).join(', ')} of its source.`);
    if (added.length > 0)
      refuse(
        text.line,
        `The translation of "${text.key}" holds ${added.map(shown).join(', ')}, which its source does not.`,
      );
    if (lost.length + added.length === 0 && /\{%|%\}/.test(text.target.replace(/\{%.*?%\}/g, '')))
      refuse(text.line, `The translation of "${text.key}" holds half of a tag.`);
  }
  return { texts, skipped, problems };
}

/** True when a text is taken as a translation of today's source: it was worked on, or is declared to be done. */
export function isAccepted(
  pair: TextPair,
  text: ReadText | undefined,
  translation: OpenTranslation['translation'],
): boolean {
  if (text?.target == null) return stateOf(pair, translation) === 'done';
  return text.state === 'done' || !sameText(text.target, pair.target) || stateOf(pair, translation) === 'done';
}

export function sameText(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && oneLine(a) === oneLine(b);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shown(code: string): string {
  return `\`${code}\``;
}
