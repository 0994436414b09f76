import { open, stat } from 'node:fs/promises';
import type { Options, ZipFile } from 'yauzl';

/** The bytes of a zip, wherever they are, read a piece at a time. */
export interface ZipSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `at`; fewer than asked for at the end. */
  read(at: number, length: number): Promise<Buffer>;
  /** The zip's own reader over these bytes. */
  openZip(): Promise<ZipFile>;
  close(): Promise<void>;
}

/** Names are decoded by us, not by the library: its refusals are one plain error, and ours name the rule. */
const options: Options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };

/** A zip in memory. */
export function bytesSource(bytes: Uint8Array): ZipSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    size: buffer.length,
    read: async (at, length) => buffer.subarray(at, at + length),
    async openZip() {
      const { fromBuffer } = (await import('yauzl')).default;
      return new Promise((resolve, reject) => {
        fromBuffer(buffer, options, (error, zip) => (error ? reject(error) : resolve(zip)));
      });
    },
    close: async () => undefined,
  };
}

/** A zip on disk, of which no more is in memory than what is read just now. @throws the system's error */
export async function fileSource(file: string): Promise<ZipSource> {
  const { size } = await stat(file);
  const handle = await open(file);
  return {
    size,
    async read(at, length) {
      const piece = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
      const { bytesRead } = await handle.read(piece, 0, piece.length, at);
      return piece.subarray(0, bytesRead);
    },
    async openZip() {
      const yauzl = (await import('yauzl')).default;
      return new Promise((resolve, reject) => {
        yauzl.open(file, options, (error, zip) => (error ? reject(error) : resolve(zip)));
      });
    },
    close: () => handle.close(),
  };
}
