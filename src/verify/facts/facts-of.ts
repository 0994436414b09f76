import type { Judged } from '../package.js';
import type { FileFacts } from './file-facts.js';
import { scanFile } from './scan-file.js';

const known = new WeakMap<Judged, ReadonlyMap<string, FileFacts>>();

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

const scanned = new WeakMap<Uint8Array, { readonly name: string; readonly facts: FileFacts }>();

/** Bytes in memory are never changed, and stand in several packages: the pages of a module in one for each target. */
function factsOfFile(name: string, bytes: Uint8Array): FileFacts {
  const last = scanned.get(bytes);
  if (last?.name === name) return last.facts;
  const facts = scanFile(name, bytes);
  scanned.set(bytes, { name, facts });
  return facts;
}
