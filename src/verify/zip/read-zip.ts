import type { Checked } from '../../diagnostics.js';
import type { ZipEntry } from '../package.js';
import { listZip, type ZipLimits, zipLimits } from './list-zip.js';
import { zipRefusal } from './refusals.js';
import { unfoldEntry } from './unfold-entry.js';
import type { ZipSource } from './zip-source.js';

/** What a zip holds: a value by each file's name (no folders), and its records. */
export interface ZipContent<Value> {
  readonly files: ReadonlyMap<string, Value>;
  readonly entries: readonly ZipEntry[];
}

/** Takes one file's content as it comes and makes something of it. */
export interface FileTaker<Value> {
  take(piece: Buffer): void;
  done(): Value;
}

/**
 * Unfolds a zip file by file. Hostile zips are refused whole: see `listZip`; further wrong checksums, and entries that
 * are longer than they said. Sizes are measured before anything is unfolded, and held to while unfolding.
 * @param label the zip's name, for diagnostics
 * @param takerOf what is to be made of a file
 */
export async function readZip<Value>(
  source: ZipSource,
  label: string,
  takerOf: (record: ZipEntry) => FileTaker<Value>,
  limits: ZipLimits = zipLimits,
): Promise<Checked<ZipContent<Value>>> {
  try {
    const zip = await source.openZip();
    try {
      const listing = await listZip(zip, source, label, limits);
      if (listing.refused) return { diagnostics: listing.refused };
      const files = new Map<string, Value>();
      for (const one of listing.listed) {
        if (one.record.folder) continue;
        const taker = takerOf(one.record);
        await unfoldEntry(zip, one, (piece) => taker.take(piece));
        files.set(one.record.name, taker.done());
      }
      return { value: { files, entries: listing.listed.map(({ record }) => record) }, diagnostics: [] };
    } finally {
      zip.close();
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `This is not a zip that can be read: ${error.message}.`;
    const hint = 'make the package again, and send it as it is.';
    return { diagnostics: [zipRefusal('zip-unreadable', label, message, hint)] };
  }
}

/** Keeps a file's content whole. */
export function wholeFile(): FileTaker<Uint8Array> {
  const pieces: Buffer[] = [];
  return { take: (piece) => void pieces.push(piece), done: () => Buffer.concat(pieces) };
}
