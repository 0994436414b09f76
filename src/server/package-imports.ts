import type { Checked } from '../diagnostics.js';
import { importFault } from '../launch/cmi5/import-faults.js';
import { launchProtocols } from '../launch/protocols/all.js';
import type { Package } from '../verify/package.js';
import { readManifest } from '../verify/read-manifest.js';
import { readPackage } from '../verify/read-package.js';
import { zipLimits } from '../verify/zip/list-zip.js';
import { readZip, wholeFile } from '../verify/zip/read-zip.js';
import { bytesSource } from '../verify/zip/zip-source.js';
import type { BuiltPackage } from './catalogue.js';
import { packageFile } from './module-routes.js';
import { ReplyError } from './reply-error.js';

/** Imports a built package as an LMS would: read, refuse what is unsafe, understand the manifest. Kept until it changes. */
export function packageImports(): (built: BuiltPackage) => Promise<Package> {
  const zipped = keptByContent(async (bytes, label) => usable(await readPackage(bytes, { label })));
  const bare = new WeakMap<object, Promise<Package>>();
  return (built) => {
    const { tree, file } = built;
    if (!tree) return zipped(built);
    const opened = bare.get(tree) ?? readTree(tree, file).then(usable);
    bare.set(tree, opened);
    return opened;
  };
}

/** The same of a package that is no zip yet. */
async function readTree(files: Package['files'], label: string): Promise<Checked<Package>> {
  const { value: manifest, diagnostics } = await readManifest(files, label);
  return manifest ? { value: { files, entries: [], manifest }, diagnostics } : { diagnostics };
}

/** Refuses what can't be launched. */
function usable({ value, diagnostics }: Checked<Package>): Package {
  const faults = value
    ? (launchProtocols[value.manifest.protocol].importFaults?.(value) ?? [])
    : diagnostics.map(importFault);
  if (!value || faults.length > 0) throw new ReplyError(422, 'This package cannot be imported', faults.join(' '));
  return value;
}

/** The files of plain web pages, which have no manifest. Kept until the zip changes. */
export function webFiles(): (built: BuiltPackage) => Promise<Package['files']> {
  return keptByContent(async (bytes, label) => {
    const { value, diagnostics } = await readZip(bytesSource(bytes), label, wholeFile, zipLimits);
    if (!value) throw new ReplyError(422, 'These pages cannot be opened', diagnostics.map(importFault).join(' '));
    return value.files;
  });
}

function keptByContent<Value>(
  read: (bytes: Uint8Array, label: string) => Promise<Value>,
): (built: BuiltPackage) => Promise<Value> {
  const kept = new Map<string, { readonly sha256: string; readonly value: Value }>();
  return async (built) => {
    const { bytes, sha256 } = await packageFile(built);
    const known = kept.get(built.file);
    if (known?.sha256 === sha256) return known.value;
    const value = await read(bytes, built.file);
    kept.set(built.file, { sha256, value });
    return value;
  };
}
