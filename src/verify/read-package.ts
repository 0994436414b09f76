import type { Checked } from '../diagnostics.js';
import type { Package } from './package.js';
import { readManifest } from './read-manifest.js';
import { type ZipLimits, zipLimits } from './zip/list-zip.js';
import { readZip, wholeFile } from './zip/read-zip.js';
import { bytesSource } from './zip/zip-source.js';

/**
 * Reads any package: zip, files, and what its manifest says. It refuses what is unsafe or unreadable and does not
 * judge the rest; `checkPackage` does.
 * @param options.label the package's name in diagnostics
 */
export async function readPackage(
  bytes: Uint8Array,
  options: { readonly label?: string; readonly limits?: ZipLimits } = {},
): Promise<Checked<Package>> {
  const label = options.label ?? 'the package';
  const zip = await readZip(bytesSource(bytes), label, wholeFile, options.limits ?? zipLimits);
  if (zip.value === undefined) return { diagnostics: zip.diagnostics };
  const manifest = await readManifest(zip.value.files, label);
  if (manifest.value === undefined) return { diagnostics: manifest.diagnostics };
  return {
    value: { ...zip.value, manifest: manifest.value },
    diagnostics: [...zip.diagnostics, ...manifest.diagnostics],
  };
}
