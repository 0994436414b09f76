import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

/**
 * What a check of a module depends on, as short keys: equal keys mean equal faults. Read anew at each call, by content
 * and not by date, for dates lie (a checkout, a copy, a clock).
 */
export interface InputKeys {
  /** What all modules share: every file beside them, and every folder whose name begins with `_`. */
  shared(): string;
  /** One module's folder. */
  module(id: string): string;
}

/**
 * @param modulesFolder absolute
 * @param shownAs how diagnostics show that folder: it stands in every fault that is kept
 */
export function inputKeys(modulesFolder: string, shownAs: string): InputKeys {
  return {
    shared() {
      const hash = createHash('sha256').update(shownAs);
      for (const entry of entriesOf(modulesFolder)) {
        if (!entry.isDirectory() || entry.name.startsWith('_')) add(hash, modulesFolder, entry);
      }
      return hash.digest('hex');
    },
    module(id) {
      const hash = createHash('sha256').update(id);
      addFolder(hash, path.join(modulesFolder, id));
      return hash.digest('hex');
    },
  };
}

/** A text may have a megabyte, and a picture is judged by all its bytes: of films only that they are there matters. */
const readWhole = 4_000_000;
const picture = /\.(?:png|jpe?g|webp|svg)$/i;

function addFolder(hash: Hash, folder: string): void {
  for (const entry of entriesOf(folder)) add(hash, folder, entry);
  hash.update('\0end');
}

function add(hash: Hash, folder: string, entry: Dirent): void {
  const place = path.join(folder, entry.name);
  hash.update(`\0${entry.name}\0`);
  if (entry.isDirectory()) addFolder(hash, place);
  else if (entry.isSymbolicLink()) hash.update(linkAt(place));
  else if (entry.isFile()) addContent(hash, place);
  else hash.update('other');
}

function addContent(hash: Hash, place: string): void {
  let file: number | undefined;
  try {
    file = openSync(place, 'r');
    const { size, mtimeMs } = fstatSync(file);
    // The length first: else what stands in two files could stand in one.
    if (size > readWhole && !picture.test(place)) hash.update(`large ${size} ${mtimeMs}`);
    else hash.update(`${size}\0`).update(readFileSync(file));
  } catch (error) {
    hash.update(`unreadable ${codeOf(error)}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Where it leads, and what is there: a fault or the file's content follow from both. */
function linkAt(place: string): string {
  try {
    const target = realpathSync(place);
    const content = createHash('sha256');
    if (statSync(target).isFile()) addContent(content, target);
    else content.update('folder');
    return `link ${readlinkSync(place)} ${target} ${content.digest('hex')}`;
  } catch (error) {
    return `link ${codeOf(error)}`;
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
