import * as z from 'zod';
import { type Folder, inside } from '../files.js';
import type { CurriculumTranslation, Loaded, ProgrammeDefinition } from '../module-definition.js';
import { Reader } from '../reader.js';
import { programmeSchema } from '../schemas/programme-schema.js';
import { placesAtTop } from '../yaml/places-below.js';
import { readYaml } from '../yaml/read-yaml.js';
import { checkStale } from './check-stale.js';
import { languageOfName, nameInLanguage } from './language-of-name.js';
import { translatedEntries } from './load-translations.js';
import { type Overlaid, overlayYaml } from './overlay-yaml.js';
import { recordName, recordOf } from './record.js';
import { untranslated } from './untranslated.js';

/** The file that is translated, and the name of its translations as `cpm translate` takes it. */
export const curriculumFile = 'curriculum.yaml';
export const curriculumName = 'curriculum';

/** What learners and catalogues of an LMS read of curriculum.yaml: titles and summaries of programmes. */
export const curriculumTexts = z.object({ programmes: z.array(programmeSchema) });

/**
 * curriculum.yaml in other languages: `curriculum.<language>.yaml` beside it holds the texts of programmes by their ids.
 * What is missing there is a warning, for a package falls back on the programme's own language.
 * @param wanted languages that are asked for even where nothing is translated yet
 */
export async function loadCurriculumTranslations(
  modules: Folder,
  programmes: readonly ProgrammeDefinition[],
  wanted: readonly string[] = [],
): Promise<Loaded<readonly CurriculumTranslation[]>> {
  const reader = new Reader(modules);
  const names = (await translatedEntries(reader, modules)).map(({ name }) => languageOfName(name));
  const found = names.flatMap((name) => (name?.source === curriculumFile ? [name.language] : []));
  const translations: CurriculumTranslation[] = [];
  for (const language of new Set([...found, ...wanted]))
    translations.push(await translated(reader, programmes, language, found.includes(language)));
  return reader.result(translations);
}

async function translated(
  reader: Reader,
  all: readonly ProgrammeDefinition[],
  language: string,
  isThere: boolean,
): Promise<CurriculumTranslation> {
  const { root, report } = reader;
  const read = async (name: string) => {
    const source = await reader.read(inside(root, name));
    return source && readYaml(source, report);
  };
  const file = isThere ? await read(nameInLanguage(curriculumFile, language)) : null;
  const record = recordOf(await read(recordName(language)));
  const shownAs = inside(root, curriculumFile).shownAs;
  const data = {
    programmes: all.filter(({ parts }) => parts.language !== language).map(({ whole, parts }) => whole ?? parts),
  };
  const schemas = [curriculumTexts];
  const top = placesAtTop(shownAs);
  const made: Overlaid | null =
    file &&
    overlayYaml({
      ...{ schemas, data, places: top, file, base: [], sourceName: curriculumFile, report },
      fallback: file.value([]),
      missing: 'warning',
    });
  const texts = made?.texts ?? untranslated(schemas, data, top.value([]));
  const pairs = texts.map((one) => ({ file: curriculumFile, ...one }));
  checkStale(curriculumName, language, pairs, record, report);
  const whole = curriculumTexts.safeParse(made?.data);
  const lacking = new Set(texts.flatMap(({ key, target }) => (target === null ? [key.split('/')[1]] : [])));
  return {
    language,
    pairs,
    record,
    data,
    programmes: (whole.data?.programmes ?? []).filter(({ id }) => !lacking.has(id)),
  };
}
