import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import type { Checked, Diagnostic } from '../diagnostics.js';
import { fault } from './fault.js';
import type { ZipEntry } from './package.js';

/** A zip's files and records. */
export interface ZipContent {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly entries: readonly ZipEntry[];
}

/** How much a zip may unfold to before it is refused as a bomb. */
export interface ZipLimits {
  readonly entries: number;
  /** Uncompressed bytes of all files together. */
  readonly bytes: number;
}

export const zipLimits: ZipLimits = { entries: 10_000, bytes: 512 * 1024 * 1024 };

/**
 * Every file of a zip, in memory. Hostile zips are refused whole: names that lead out of the package, the same name
 * twice, links, encryption, headers that contradict each other, wrong checksums, and more than the limits allow
 * (measured by the declared sizes before anything is unfolded, and held to them while unfolding).
 */
export async function readZip(
  bytes: Uint8Array,
  label: string,
  limits: ZipLimits = zipLimits,
): Promise<Checked<ZipContent>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const zip = await open(buffer);
    try {
      if (zip.entryCount > limits.entries) return { diagnostics: [tooMany(label, zip.entryCount, limits)] };
      const found = await listEntries(zip);
      const entries = found.map((entry) => recordOf(entry, buffer));
      const diagnostics = [...refusals(found, entries, label), ...sizeRefusals(entries, label, limits)];
      if (diagnostics.length > 0) return { diagnostics };
      return await readFiles(zip, found, entries, label);
    } finally {
      zip.close();
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `This is not a zip that can be read: ${error.message}.`;
    return {
      diagnostics: [fault('zip-unreadable', { file: label }, message, 'make the package again, and send it as it is.')],
    };
  }
}

async function open(buffer: Buffer): Promise<ZipFile> {
  const { fromBuffer } = (await import('yauzl')).default;
  return new Promise((resolve, reject) => {
    // Names are decoded here, not by the library: its refusals are one plain error, and ours name the rule.
    fromBuffer(
      buffer,
      { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    );
  });
}

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

function rawName(entry: Entry): Buffer {
  // With `decodeStrings: false` the library gives bytes here, which its types do not say.
  return Buffer.from(entry.fileName);
}

/** The central record, with what the local header says beside it. */
function recordOf(entry: Entry, buffer: Buffer): ZipEntry {
  const at = entry.relativeOffsetOfLocalHeader;
  if (at + 30 > buffer.length || buffer.readUInt32LE(at) !== 0x04034b50) throw new Error('a local header is missing');
  const raw = rawName(entry);
  if (!buffer.subarray(at + 30, at + 30 + buffer.readUInt16LE(at + 26)).equals(raw)) {
    throw new Error('a local header names another file than the directory');
  }
  const name = decodeName(raw);
  return {
    name,
    folder: name.endsWith('/'),
    offset: at,
    method: entry.compressionMethod,
    flags: entry.generalPurposeBitFlag,
    localMethod: buffer.readUInt16LE(at + 8),
    localFlags: buffer.readUInt16LE(at + 6),
    size: entry.uncompressedSize,
    modified: entry.lastModFileDate * 65536 + entry.lastModFileTime,
  };
}

function refusals(found: readonly Entry[], entries: readonly ZipEntry[], label: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  entries.forEach((entry, i) => {
    const place = { file: label };
    if (leadsOutside(entry.name)) {
      const message = `The name ${JSON.stringify(entry.name)} leads out of the package.`;
      diagnostics.push(
        fault(
          'zip-unsafe-name',
          place,
          message,
          'use relative names with `/`, without `..`, drive letters or backslashes.',
        ),
      );
    }
    if (seen.has(entry.name)) {
      diagnostics.push(fault('zip-duplicate', place, `${entry.name} is in the zip twice.`, 'keep one of them.'));
    }
    seen.add(entry.name);
    const unixType = ((found[i]?.externalFileAttributes ?? 0) >>> 16) & 0o170000;
    if (unixType === 0o120000) {
      diagnostics.push(
        fault('zip-link', place, `${entry.name} is a symbolic link.`, 'put the file itself into the zip.'),
      );
    }
    if (entry.method !== 0 && entry.method !== 8) {
      diagnostics.push(
        fault(
          'zip-method',
          place,
          `${entry.name} is packed by a method that few importers know.`,
          'store or deflate it.',
        ),
      );
    }
    if ((entry.flags & 1) !== 0) {
      diagnostics.push(
        fault('zip-encrypted', place, `${entry.name} is encrypted.`, 'make the zip without a password.'),
      );
    }
  });
  return diagnostics;
}

function leadsOutside(name: string): boolean {
  return (
    name === '' ||
    name.includes('\\') ||
    name.includes('\0') ||
    /^(\/|[A-Za-z]:)/.test(name) ||
    name.split('/').some((s) => s === '..' || s === '.')
  );
}

function sizeRefusals(entries: readonly ZipEntry[], label: string, limits: ZipLimits): Diagnostic[] {
  const total = entries.reduce((sum, e) => sum + e.size, 0);
  if (total <= limits.bytes) return [];
  const message = `The zip unfolds to ${total} bytes; ${limits.bytes} are allowed.`;
  return [fault('zip-too-large', { file: label }, message, 'leave large media out of the package.')];
}

function tooMany(label: string, count: number, limits: ZipLimits): Diagnostic {
  return fault(
    'zip-too-large',
    { file: label },
    `The zip holds ${count} entries; ${limits.entries} are allowed.`,
    'put fewer files into the package.',
  );
}

async function readFiles(
  zip: ZipFile,
  found: readonly Entry[],
  entries: readonly ZipEntry[],
  label: string,
): Promise<Checked<ZipContent>> {
  const files = new Map<string, Uint8Array>();
  for (const [i, entry] of found.entries()) {
    const record = entries[i];
    if (record === undefined || record.folder) continue;
    const content = await readEntry(zip, entry);
    if (crc32(content) !== entry.crc32) {
      const message = `${record.name} does not match its checksum: the zip is damaged.`;
      return {
        diagnostics: [
          fault('zip-unreadable', { file: label }, message, 'make the package again, and send it as it is.'),
        ],
      };
    }
    files.set(record.name, content);
  }
  return { value: { files, entries }, diagnostics: [] };
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => resolve(Buffer.concat(parts)));
      stream.on('error', reject);
    });
  });
}
