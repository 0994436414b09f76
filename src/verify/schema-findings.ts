import type { Finding } from './finding.js';
import type { ScormEdition } from './kind.js';
import { schemasOf } from './schema-sets.js';
import { validateXml } from './validate-xml.js';

/**
 * Faults of a SCORM manifest by the schemas of its edition, at most ten.
 * Metadata of other standards in it (IEEE LOM, IMS) are passed over: no schema of theirs is at hand, and one that is
 * not there is no fault.
 * @param told lines of which a rule of ours has spoken: it says the same better
 */
export async function schemaFindings(
  manifest: Uint8Array,
  file: string,
  edition: ScormEdition,
  told: ReadonlySet<number>,
): Promise<readonly Finding[]> {
  const schemas = schemasOf(edition);
  if (schemas === null) return [];
  const own = new Set(schemas.roots.map(({ namespace }) => namespace));
  const found = await validateXml(manifest, file, schemas, (message) => isOfOthers(message, own));
  return found
    .filter(({ line }) => !told.has(line))
    .map(({ line, message, hint }) => ({
      rule: 'schema',
      severity: 'error',
      file,
      line,
      message,
      remedy: hint,
      source: `the schemas of SCORM ${edition}`,
    }));
}

/** "Element '{http://ltsc.ieee.org/xsd/LOM}lom': No matching global element declaration available, ..." */
function isOfOthers(message: string, own: ReadonlySet<string>): boolean {
  if (!/No matching global (element|attribute) declaration/.test(message)) return false;
  const namespace = /'\{([^}]*)\}/.exec(message)?.[1];
  return namespace !== undefined && !own.has(namespace);
}
