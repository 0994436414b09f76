import { crc32 } from 'node:zlib';
import type { ZipFile } from 'yauzl';
import type { ListedEntry } from './listed-entry.js';

/**
 * Unfolds one entry piece by piece, so that no more than a piece need be in memory.
 * @throws Error when it does not match its checksum, or is longer than it says (the library's own check)
 */
export function unfoldEntry(
  zip: ZipFile,
  { entry, record }: ListedEntry,
  take: (piece: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      let sum = 0;
      stream.on('data', (piece: Buffer) => {
        sum = crc32(piece, sum);
        take(piece);
      });
      stream.on('end', () => {
        if (sum === entry.crc32) return resolve();
        reject(new Error(`${JSON.stringify(record.name)} does not match its checksum, so the zip is damaged`));
      });
      stream.on('error', reject);
    });
  });
}
