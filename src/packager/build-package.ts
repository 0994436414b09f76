import { createHash } from 'node:crypto';
import { type Checked, hasErrors } from '../diagnostics.js';
import type { PackageParts } from './package-parts.js';
import { packageTree } from './package-tree.js';
import { zip } from './zip.js';

/** A package in memory, ready to be written. */
export interface BuiltPackage {
  /** As `packageName` makes it. */
  readonly name: string;
  readonly content: Uint8Array;
  /** Of the content, hexadecimal. */
  readonly sha256: string;
}

/** Makes one package: assembles it, judges it by the standard's rules and schemas, and zips it when they allow. */
export async function buildPackage(parts: PackageParts): Promise<Checked<BuiltPackage>> {
  const { name, tree, judge } = packageTree(parts);
  const diagnostics = await judge();
  if (hasErrors(diagnostics)) return { diagnostics };
  const content = await zip(tree);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { value: { name, content, sha256 }, diagnostics };
}
