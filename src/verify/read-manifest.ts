import type { Checked, Diagnostic } from '../diagnostics.js';
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

/** Names of the manifests that are known, in the order in which they are looked for. */
export const manifestNames: readonly string[] = [...readers.keys()];

/** Manifests larger than this are not opened. */
export const manifestBytes = 4 * 1024 * 1024;

/** Nor those with more tags: each takes some hundred bytes of memory, however few it has in the file. */
const manifestTags = 200_000;

/**
 * What a package's manifest says. A package with manifests of two standards is read by the first of
 * cmi5, xAPI, SCORM; a rule tells of the other.
 * @param label the package's name, for diagnostics
 * @param names everything in the package, where `files` are not all
 */
export async function readManifest(
  files: ReadonlyMap<string, Uint8Array>,
  label: string,
  names: Iterable<string> = files.keys(),
): Promise<Checked<Manifest>> {
  for (const [file, read] of readers) {
    const bytes = files.get(file);
    if (bytes === undefined) continue;
    const tooLarge = excess(bytes);
    if (tooLarge !== null) return { diagnostics: [manifestTooLarge(file, tooLarge)] };
    const xml = await readXml(bytes, file);
    return xml.value === undefined ? { diagnostics: xml.diagnostics } : read(xml.value, file);
  }
  return { diagnostics: [manifestMissing(names, label)] };
}

/** Names of the manifests that stand at the package's root, in the order in which they are looked for. */
export function manifestsIn(names: Iterable<string>): readonly string[] {
  const there = new Set(names);
  return [...readers.keys()].filter((name) => there.has(name));
}

/** What a manifest has too much of; null when it may be opened. */
function excess(bytes: Uint8Array): string | null {
  if (bytes.length > manifestBytes) return `more than ${manifestBytes} bytes`;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const most: Readonly<Record<string, number>> = { '<': manifestTags, '=': 2 * manifestTags };
  for (const [character, limit] of Object.entries(most)) {
    let count = 0;
    for (let at = buffer.indexOf(character); at >= 0; at = buffer.indexOf(character, at + 1)) count += 1;
    if (count > limit) return `more than ${limit} characters "${character}"`;
  }
  return null;
}

function manifestTooLarge(file: string, what: string): Diagnostic {
  const message = `The manifest has ${what}, and is not opened.`;
  return fault('manifest-too-large', { file }, message, 'split the course into several packages.');
}

function manifestMissing(names: Iterable<string>, label: string): Diagnostic {
  const known = manifestNames;
  const elsewhere = [...names].find((name) => known.includes((name.split('/').at(-1) ?? '').toLowerCase()));
  return elsewhere === undefined
    ? fault(
        'manifest-missing',
        { file: label },
        `There is no manifest at the root of the package (${known.join(', ')}).`,
        'send a SCORM, cmi5 or xAPI package.',
      )
    : fault(
        'manifest-missing',
        { file: label },
        `The manifest is at ${elsewhere}, not at the root of the package.`,
        'zip the content of the folder, not the folder, and keep the name in lower case.',
      );
}
