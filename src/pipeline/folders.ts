import path from 'node:path';

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
