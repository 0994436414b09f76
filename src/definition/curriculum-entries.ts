import type * as z from 'zod';
import type { Diagnostic } from '../diagnostics.js';
import { type FaultCode, fault } from './fault.js';
import { type Folder, inside } from './files.js';
import type { EntryDefinition, Loaded } from './module-definition.js';
import { Reader } from './reader.js';
import { curriculumSchema } from './schemas/curriculum-schema.js';
import { checkShape } from './yaml/check-shape.js';
import { placesBelow } from './yaml/places-below.js';
import { readYaml, type YamlFile } from './yaml/read-yaml.js';

type Report = (d: Diagnostic) => void;
type ListName = 'programmes' | 'classes' | 'field-activities' | 'requirements';

/** One list of curriculum.yaml: how messages name an entry, and what to say of one that is no block of fields. */
export interface ListOfEntries<S extends z.ZodObject> {
  readonly list: ListName;
  readonly schema: S;
  readonly what: string;
  readonly none: FaultCode;
}

/** Reads the entries of one list, each by itself. */
export type ReadEntries = <S extends z.ZodObject>(of: ListOfEntries<S>) => EntryDefinition<z.infer<S>>[];

/**
 * Lists of curriculum.yaml, each entry checked in shape by itself. What is wrong with the rest of the file
 * `loadCurriculum` tells; then there are no entries here.
 */
export async function curriculumEntries<T>(modules: Folder, make: (read: ReadEntries) => T): Promise<Loaded<T>> {
  const quiet = new Reader(modules);
  const source = await quiet.read(inside(modules, 'curriculum.yaml'));
  const yaml = source && readYaml(source, quiet.report);
  const lists = yaml ? checkShape(curriculumSchema, yaml, [], '', yaml.data ?? {}, quiet.report).parts : {};
  const reader = new Reader(modules);
  if (source) reader.sources.set(source.file, source.text);
  return reader.result(
    make((of) => (yaml ? (lists[of.list] ?? []).flatMap((data, n) => entry(yaml, of, n, data, reader.report)) : [])),
  );
}

function entry<S extends z.ZodObject>(
  file: YamlFile,
  { list, schema, what, none }: ListOfEntries<S>,
  index: number,
  data: unknown,
  report: Report,
): EntryDefinition<z.infer<S>>[] {
  const base = [list, index];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const fields = Object.keys(schema.shape).map((name) => `\`${name}\``);
    report(
      fault(
        none,
        file.value(base),
        `This entry is no ${what.replace(/^an? /, '')}.`,
        `write its fields: ${fields.join(', ')}`,
      ),
    );
    return [];
  }
  return [{ ...checkShape(schema, file, base, what, data, report), places: placesBelow(file, base) }];
}
