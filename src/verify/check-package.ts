import type { Diagnostic } from '../diagnostics.js';
import { fault } from './fault.js';
import type { Package } from './package.js';
import type { Rule } from './rule.js';
import { cmi5Rules } from './rules/cmi5.js';
import { fileRules } from './rules/files.js';
import { loadRules } from './rules/loads.js';
import { scormFileRules } from './rules/scorm-files.js';
import { scormManifestRules } from './rules/scorm-manifest.js';
import { scormSequencingRules } from './rules/scorm-sequencing.js';
import { xapiRules } from './rules/xapi.js';
import { zipRules } from './rules/zip.js';
import { type SchemaSet, validateXml } from './validate-xml.js';

/** Every rule, from the zip inwards. What cannot even be read is refused by `readPackage`, under ids of its own. */
export const rules: readonly Rule[] = [
  ...zipRules,
  ...fileRules,
  ...loadRules,
  ...scormManifestRules,
  ...scormSequencingRules,
  ...scormFileRules,
  ...cmi5Rules,
  ...xapiRules,
];

/**
 * Judges a package by every rule of its standard, and by schemas where some are given (`package/schema`).
 * Each diagnostic is `package/<rule id>` and names the file inside the package.
 */
export async function checkPackage(pkg: Package, schemas?: SchemaSet): Promise<readonly Diagnostic[]> {
  const { manifest } = pkg;
  const found = rules
    .filter((rule) => rule.protocols.includes(manifest.protocol))
    .flatMap((rule) => rule.breaches(pkg).map((b) => fault(rule.id, b, b.message, b.hint)));
  const bytes = pkg.files.get(manifest.file);
  if (schemas === undefined || bytes === undefined) return found;
  return [...found, ...(await validateXml(bytes, manifest.file, schemas))];
}
