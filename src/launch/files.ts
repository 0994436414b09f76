import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * The text of a file; null when there is none.
 * @throws the system's error when there is one that cannot be read: it must not be taken for a missing one and written over
 */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Writes a file whole or not at all, its folder too; what is told as written outlives the program's end.
 * @param lasting false where it need not outlive the machine's: nobody waits for the disk
 */
export async function writeWhole(file: string, text: string, lasting = true): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  // A name of its own: another process may be writing the same file.
  const draft = `${file}.${randomUUID()}.new`;
  const handle = await open(draft, 'wx');
  try {
    await handle.writeFile(text);
    if (lasting) await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
