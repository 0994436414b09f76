import { stat } from 'node:fs/promises';
import type { Diagnostic } from '../diagnostics.js';
import { didYouMean } from '../did-you-mean.js';
import { checkMedia } from './check-media.js';
import { checkPicture } from './check-picture.js';
import { isLost, isNamed } from './expected-names.js';
import { fault } from './fault.js';
import { type Folder, inside, topOf } from './files.js';
import type {
  AuthoredQuestion,
  Gap,
  Loaded,
  MediaFile,
  ModuleDefinition,
  PracticeModelDefinition,
} from './module-definition.js';
import { moduleFolders } from './module-folders.js';
import { pictureSize } from './picture-size.js';
import { readLessons } from './read-lessons.js';
import { type ModuleFile, readModuleFile } from './read-module-file.js';
import { readQuestions } from './read-questions.js';
import { Reader } from './reader.js';
import type { Readings } from './readings.js';
import { type Curriculum, curriculumSchema } from './schemas/curriculum-schema.js';
import { practiceModelSchema } from './schemas/practice-model-schema.js';
import { type Style, styleSchema } from './schemas/style-schema.js';
import { idPattern } from './schemas/words.js';
import { languageOfName } from './translation/language-of-name.js';
import { loadTranslations, translatedEntries } from './translation/load-translations.js';
import { checkShape } from './yaml/check-shape.js';
import { placesAtTop, placesBelow } from './yaml/places-below.js';
import { readYaml } from './yaml/read-yaml.js';

/** What loading a module may be told besides. */
interface LoadOptions {
  /** Those of translations that are wanted even where nothing is translated yet. */
  readonly languages?: readonly string[] | undefined;
  /** What was read of this module before. */
  readonly readings?: Readings | undefined;
  /** True while it is being written: what is not translated yet stands in the module's own language, and only warns. */
  readonly isDraft?: boolean | undefined;
}

/**
 * One module's text, checked in syntax and shape; every fault at once. The value is there even with faults, as
 * far as it could be read, so that meaning can be checked in the same go; absent only without a module.yaml.
 * @param modules the folder of all modules, with the path that diagnostics show for it
 */
export async function loadModule(
  modules: Folder,
  id: string,
  options: LoadOptions = {},
): Promise<Loaded<ModuleDefinition>> {
  const { languages = [], readings, isDraft = false } = options;
  const reader = new Reader(inside(modules, id), readings);
  if (!idPattern.test(id) || id.length > 60) {
    reader.report(
      fault(
        'module/folder-name',
        topOf(reader.root.shownAs),
        `The folder name "${id}" is no module id.`,
        'rename the folder: lower-case letters, digits and single hyphens, at most 60',
      ),
    );
  }
  const text = await reader.read(inside(reader.root, 'module.yaml'));
  if (text === null) {
    if (reader.diagnostics.length === 0) reader.report(await noModuleFile(reader));
    return reader.nothing();
  }
  const file = reader.readings.of('module', text, '', reader.report, (report) => readModuleFile(text, report));
  const folders = await moduleFolders(reader);
  const { media, names } = await readMedia(reader, folders.media);
  const lessons = await readLessons(reader, folders.lessons, names);
  await checkMedia(reader, folders.media, lessons.lessons);
  const questions = await readQuestionFiles(reader, folders.questions);
  const gaps = new Set<Gap>([...file.gaps, ...lessons.gaps, ...questions.gaps]);
  const { whole, parts, places }: ModuleFile = file;
  const source: ModuleDefinition = {
    id,
    whole,
    parts,
    places,
    lessons: lessons.lessons,
    questions: questions.questions,
    media,
    gaps,
    original: null,
    translations: [],
  };
  const files = {
    root: await translatedEntries(reader, reader.root),
    lessons: await translatedEntries(reader, folders.lessons),
    questions: await translatedEntries(reader, folders.questions),
  };
  const read = { module: text, lessons: lessons.byName, questions: questions.byName, media: names, languages, isDraft };
  const translations = await loadTranslations(reader, source, files, read);
  return reader.result({ ...source, translations });
}

/** curriculum.yaml: what all modules share. */
export async function loadCurriculum(modules: Folder): Promise<Loaded<Curriculum>> {
  const reader = new Reader(modules);
  const source = await reader.read(inside(modules, 'curriculum.yaml'));
  if (source === null) {
    if (reader.diagnostics.length === 0) {
      reader.report(
        fault(
          'module/no-module-file',
          topOf(`${modules.shownAs}/curriculum.yaml`),
          `The folder ${modules.shownAs} has no curriculum.yaml.`,
          'write one with `iriBase:` and `publisher:`',
        ),
      );
    }
    return reader.nothing();
  }
  const yaml = readYaml(source, reader.report);
  const shape = yaml && checkShape(curriculumSchema, yaml, [], 'curriculum.yaml', yaml.data ?? {}, reader.report);
  return shape?.whole ? reader.result(shape.whole) : reader.nothing();
}

/** _style.yaml: what the training's language is held to. A folder without that file is held to nothing: the value is absent. */
export async function loadStyle(modules: Folder): Promise<Loaded<Style>> {
  const reader = new Reader(modules);
  const entries = await reader.list(modules);
  const entry = entries.find(({ name }) => name === '_style.yaml');
  const source = entry && (await reader.read(entry));
  const yaml = source && readYaml(source, reader.report);
  const shape = yaml && checkShape(styleSchema, yaml, [], '_style.yaml', yaml.data ?? {}, reader.report);
  return shape?.whole ? reader.result(shape.whole) : reader.nothing();
}

/** Every edition in `_practice-model/`, by file name. */
export async function loadPracticeModels(modules: Folder): Promise<Loaded<readonly PracticeModelDefinition[]>> {
  const reader = new Reader(modules);
  const folder = inside(modules, '_practice-model');
  const editions: PracticeModelDefinition[] = [];
  for (const entry of await reader.list(folder)) {
    if (!isNamed(reader, entry, '.yaml')) continue;
    const source = await reader.read(entry);
    const yaml = source && readYaml(source, reader.report);
    const fileName = entry.name.slice(0, -'.yaml'.length);
    if (!yaml) {
      editions.push({ fileName, whole: null, parts: {}, places: placesAtTop(entry.shownAs) });
      continue;
    }
    const shape = checkShape(practiceModelSchema, yaml, [], 'a practice-model file', yaml.data ?? {}, reader.report);
    editions.push({ fileName, ...shape, places: placesBelow(yaml, []) });
  }
  return reader.result(editions);
}

async function noModuleFile(reader: Reader): Promise<Diagnostic> {
  const { shownAs } = reader.root;
  const names = (await reader.list(reader.root)).map((entry) => entry.name);
  const meant = didYouMean('module.yaml', names);
  return fault(
    'module/no-module-file',
    topOf(`${shownAs}/module.yaml`),
    `The folder ${shownAs} has no module.yaml, so it is no module.`,
    meant === undefined
      ? 'write one, or rename the folder so that it begins with _ when it is no module'
      : `rename \`${meant}\` to \`module.yaml\``,
  );
}

/** @returns the files, and all names: a link that was refused is not also missing */
async function readMedia(reader: Reader, folder: Folder): Promise<{ media: MediaFile[]; names: ReadonlySet<string> }> {
  const entries = await reader.list(folder);
  const files = entries.filter((entry) => entry.kind === 'file');
  for (const file of files) await checkPicture(reader.report, file, reader.readings.pictures);
  return {
    media: await Promise.all(
      files.map(async ({ name, path }) => ({
        name,
        path,
        size: await pictureSize(path),
        bytes: (await stat(path)).size,
      })),
    ),
    names: new Set(
      entries.filter((entry) => entry.kind === 'file' || entry.kind === 'outside').map((entry) => entry.name),
    ),
  };
}

async function readQuestionFiles(
  reader: Reader,
  folder: Folder,
): Promise<{ questions: AuthoredQuestion[]; gaps: Gap[]; byName: Map<string, readonly AuthoredQuestion[]> }> {
  const questions: AuthoredQuestion[] = [];
  const byName = new Map<string, readonly AuthoredQuestion[]>();
  let isWhole = true;
  for (const entry of await reader.list(folder)) {
    if (languageOfName(entry.name) !== null) continue;
    if (!isNamed(reader, entry, '.yaml')) {
      if (isLost(entry, '.yaml')) isWhole = false;
      continue;
    }
    const source = await reader.read(entry);
    const read =
      source && reader.readings.of('questions', source, '', reader.report, (report) => readQuestions(source, report));
    if (!read?.isWhole) isWhole = false;
    if (!read) continue;
    questions.push(...read.questions);
    byName.set(entry.name, read.questions);
  }
  return { questions, gaps: isWhole ? [] : ['questions'], byName };
}
