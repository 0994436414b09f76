import type { Entry, ZipFile } from 'yauzl';
import type { Diagnostic } from '../../diagnostics.js';
import type { ZipEntry } from '../package.js';
import type { ListedEntry } from './listed-entry.js';
import { zipRefusal } from './refusals.js';
import { entryRefusals, overlapRefusals } from './unsafe-entries.js';
import type { ZipSource } from './zip-source.js';

/** How much a zip may unfold to before it is refused as a bomb. */
export interface ZipLimits {
  readonly entries: number;
  /** Uncompressed bytes of all files together. */
  readonly bytes: number;
}

/** What is held in memory whole: by the server, which plays it. */
export const zipLimits: ZipLimits = { entries: 10_000, bytes: 512 * 1024 * 1024 };

/** All records of a zip, or why it is refused. */
export type Listing =
  | { readonly listed: readonly ListedEntry[]; readonly refused?: undefined }
  | { readonly refused: readonly Diagnostic[] };

/**
 * The entries of a zip without unfolding any. Refused are names that lead out of the package, the same name twice,
 * links, encryption, headers that contradict each other, entries that overlap, and more than the limits allow.
 * @param label the zip's name, for diagnostics
 * @throws the library's error for what is no zip
 */
export async function listZip(zip: ZipFile, source: ZipSource, label: string, limits: ZipLimits): Promise<Listing> {
  if (zip.entryCount > limits.entries) {
    const message = `The zip holds ${zip.entryCount} entries; ${limits.entries} are allowed.`;
    return { refused: [zipRefusal('zip-too-large', label, message, 'put fewer files into the package.')] };
  }
  const listed: ListedEntry[] = [];
  for (const entry of await listEntries(zip)) listed.push({ entry, record: await recordOf(entry, source) });
  const refused = [
    ...entryRefusals(listed, label),
    ...overlapRefusals(listed, label),
    ...sizeRefusals(listed, label, limits),
  ];
  return refused.length > 0 ? { refused: refused.slice(0, shownRefusals) } : { listed };
}

/** A zip made to harm may have thousands of them. */
const shownRefusals = 20;

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

/** A name as UTF-8, or as Latin-1 when it is not: either way the same bytes give the same name. */
function decodeName(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return raw.toString('latin1');
  }
}

/** The central record, with what the local header says beside it. */
async function recordOf(entry: Entry, source: ZipSource): Promise<ZipEntry> {
  const at = entry.relativeOffsetOfLocalHeader;
  // With `decodeStrings: false` the library gives bytes here, which its types do not say.
  const raw = Buffer.from(entry.fileName);
  const local = await source.read(at, 30 + raw.length);
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50) throw new Error('a local header is missing');
  if (local.readUInt16LE(26) !== raw.length || !local.subarray(30).equals(raw)) {
    throw new Error('a local header names another file than the directory');
  }
  const name = decodeName(raw);
  return {
    name,
    folder: name.endsWith('/'),
    offset: at,
    end: at + 30 + raw.length + local.readUInt16LE(28) + entry.compressedSize,
    method: entry.compressionMethod,
    flags: entry.generalPurposeBitFlag,
    localMethod: local.readUInt16LE(8),
    localFlags: local.readUInt16LE(6),
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    isUtf8: Buffer.from(name).equals(raw),
    modified: entry.lastModFileDate * 65536 + entry.lastModFileTime,
  };
}

function sizeRefusals(listed: readonly ListedEntry[], label: string, limits: ZipLimits): readonly Diagnostic[] {
  const total = listed.reduce((sum, { record }) => sum + record.size, 0);
  const packed = listed.reduce((sum, { record }) => sum + record.packedSize, 0);
  if (total > limits.bytes) {
    const message = `The zip unfolds to ${total} bytes; ${limits.bytes} are allowed.`;
    return [zipRefusal('zip-too-large', label, message, 'leave large media out of the package.')];
  }
  if (total < bombFrom || total < packed * bombRatio) return [];
  const message = `The zip unfolds to ${total} bytes, ${Math.round(total / packed)} times its size: a zip bomb does that.`;
  return [zipRefusal('zip-bomb', label, message, 'leave files of nothing but zeros out.')];
}

/** Text rarely gets to a tenth of its size; deflate's utmost is about a thousandth. */
const bombRatio = 200;
const bombFrom = 50_000_000;
