import { readZip, wholeFile, type ZipContent } from '../verify/zip/read-zip.js';
import { bytesSource } from '../verify/zip/zip-source.js';
import { RefusedSource } from './refused-source.js';

export type ZipFiles = ZipContent<Uint8Array>['files'];

/** What a bank of questions or a document with its pictures may unfold to. */
const limits = { entries: 10_000, bytes: 256 * 1024 * 1024 };

/** A zip's files, opened by the same hardened door as packages. @throws RefusedSource */
export async function openZip(bytes: Uint8Array, file: string): Promise<ZipFiles> {
  const zip = await readZip(bytesSource(bytes), file, wholeFile, limits);
  if (zip.value !== undefined) return zip.value.files;
  throw new RefusedSource(
    `${file} is a zip that is not opened.`,
    'save or export it again, and bring it as it comes from the program that wrote it.',
    zip.diagnostics,
  );
}
