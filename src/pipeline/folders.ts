import path from 'node:path';
import { listModules } from '../definition/list-modules.js';

/** The folders a run works on, all absolute. */
export interface Workshop {
  /** The clone: `templates/`, `packaging/` and the scripts built at install lie below. */
  readonly root: string;
  readonly modulesFolder: string;
  /** Where the caller stands: diagnostics name files from here. */
  readonly cwd: string;
}

/** The folder of modules, and how diagnostics show it. */
export function modulesOf(workshop: Workshop): { path: string; shownAs: string } {
  const relative = path.relative(workshop.cwd, workshop.modulesFolder);
  const shown = relative.startsWith('..') ? workshop.modulesFolder : relative || '.';
  return { path: workshop.modulesFolder, shownAs: shown.split(path.sep).join('/') };
}

/** Ids of all modules; throws the system's error when the folder can't be read. */
export async function moduleIds(workshop: Workshop): Promise<readonly string[]> {
  return listModules(modulesOf(workshop));
}
