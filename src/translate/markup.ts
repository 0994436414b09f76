import { blocks } from '../definition/blocks/blocks.js';

/** A text taken apart: words, and markup that a translator moves but does not change. */
export type Piece = string | { readonly code: string };

// Tags, code, images and links, emphasis, escapes, places to fill.
const marks =
  /\{%.*?%\}|`[^`]*`|!?\[(?=[^\]]*\]\()|\]\([^)\s]*\)|\*\*|__|\*|(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])|\\[^\s\w]|\{\w+\}/gu;

/** Inline Markdown in its pieces; put together again they are the same text. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    pieces.push(...tagPieces(match[0]));
    from = match.index + match[0].length;
  }
  return from < text.length ? [...pieces, text.slice(from)] : pieces;
}

/** What a tag inside a sentence says in words, as `as` of a term does, and may say otherwise in each language. */
const words = new RegExp(
  `(\\s(?:${[...blocks.values()]
    .filter(({ inline }) => inline)
    .flatMap(({ attributes }) => Object.entries(attributes))
    .flatMap(([name, { kind, values }]) => (kind === 'text' && values === undefined ? [name] : []))
    .join('|')})\\s*=\\s*")((?:[^"\\\\]|\\\\.)+)(")`,
);

/** A tag, but for its words. */
function tagPieces(code: string): readonly Piece[] {
  const found = code.startsWith('{%') ? words.exec(code) : null;
  const [, before, said] = found ?? [];
  if (found === null || before === undefined || said === undefined) return [{ code }];
  const start = found.index + before.length;
  return [{ code: code.slice(0, start) }, said, { code: code.slice(start + said.length) }];
}

/** The markup that a translation must hold exactly as often as its source: tags, links, places to fill. */
export function neededCodes(text: string): readonly string[] {
  return [...text.matchAll(marks)]
    .map(([code]) => (code.startsWith('{%') ? code.replace(words, '') : code))
    .filter((code) => /^(\{|\]\()/.test(code))
    .sort();
}

/** What a translation lacks of its source's markup, and what it holds besides. */
export function changedCodes(source: string, target: string): { lost: readonly string[]; added: readonly string[] } {
  const [needed, given] = [neededCodes(source), neededCodes(target)];
  return { lost: without(needed, given), added: without(given, needed) };
}

function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return all.filter((code) => {
    const at = left.indexOf(code);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
