import type { Checked } from '../diagnostics.js';
import { fault } from './fault.js';
import { readCmi5Manifest } from './manifests/cmi5.js';
import { readScormManifest } from './manifests/scorm.js';
import { readTincanManifest } from './manifests/tincan.js';
import type { Manifest } from './package.js';
import { readXml, type XmlElement } from './read-xml.js';

/** Reads one standard's manifest; `file` is its name in the package. */
type Reader = (root: XmlElement, file: string) => Checked<Manifest>;

/** The manifests that are known, by their name at the root of a package. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['cmi5.xml', readCmi5Manifest],
  ['tincan.xml', readTincanManifest],
  ['imsmanifest.xml', readScormManifest],
]);

/** Manifests larger than this are not opened. */
const manifestBytes = 8 * 1024 * 1024;

/**
 * What a package's manifest says. A package with manifests of two standards is read by the first of
 * cmi5, xAPI, SCORM; a rule tells of the other.
 * @param label the package's name, for diagnostics
 */
export async function readManifest(files: ReadonlyMap<string, Uint8Array>, label: string): Promise<Checked<Manifest>> {
  for (const [file, read] of readers) {
    const bytes = files.get(file);
    if (bytes === undefined) continue;
    if (bytes.length > manifestBytes) {
      const message = `The manifest has ${bytes.length} bytes; ${manifestBytes} are allowed.`;
      return {
        diagnostics: [fault('manifest-too-large', { file }, message, 'split the course into several packages.')],
      };
    }
    const xml = await readXml(bytes, file);
    return xml.value === undefined ? { diagnostics: xml.diagnostics } : read(xml.value, file);
  }
  return { diagnostics: [manifestMissing(files, label)] };
}

/** Names of the manifests that stand at the package's root, in the order in which they are looked for. */
export function manifestsIn(names: Iterable<string>): readonly string[] {
  const there = new Set(names);
  return [...readers.keys()].filter((name) => there.has(name));
}

function manifestMissing(files: ReadonlyMap<string, Uint8Array>, label: string) {
  const known = [...readers.keys()];
  const elsewhere = [...files.keys()].find((name) => known.includes((name.split('/').at(-1) ?? '').toLowerCase()));
  const names = known.join(', ');
  return elsewhere === undefined
    ? fault(
        'manifest-missing',
        { file: label },
        `There is no manifest at the root of the package (${names}).`,
        'send a SCORM, cmi5 or xAPI package.',
      )
    : fault(
        'manifest-missing',
        { file: label },
        `The manifest is at ${elsewhere}, not at the root of the package.`,
        'zip the content of the folder, not the folder, and keep the name in lower case.',
      );
}
