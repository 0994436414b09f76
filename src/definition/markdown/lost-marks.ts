import { readableName } from '../readable-name.js';
import type { Scan } from './refused-text.js';
import { childrenOf, type PlacedToken } from './tokens.js';

/** Marks that Markdown passes over without a word, so that learners would read the marks themselves. */
export function refuseLostMarks(scan: Scan, paragraph: PlacedToken): void {
  refuseIndentedMarks(scan, paragraph);
  for (const child of childrenOf(paragraph)) if (child.type === 'text') refuseBlankInAddress(scan, child);
}

/** A heading, list or quotation that four blanks or a tab push out of Markdown's sight (CommonMark 0.31, 4.2, 5.1, 5.2). */
function refuseIndentedMarks({ source, note }: Scan, paragraph: PlacedToken): void {
  const [from, to] = paragraph.map ?? [0, 0];
  for (let line = from; line < to; line += 1) {
    const [, blanks = '', mark = ''] = /^(\s*)(#{1,6} |[-*+] |\d{1,3}[.)] |> ?)\S/.exec(source.line(line)) ?? [];
    if (mark === '' || !/^ {4}|\t/.test(blanks)) continue;
    note({
      code: 'markdown/indented',
      offset: source.offset(line, blanks.length),
      length: mark.trim().length,
      message: `This line is indented so far that its \`${mark.trim()}\` is read as a text, not as a mark.`,
      hint:
        /^[-*+\d]/.test(mark) && line > from
          ? 'begin it further to the left: below the first letter of the list entry that it belongs to, or in the first column'
          : 'begin it in the first column',
    });
  }
}

/** `![text](media/My photo.png)`: an address ends at its first blank (CommonMark 0.31, 6.3), so no image comes of it. */
function refuseBlankInAddress({ source, note }: Scan, token: PlacedToken): void {
  if (!token.content.includes('](')) return;
  const line = token.map?.[0] ?? 0;
  const text = source.line(line);
  const start = token.position?.start ?? 0;
  for (const found of text.matchAll(/(?<!\\)(!?)\[([^\]]*)\]\(\s*([^()<>"]*\s[^()<>"]*?)\s*\)/g)) {
    if (found.index < start - 1 || found.index >= start + token.content.length) continue;
    const [all, mark = '', label = '', address = ''] = found;
    const isImage = mark === '!';
    const name = address.split(/[/\\]/).at(-1) ?? '';
    const mended = isImage ? `media/${readableName(name)}` : address.replaceAll(' ', '%20');
    note({
      code: isImage ? 'media/path' : 'link/address',
      offset: source.offset(line, found.index + all.indexOf(address)),
      length: address.length,
      message: `A blank stands in this address, so ${isImage ? 'no image' : 'no link'} comes of it, and learners read \`${mark}[...](...)\`.`,
      hint: isImage
        ? `rename the file to \`${readableName(name)}\` in the folder \`media\` and write \`![${label}](${mended})\``
        : `write \`[${label}](${mended})\``,
    });
  }
}
