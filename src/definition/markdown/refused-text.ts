import type { SourceText } from '../source-text.js';
import type { NoteSlip } from './slip.js';
import type { PlacedToken } from './tokens.js';

/** What a look through the tokens of one text keeps. */
export interface Scan {
  readonly source: SourceText;
  readonly note: NoteSlip;
  /** Names of HTML elements that were reported open: their ends follow from them. */
  readonly html: Set<string>;
}

/** Raw HTML: refused once an element; a comment is left out. */
export function refuseHtml(scan: Scan, content: string, offset: number): void {
  if (content.startsWith('<!--')) return;
  const name = /^<\/?\s*([A-Za-z][\w:-]*)/.exec(content)?.[1]?.toLowerCase() ?? '';
  if (content.startsWith('</') && scan.html.has(name)) return;
  scan.html.add(name);
  scan.note({
    code: 'markdown/html',
    offset,
    length: content.length,
    message: `Raw HTML stands here: \`${content.length > 40 ? `${content.slice(0, 37)}...` : content}\`.`,
    hint: htmlHints[name] ?? 'write it as Markdown or with a block; to show a < as such, write \\<',
  });
}

const htmlHints: Readonly<Record<string, string>> = {
  b: 'write **strong**',
  strong: 'write **strong**',
  i: 'write *emphasis*',
  em: 'write *emphasis*',
  a: 'write [text](https://...)',
  img: 'write ![what it shows](media/name.svg)',
  br: 'begin a new paragraph with an empty line, or end the line with a backslash',
  p: 'separate paragraphs by an empty line',
  h1: 'write # in front of the heading',
  h2: 'write ## in front of the heading',
  h3: 'write ### in front of the heading',
  iframe: 'nothing is loaded from outside a package; link to it, or use the block `video` with a file of `media/`',
  video: 'use the block `video`',
  details: 'use the block `reveal`',
};

/** `{%` without an end, and comments that are none, stay behind as text; an escaped one (`\\{%`) is meant as text. */
export function refuseLooseMarks(scan: Scan, token: PlacedToken, offset: number): void {
  const tag = looseMark(scan, token, offset, '{%');
  if (tag !== undefined) {
    scan.note({
      code: 'markdown/tag-syntax',
      offset: tag,
      length: 2,
      message: 'A tag begins here and never ends.',
      hint: 'end it with `%}` (or `/%}`), and see that every " in it has its partner',
    });
  }
  const comment = looseMark(scan, token, offset, '<!--');
  if (comment !== undefined) {
    scan.note({
      code: 'markdown/html',
      offset: comment,
      length: 4,
      message: 'A comment begins here and does not end in the same paragraph.',
      hint: 'end it with --> before the next empty line',
    });
  }
}

function looseMark(scan: Scan, token: PlacedToken, offset: number, mark: string): number | undefined {
  if (!token.content.includes(mark)) return undefined;
  const at = scan.source.text.indexOf(mark, offset);
  return at === -1 || scan.source.text[at - 1] === '\\' ? undefined : at;
}
