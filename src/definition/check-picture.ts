import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Place } from '../diagnostics.js';
import { loadLibxml } from '../load-libxml.js';
import { fault } from './fault.js';
import { type Folder, topOf } from './files.js';
import type { PictureVerdicts } from './picture-verdicts.js';

/** How a kind of picture begins, and how one tells that it is all there. SVG is text and told apart. */
interface Kind {
  readonly name: string;
  readonly endings: readonly string[];
  begins(bytes: Buffer): boolean;
  isWhole(bytes: Buffer): boolean;
}

const kinds: readonly Kind[] = [
  {
    // PNG 3rd edition, 5.2 and 11.2.5: the signature, and the chunk IEND at the end.
    name: 'PNG',
    endings: ['.png'],
    begins: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
    isWhole: pngIsWhole,
  },
  {
    // ITU-T T.81, B.1.1.3: the markers SOI and EOI.
    name: 'JPEG',
    endings: ['.jpg', '.jpeg'],
    begins: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
    isWhole: jpegIsWhole,
  },
  {
    // RFC 9649, 2.3: RIFF, the size of what follows, WEBP.
    name: 'WebP',
    endings: ['.webp'],
    begins: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    isWhole: (bytes) => bytes.length >= bytes.readUInt32LE(4) + 8,
  },
];

/** A picture of `media/`: that it is what its name says, and whole. What is wrong with it no browser would tell an author. */
export async function checkPicture(
  report: (found: Diagnostic) => void,
  file: Folder,
  verdicts: PictureVerdicts,
): Promise<void> {
  const ending = path.extname(file.path).toLowerCase();
  const named = kinds.find(({ endings }) => endings.includes(ending));
  if (named === undefined && ending !== '.svg') return;
  const bytes = await readFile(file.path);
  await verdicts.of(file.shownAs, bytes, report, (tell) => look(tell, file, bytes));
}

async function look(report: (found: Diagnostic) => void, file: Folder, bytes: Buffer): Promise<void> {
  const ending = path.extname(file.path).toLowerCase();
  const named = kinds.find(({ endings }) => endings.includes(ending));
  const say = (message: string, hint: string, place: Place = topOf(file.shownAs)) =>
    report(fault('media/damaged', place, message, hint));
  if (bytes.length === 0) return say('This picture is an empty file.', againHint);
  const found = kinds.find(({ begins }) => begins(bytes));
  if (found === undefined) {
    if (named === undefined) return checkSvg(bytes, file, say);
    return say(`This file is named ${ending}, but holds no picture.`, isPointer(bytes) ? pointerHint : againHint);
  }
  if (found !== named) {
    const to = `${path.basename(file.path, path.extname(file.path))}${found.endings[0] ?? ''}`;
    return say(
      `This file is named ${ending}, but is a ${found.name} picture.`,
      `rename it to \`${to}\`, here and where it is shown`,
    );
  }
  if (!found.isWhole(bytes)) say('This picture is cut off: its end is missing.', againHint);
}

const againHint = 'save it once more from the program that made it, and copy it here whole';
const pointerHint = 'this is a note of Git LFS, not the file: run `git lfs pull`';

/** What Git LFS leaves in the place of a file (git-lfs, docs/spec.md). */
function isPointer(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 42).startsWith('version https://git-lfs.github.com/spec/');
}

/** Chunk by chunk, for the letters IEND may stand in a picture's data as well. */
function pngIsWhole(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += bytes.readUInt32BE(at) + 12) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return true;
  }
  return false;
}

/** Segment by segment, for an EOI may stand in the thumbnail of one; behind a scan's header its data goes on to the next marker. */
function jpegIsWhole(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return false;
    if (marker === 0xd9) return true;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isScan = marker === 0xda;
    at += 2 + bytes.readUInt16BE(at + 2);
    if (isScan) at = nextMarker(bytes, at);
  }
  return bytes[at] === 0xff && bytes[at + 1] === 0xd9;
}

/** In a scan's data, FF 00 is a byte FF, and FF D0 to FF D7 only divide it (T.81, B.1.1.5 and B.2.1). */
function nextMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return bytes.length;
}

/** Well-formed XML with `svg` at its root: browsers show nothing else in an `img`. */
async function checkSvg(
  bytes: Buffer,
  file: Folder,
  say: (message: string, hint: string, place?: Place) => void,
): Promise<void> {
  if (isPointer(bytes)) return say('This file is named .svg, but holds no picture.', pointerHint);
  // A document type of its own with entities, as drawing programs write it, is left as it is: nothing is fetched.
  const { ParseOption, XmlDocument, XmlLibError } = await loadLibxml();
  const option = ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_SYS_CATALOG;
  try {
    const document = XmlDocument.fromBuffer(bytes, { option });
    const { name, namespaceUri } = document.root;
    document.dispose();
    if (name !== 'svg') say(`This file is named .svg, but holds <${name}> and no picture.`, againHint);
    else if (namespaceUri !== svgNamespace)
      say(
        'This SVG does not say that it is one, and browsers show nothing.',
        `write \`<svg xmlns="${svgNamespace}" ...\``,
      );
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const [first] = error.details;
    const place = { file: file.shownAs, line: first?.line ?? 1, column: Math.max(1, first?.col ?? 1) };
    const said = inWords((first?.message ?? error.message).trim());
    say(`This SVG cannot be read from here on: ${said}.`, svgHint, place);
  }
}

/** The parser names its own functions, and of a lone & only that. */
function inWords(said: string): string {
  if (said.startsWith('xmlParseEntityRef')) return 'an & stands alone';
  return said.replace(/^xml\w+: /, '').replace(/\.$/, '');
}

const svgNamespace = 'http://www.w3.org/2000/svg';
const svgHint = 'save it once more from the program that made it; by hand: close every element, and write & as `&amp;`';
