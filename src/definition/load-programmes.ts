import { fault } from './fault.js';
import { type Folder, inside } from './files.js';
import type { Loaded, ProgrammeDefinition } from './module-definition.js';
import { Reader } from './reader.js';
import { curriculumSchema } from './schemas/curriculum-schema.js';
import { programmeSchema } from './schemas/programme-schema.js';
import { checkShape } from './yaml/check-shape.js';
import { placesBelow } from './yaml/places-below.js';
import { type Path, readYaml, type YamlFile } from './yaml/read-yaml.js';

/**
 * The programmes of curriculum.yaml, each checked in shape by itself. What is wrong with the rest of the file
 * `loadCurriculum` tells; then there are no programmes here.
 */
export async function loadProgrammes(modules: Folder): Promise<Loaded<readonly ProgrammeDefinition[]>> {
  const quiet = new Reader(modules);
  const source = await quiet.read(inside(modules, 'curriculum.yaml'));
  const yaml = source && readYaml(source, quiet.report);
  const listed = yaml
    ? (checkShape(curriculumSchema, yaml, [], '', yaml.data ?? {}, quiet.report).parts.programmes ?? [])
    : [];
  const reader = new Reader(modules);
  if (source) reader.sources.set(source.file, source.text);
  const read = yaml ? listed.flatMap((data, index) => readProgramme(yaml, ['programmes', index], data, reader)) : [];
  return reader.result(read);
}

function readProgramme(file: YamlFile, base: Path, data: unknown, reader: Reader): ProgrammeDefinition[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const hint = 'write the fields of a programme: `id`, `title`, `version`, `language`, `summary`, `modules`';
    reader.report(fault('programme/none', file.value(base), 'This entry is no programme.', hint));
    return [];
  }
  const shape = checkShape(programmeSchema, file, base, 'a programme', data, reader.report);
  return [{ ...shape, places: placesBelow(file, base) }];
}
