import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Place } from '../diagnostics.js';
import { fault } from './fault.js';
import { type SourceText, sourceText } from './source-text.js';

/** A folder on the disk with the path that an author would type for it. */
export interface Folder {
  /** Absolute path. */
  readonly path: string;
  /** Path in diagnostics, with forward slashes (`modules/cpm-foundations`). */
  readonly shownAs: string;
}

export interface Entry extends Folder {
  readonly name: string;
  /** `outside`: a link out of the module folder, reported already. */
  readonly kind: 'file' | 'folder' | 'other' | 'outside';
}

/** Largest text file that is read, in bytes. */
export const largestText = 1_000_000;

/** The folder or file of a name inside a folder. */
export function inside(folder: Folder, name: string): Folder {
  return { path: path.join(folder.path, name), shownAs: `${folder.shownAs}/${name}` };
}

/** Place of a file as a whole. */
export function topOf(file: string): Place {
  return { file, line: 1, column: 1 };
}

/**
 * What stands in a folder, by name in code-unit order, so that every machine reads the same order; hidden names left out.
 * A link that leads out of `root` is reported. Null when the folder does not exist.
 */
export async function listFolder(
  folder: Folder,
  root: Folder,
  report: (d: Diagnostic) => void,
): Promise<readonly Entry[] | null> {
  const found = await readdir(folder.path, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (found === null) return null;
  const entries: Entry[] = [];
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const here = { ...inside(folder, entry.name), name: entry.name };
    if (!entry.isSymbolicLink()) {
      entries.push({ ...here, kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other' });
      continue;
    }
    const kind = await kindOfLink(here.path, root.path);
    if (kind === 'outside') report(outside(here.shownAs));
    entries.push({ ...here, kind });
  }
  return entries;
}

/** The text of a file, LF and without BOM; or what is wrong with it. Null and no report when the file does not exist. */
export async function readText(
  file: Folder,
  root: Folder,
  report: (d: Diagnostic) => void,
): Promise<SourceText | null> {
  const found = await lstat(file.path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (found === null) return null;
  if (found.isSymbolicLink() && (await kindOfLink(file.path, root.path)) === 'outside') {
    report(outside(file.shownAs));
    return null;
  }
  const size = found.isFile() ? found.size : await sizeBehindLink(file.path);
  if (size === null) {
    report(
      fault('file/unreadable', topOf(file.shownAs), 'This is not a file.', 'put a text file of this name in its place'),
    );
    return null;
  }
  if (size > largestText) {
    report(tooLarge(file.shownAs, size));
    return null;
  }
  return decode(file.shownAs, await readFile(file.path), report);
}

/** Bytes as text: UTF-8 only, no control characters, line ends as LF. */
export function decode(shownAs: string, bytes: Uint8Array, report: (d: Diagnostic) => void): SourceText | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    report(notUtf8(shownAs, bytes));
    return null;
  }
  const source = sourceText(shownAs, text.replace(/\r\n?/g, '\n'));
  // XML 1.0 knows none of these (section 2.2), and every manifest is XML.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/.exec(source.text);
  if (control === null) return source;
  const code = control[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
  report(
    fault(
      'file/control-character',
      source.at(control.index),
      `An invisible control character (U+${code}) stands here.`,
      'delete it; it often comes in with text copied from another program',
    ),
  );
  return null;
}

function notUtf8(shownAs: string, bytes: Uint8Array): Diagnostic {
  // U+FFFD stands for the first bad byte; a genuine U+FFFD before it is not told apart, which only shifts the place.
  const lenient = sourceText(shownAs, new TextDecoder('utf-8').decode(bytes).replace(/\r\n?/g, '\n'));
  const at = Math.max(0, lenient.text.indexOf('\uFFFD'));
  const is16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return fault(
    'file/not-utf-8',
    is16 ? topOf(shownAs) : lenient.at(at),
    `This file is not UTF-8${is16 ? ' but UTF-16' : ''}, so its letters cannot be read for certain.`,
    'save it with the encoding UTF-8',
  );
}

function tooLarge(shownAs: string, size: number): Diagnostic {
  return fault(
    'file/too-large',
    topOf(shownAs),
    `This file has ${size} bytes; a text file may have ${largestText}.`,
    'split it, or check that it is a text',
  );
}

function outside(shownAs: string): Diagnostic {
  return fault(
    'file/outside-module',
    topOf(shownAs),
    'This is a link to something outside the module folder, or to nothing.',
    'put the file itself here',
  );
}

async function kindOfLink(link: string, root: string): Promise<Entry['kind']> {
  const [target, home] = await Promise.all([realpath(link).catch(() => null), realpath(root)]);
  if (target === null || !target.startsWith(home + path.sep)) return 'outside';
  const found = await lstat(target);
  return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
}

async function sizeBehindLink(file: string): Promise<number | null> {
  const target = await realpath(file).catch(() => null);
  const found = target === null ? null : await lstat(target);
  return found?.isFile() ? found.size : null;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
