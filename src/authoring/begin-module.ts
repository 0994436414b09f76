import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** There is a module with that id. */
export class ModuleExists extends Error {
  constructor(readonly folder: string) {
    super(`There is something at ${folder} already`);
    this.name = 'ModuleExists';
  }
}

/**
 * Writes a new module's folder, whole or not at all.
 * @param files text of each file by its path in the folder
 * @returns the folder's path
 * @throws ModuleExists, or the system's error
 */
export async function beginModule(
  modulesFolder: string,
  id: string,
  files: ReadonlyMap<string, string>,
): Promise<string> {
  const folder = path.join(modulesFolder, id);
  if (existsSync(folder)) throw new ModuleExists(folder);
  // Hidden, so that whoever lists modules meanwhile sees none.
  const scratch = await mkdtemp(path.join(modulesFolder, '.new-'));
  try {
    for (const [name, text] of files) {
      const file = path.join(scratch, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await mkdir(path.join(scratch, 'media'));
    await rename(scratch, folder);
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
  return folder;
}
