import { type Checked, hasErrors } from '../diagnostics.js';
import { assemble } from './assemble.js';
import { checkTree } from './check-tree.js';
import { packageName } from './package-name.js';
import type { PackageParts } from './package-parts.js';

/** A package before it is a zip. */
export interface PackageTree {
  /** As `packageName` makes it. */
  readonly name: string;
  /** Content by path, in the zip's order. */
  readonly tree: ReadonlyMap<string, Uint8Array>;
}

/** The content of one package, judged by the standard's rules and schemas; absent when they do not allow it. */
export async function packageTree(parts: PackageParts): Promise<Checked<PackageTree>> {
  const tree = assemble(parts);
  const diagnostics = await checkTree(tree, parts);
  return hasErrors(diagnostics) ? { diagnostics } : { value: { name: packageName(parts), tree }, diagnostics };
}
