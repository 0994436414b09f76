import type { Diagnostic } from '../diagnostics.js';
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
  /** Holds it to the standard's rules and schemas: with an error it may not be handed to anybody. */
  judge(): Promise<readonly Diagnostic[]>;
}

/** The content of one package. */
export function packageTree(parts: PackageParts): PackageTree {
  const tree = assemble(parts);
  return { name: packageName(parts), tree, judge: () => checkTree(tree, parts) };
}
