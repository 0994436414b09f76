import type { Judged } from '../package.js';
import type { FileFacts } from './file-facts.js';
import { endingOf, scanFile } from './scan-file.js';

const known = new WeakMap<Judged, ReadonlyMap<string, FileFacts>>();
/** Facts of bytes by the ending they were read under: the same file goes into the packages of many targets. */
const scanned = new WeakMap<Uint8Array, Map<string, FileFacts>>();

/** The facts of each file of a package: those that were found on reading it, or found now, once for all rules. */
export function factsOf(pkg: Judged): ReadonlyMap<string, FileFacts> {
  const kept = known.get(pkg);
  if (kept !== undefined) return kept;
  const facts = new Map(
    [...pkg.files].map(([name, file]) => [name, file instanceof Uint8Array ? factsOfFile(name, file) : file] as const),
  );
  known.set(pkg, facts);
  return facts;
}

function factsOfFile(name: string, bytes: Uint8Array): FileFacts {
  const byEnding = scanned.get(bytes) ?? new Map<string, FileFacts>();
  scanned.set(bytes, byEnding);
  const ending = endingOf(name);
  const facts = byEnding.get(ending) ?? scanFile(name, bytes);
  byEnding.set(ending, facts);
  return facts;
}
