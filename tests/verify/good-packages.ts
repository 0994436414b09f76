import { assemble } from '../../src/packager/assemble.js';
import { opened, partsFor, targetNamed } from '../packager/parts.js';
import type { RawEntry } from './raw-zip.js';

/** The targets whose packages have a manifest: what is judged by its standard. */
export const goodTargets: readonly string[] = opened.map((o) => o.target.id).filter((id) => id !== 'web');

/** The files of a package without fault, the manifest first. */
export function goodPackage(target: string): readonly RawEntry[] {
  return [...assemble(partsFor(targetNamed(target), { launchData: target === 'xapi' ? '' : 'x=1' }))].map(
    ([name, content]) => ({ name, content }),
  );
}
