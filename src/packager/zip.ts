import { isSafeName } from '../verify/safe-name.js';

/** The oldest moment a zip can state, so that a package's bytes do not depend on when it was built. */
const moment = new Date(Date.UTC(1980, 0, 1));

/** Formats that deflate makes no smaller. */
const packedEndings = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
  'avif',
  'mp3',
  'm4a',
  'ogg',
  'mp4',
  'webm',
  'woff',
  'woff2',
  'pdf',
  'zip',
]);

/**
 * A zip of a file tree, in the tree's order: the same tree gives the same bytes.
 * Importers that read the zip as a stream refuse stored entries with a data descriptor, so what is stored (packed
 * formats and empty files) states its size in front. This file alone knows the zip library.
 * @throws on a name that not every importer unfolds alike; the package's rules have told of it before
 */
export async function zip(tree: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  // Late: only a build needs it.
  const { ZipArchive } = await import('archiver');
  const archive = new ZipArchive({ zlib: { level: 9 } });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    archive.on('data', (part: Buffer) => parts.push(part));
    archive.on('end', () => resolve());
    archive.on('error', reject);
    archive.on('warning', reject);
  });
  for (const [name, bytes] of tree) {
    if (!isSafeName(name)) throw new Error(`Not a name for a package: ${JSON.stringify(name)}`);
    const store = bytes.length === 0 || packedEndings.has(name.split('.').at(-1)?.toLowerCase() ?? '');
    archive.append(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      name,
      date: moment,
      mode: 0o644,
      store,
    });
  }
  await archive.finalize();
  await done;
  return Buffer.concat(parts);
}
