import type { Severity } from '../finding.js';
import type { Judged, ZipEntry } from '../package.js';
import { type Breach, everyProtocol, type Rule } from '../rule.js';

const dataDescriptor = 8;
const utf8Names = 0x800;

/** A rule over the zip's records; a package that is no zip yet meets it. */
function zipRule(
  id: string,
  says: string,
  source: string,
  breaches: (entries: readonly ZipEntry[], pkg: Judged) => readonly Breach[],
  grade: { readonly severity?: Severity; readonly isHouseRule?: boolean } = { severity: 'warning' },
): Rule {
  return { id, says, source, protocols: everyProtocol, ...grade, breaches: (pkg) => breaches(pkg.entries, pkg) };
}

function each(
  entries: readonly ZipEntry[],
  faulty: (entry: ZipEntry) => boolean,
  message: string,
  hint: string,
): readonly Breach[] {
  return entries.filter(faulty).map((entry) => ({ file: entry.name, message, hint }));
}

/** How the zip itself is written. */
export const zipRules: readonly Rule[] = [
  zipRule(
    'zip-descriptor',
    'No stored entry has a data descriptor.',
    'PKWARE APPNOTE 4.4.4; importers on java.util.zip.ZipInputStream stop at it',
    (entries) =>
      each(
        entries,
        (e) => (e.localFlags & dataDescriptor) !== 0 && e.localMethod === 0,
        'The entry is stored with its size behind it, which stream readers refuse.',
        'state the size in the local header, or deflate the entry.',
      ),
  ),
  zipRule('zip-start', 'The file starts with the first entry.', 'PKWARE APPNOTE 4.3.6', (entries, pkg) =>
    entries.length === 0 || entries.some((e) => e.offset === 0)
      ? []
      : [
          {
            file: pkg.manifest.file,
            message: 'Something stands before the first entry of the zip.',
            hint: 'write a plain zip, not a self-extracting one.',
          },
        ],
  ),
  zipRule(
    'zip-manifest-first',
    'The manifest is the first entry.',
    'so that an importer can tell the package by its first bytes',
    (entries, pkg) =>
      entries.length === 0 || entries[0]?.name === pkg.manifest.file
        ? []
        : [
            {
              file: pkg.manifest.file,
              message: `The first entry is ${entries[0]?.name ?? ''}.`,
              hint: 'write the manifest first.',
            },
          ],
    { isHouseRule: true },
  ),
  zipRule(
    'zip-header',
    'Both headers of an entry state the same method and flags.',
    'PKWARE APPNOTE 4.3.12',
    (entries) =>
      each(
        entries,
        (e) => e.method !== e.localMethod || e.flags !== e.localFlags,
        'The local header contradicts the central directory.',
        'write the zip with a sound library.',
      ),
  ),
  zipRule('zip-utf8', 'A name outside ASCII is marked as UTF-8.', 'PKWARE APPNOTE D.1', (entries) =>
    each(
      entries,
      isNameUndeclared,
      'The name is not ASCII, and the zip does not say, or says wrongly, in which characters it is written.',
      'use ASCII names.',
    ),
  ),
  zipRule(
    'zip-folder',
    'There are no entries for folders.',
    'some importers list them as files',
    (entries) =>
      each(entries, (e) => e.folder, 'The entry is a folder.', 'write files only; folders follow from their names.'),
    { isHouseRule: true },
  ),
];

/** True for a name outside ASCII of which the zip does not say, or says wrongly, how it is written. */
export function isNameUndeclared({ name, flags, isUtf8 }: ZipEntry): boolean {
  return !isAscii(name) && ((flags & utf8Names) === 0 || !isUtf8);
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
