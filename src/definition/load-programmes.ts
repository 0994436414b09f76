import { curriculumEntries } from './curriculum-entries.js';
import type { Folder } from './files.js';
import type { Loaded, ProgrammeDefinition } from './module-definition.js';
import { programmeSchema } from './schemas/programme-schema.js';

/** The programmes of curriculum.yaml, each checked in shape by itself. */
export function loadProgrammes(modules: Folder): Promise<Loaded<readonly ProgrammeDefinition[]>> {
  const programmes = {
    list: 'programmes',
    schema: programmeSchema,
    what: 'a programme',
    none: 'programme/none',
  } as const;
  return curriculumEntries(modules, (read) => read(programmes));
}
