import { type Folder, listFolder } from './files.js';

/**
 * Ids of the modules in a folder, by name: its folders that do not begin with `_` or `.`.
 * Throws when the folder does not exist or cannot be read: that is the environment's fault, not the content's.
 */
export async function listModules(modules: Folder): Promise<readonly string[]> {
  const entries = await listFolder(modules, modules, () => {});
  if (entries === null) throw new Error(`There is no folder ${modules.shownAs}`);
  return entries.filter((entry) => entry.kind === 'folder' && !entry.name.startsWith('_')).map((entry) => entry.name);
}
