import type { Diagnostic } from '../diagnostics.js';
import { allRules } from './all-rules.js';
import { fault } from './fault.js';
import type { Package } from './package.js';
import { type SchemaSet, validateXml } from './validate-xml.js';

/**
 * Judges a package of our own by every rule of its standard, and by schemas where some are given (`package/schema`).
 * Ours meet them all, so every breach is an error, however mild it would be in a package of others.
 * Each diagnostic is `package/<rule id>` and names the file inside the package.
 */
export async function checkPackage(pkg: Package, schemas?: SchemaSet): Promise<readonly Diagnostic[]> {
  const { manifest } = pkg;
  const found = allRules
    .filter((rule) => rule.protocols.includes(manifest.protocol))
    .flatMap((rule) => rule.breaches(pkg).map((b) => fault(rule.id, b, b.message, b.hint)));
  const bytes = pkg.files.get(manifest.file);
  if (schemas === undefined || bytes === undefined) return found;
  return [...found, ...(await bySchemas(bytes, manifest.file, schemas))];
}

/** Of each set the manifest that was judged last: most changes of a module leave its manifest as it was. */
const judged = new WeakMap<SchemaSet, { readonly text: string; readonly found: readonly Diagnostic[] }>();

async function bySchemas(bytes: Uint8Array, file: string, schemas: SchemaSet): Promise<readonly Diagnostic[]> {
  const text = `${file}\n${Buffer.from(bytes).toString('latin1')}`;
  const last = judged.get(schemas);
  if (last?.text === text) return last.found;
  const found = await validateXml(bytes, file, schemas);
  judged.set(schemas, { text, found });
  return found;
}
