import { fault } from './fault.js';
import { type Entry, topOf } from './files.js';
import type { Reader } from './reader.js';

/** A file with the ending that this folder takes; anything else is told, for it would be passed over without a word. */
export function isNamed(reader: Reader, entry: Entry, ending: Ending): boolean {
  if (entry.kind === 'file' && entry.name.endsWith(ending)) return true;
  if (isAside(entry) || entry.kind === 'outside') return false;
  const hint = `only files that end in ${ending} are read in this folder; rename it, or begin its name with _`;
  // `q1.yml` was surely meant to be read; a forgotten backup was not.
  const severity = isLost(entry, ending) ? 'error' : 'warning';
  reader.report(
    fault('file/not-read', topOf(entry.shownAs), `The compiler does not read \`${entry.name}\` here.`, hint, severity),
  );
  return false;
}

export type Ending = '.md' | '.yaml';
const likely: Readonly<Record<Ending, RegExp>> = { '.md': /\.(md|markdown|mdx|markdoc)$/i, '.yaml': /\.ya?ml$/i };

/** True for something that was meant to be read, and is not. */
export function isLost(entry: Entry, ending: Ending): boolean {
  return likely[ending].test(entry.name) && !isAside(entry) && !(entry.kind === 'file' && entry.name.endsWith(ending));
}

/** A note to authors, or something kept aside on purpose. */
export function isAside(entry: Entry): boolean {
  return entry.name.startsWith('_') || /^readme/i.test(entry.name);
}
