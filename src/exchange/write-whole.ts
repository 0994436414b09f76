import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** There is a file of that name; nothing was written. */
export class FileExists extends Error {
  constructor(readonly file: string) {
    super(`There is something at ${file} already`);
    this.name = 'FileExists';
  }
}

/**
 * Writes files, all or none, and never over one that is there.
 * @param files content by absolute path
 * @throws FileExists, or the system's error
 */
export async function writeWhole(files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  const taken = [...files.keys()].find((file) => existsSync(file));
  if (taken !== undefined) throw new FileExists(taken);
  const written: string[] = [];
  const scratches = new Map<string, string>();
  try {
    for (const [file, content] of files) {
      await mkdir(path.dirname(file), { recursive: true });
      // Hidden, so that whoever lists modules meanwhile sees none.
      const scratch = path.join(path.dirname(file), `.new-${randomUUID()}`);
      written.push(scratch);
      scratches.set(scratch, file);
      await writeFile(scratch, content, { flag: 'wx' });
    }
    for (const [scratch, file] of scratches) {
      await rename(scratch, file);
      written.push(file);
    }
  } catch (error) {
    for (const file of written) await rm(file, { force: true });
    throw error;
  }
}
