import type { Diagnostic } from '../diagnostics.js';
import { inReadingOrder } from '../diagnostics.js';
import { didYouMean } from './did-you-mean.js';
import { type FaultCode, fault } from './fault.js';
import { type Entry, type Folder, inside, listFolder, readText, topOf } from './files.js';
import { readLesson } from './markdown/read-lesson.js';
import type {
  AuthoredQuestion,
  Gap,
  LessonDefinition,
  Loaded,
  MediaFile,
  ModuleDefinition,
  PracticeModelDefinition,
} from './module-definition.js';
import { type ModuleFile, readModuleFile } from './read-module-file.js';
import { readQuestions } from './read-questions.js';
import { type Curriculum, curriculumSchema } from './schemas/curriculum-schema.js';
import { practiceModelSchema } from './schemas/practice-model-schema.js';
import { idPattern } from './schemas/words.js';
import type { SourceText } from './source-text.js';
import { checkShape } from './yaml/check-shape.js';
import { placesBelow } from './yaml/places-below.js';
import { readYaml } from './yaml/read-yaml.js';

/**
 * Ids of the modules in a folder, by name: its folders that do not begin with `_` or `.`.
 * Throws when the folder does not exist or cannot be read: that is the environment's fault, not the content's.
 */
export async function listModules(modules: Folder): Promise<readonly string[]> {
  const entries = await listFolder(modules, modules, () => {});
  if (entries === null) throw new Error(`There is no folder ${modules.shownAs}`);
  return entries.filter((entry) => entry.kind === 'folder' && !entry.name.startsWith('_')).map((entry) => entry.name);
}

/**
 * One module's text, checked in syntax and shape; every fault at once. The value is there even with faults, as
 * far as it could be read, so that meaning can be checked in the same go; absent only without a module.yaml.
 * @param modules the folder of all modules, with the path that diagnostics show for it
 */
export async function loadModule(modules: Folder, id: string): Promise<Loaded<ModuleDefinition>> {
  const reader = new Reader(inside(modules, id));
  if (!idPattern.test(id) || id.length > 60) {
    reader.report(fault('module/folder-name', topOf(reader.root.shownAs), `The folder name "${id}" is no module id.`, 'rename the folder: lower-case letters, digits and single hyphens, at most 60'));
  }
  const text = await reader.read(inside(reader.root, 'module.yaml'));
  if (text === null) {
    if (reader.diagnostics.length === 0) {
      reader.report(fault('module/no-module-file', topOf(`${reader.root.shownAs}/module.yaml`), `The folder ${reader.root.shownAs} has no module.yaml, so it is no module.`, 'write one, or rename the folder so that it begins with _ when it is no module'));
    }
    return reader.nothing();
  }
  const file = readModuleFile(text, reader.report);
  await noticeStrangers(reader);
  const media = await readMedia(reader);
  const names = new Set(media.map((one) => one.name));
  const lessons = await readLessons(reader, names);
  const questions = await readQuestionFiles(reader);
  const gaps = new Set<Gap>([...file.gaps, ...lessons.gaps, ...questions.gaps]);
  const { whole, parts, places }: ModuleFile = file;
  return reader.result({ id, whole, parts, places, lessons: lessons.lessons, questions: questions.questions, media, gaps });
}

/** curriculum.yaml: what all modules share. */
export async function loadCurriculum(modules: Folder): Promise<Loaded<Curriculum>> {
  const reader = new Reader(modules);
  const source = await reader.read(inside(modules, 'curriculum.yaml'));
  if (source === null) {
    if (reader.diagnostics.length === 0) {
      reader.report(fault('module/no-module-file', topOf(`${modules.shownAs}/curriculum.yaml`), `The folder ${modules.shownAs} has no curriculum.yaml.`, 'write one with `iriBase:` and `publisher:`'));
    }
    return reader.nothing();
  }
  const yaml = readYaml(source, reader.report);
  const shape = yaml && checkShape(curriculumSchema, yaml, [], 'curriculum.yaml', yaml.data ?? {}, reader.report);
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
    if (!yaml) continue;
    const shape = checkShape(practiceModelSchema, yaml, [], 'a practice-model file', yaml.data ?? {}, reader.report);
    editions.push({ fileName: entry.name.slice(0, -'.yaml'.length), ...shape, places: placesBelow(yaml, []) });
  }
  return reader.result(editions);
}

/** Reads files of one folder and keeps what was found wrong, and the texts. */
class Reader {
  readonly diagnostics: Diagnostic[] = [];
  readonly sources = new Map<string, string>();
  constructor(readonly root: Folder) {}

  readonly report = (found: Diagnostic): void => {
    this.diagnostics.push(found);
  };

  async read(file: Folder): Promise<SourceText | null> {
    const source = await readText(file, this.root, this.report);
    if (source !== null) this.sources.set(source.file, source.text);
    return source;
  }

  async list(folder: Folder): Promise<readonly Entry[]> {
    return (await listFolder(folder, this.root, this.report)) ?? [];
  }

  result<T>(value: T): Loaded<T> {
    return { ...this.nothing(), value };
  }

  nothing(): Loaded<never> {
    return { diagnostics: inReadingOrder(this.diagnostics), sources: this.sources };
  }
}

const parts = ['module.yaml', 'lessons', 'questions', 'media'];

/** A misspelt folder would be passed over without a word. */
async function noticeStrangers(reader: Reader): Promise<void> {
  for (const entry of await reader.list(reader.root)) {
    if (parts.includes(entry.name) || /^readme/i.test(entry.name) || entry.name.startsWith('_')) continue;
    const meant = didYouMean(entry.name, parts);
    reader.report(fault('file/not-read', topOf(entry.shownAs), `The compiler does not read \`${entry.name}\`.`, meant === undefined ? 'delete it, or begin its name with _ when it is meant to stay' : `did you mean \`${meant}\`?`, 'warning'));
  }
}

async function readMedia(reader: Reader): Promise<MediaFile[]> {
  const entries = await reader.list(inside(reader.root, 'media'));
  return entries.filter((entry) => entry.kind === 'file').map(({ name, path }) => ({ name, path }));
}

async function readLessons(reader: Reader, media: ReadonlySet<string>): Promise<{ lessons: LessonDefinition[]; gaps: Gap[] }> {
  const lessons: LessonDefinition[] = [];
  const gaps: Gap[] = [];
  const folder = inside(reader.root, 'lessons');
  const listed = await reader.list(folder);
  const entries = listed.filter((entry) => isNamed(reader, entry, '.md'));
  if (listed.some((entry) => isMisnamed(entry, '.md') && !entries.includes(entry))) {
    gaps.push('lessons');
  } else if (entries.length === 0) {
    reader.report(fault('module/no-lessons', topOf(folder.shownAs), 'This module has no lesson.', 'write one: `lessons/01-<lesson-id>.md`'));
    gaps.push('lessons');
  }
  let isWhole = true;
  for (const entry of entries.sort((a, b) => byNumber(a.name, b.name))) {
    const id = /^\d+-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/.exec(entry.name)?.[1];
    if (id === undefined) {
      reader.report(fault('lesson/file-name', topOf(entry.shownAs), `The file name "${entry.name}" is not \`<number>-<lesson-id>.md\`.`, 'rename it, for example `01-why-a-model.md`: a number for the order, then lower-case letters, digits and single hyphens'));
    }
    const source = await reader.read(entry);
    if (source === null || id === undefined) isWhole = false;
    if (source === null) continue;
    const before = reader.diagnostics.length;
    lessons.push(readLesson(id ?? entry.name, source, media, reader.report));
    if (reader.diagnostics.slice(before).some((found) => !leavesTextWhole.has(found.code))) isWhole = false;
  }
  return { lessons, gaps: isWhole ? gaps : [...gaps, 'lessons'] };
}

async function readQuestionFiles(reader: Reader): Promise<{ questions: AuthoredQuestion[]; gaps: Gap[] }> {
  const questions: AuthoredQuestion[] = [];
  let isWhole = true;
  for (const entry of await reader.list(inside(reader.root, 'questions'))) {
    if (!isNamed(reader, entry, '.yaml')) {
      if (isMisnamed(entry, '.yaml')) isWhole = false;
      continue;
    }
    const source = await reader.read(entry);
    const read = source && readQuestions(source, reader.report);
    if (!read?.isWhole) isWhole = false;
    if (read) questions.push(...read.questions);
  }
  return { questions, gaps: isWhole ? [] : ['questions'] };
}

/** A file with the ending that this folder takes; anything else is told, for it would be passed over without a word. */
function isNamed(reader: Reader, entry: Entry, ending: '.md' | '.yaml'): boolean {
  if (entry.kind === 'file' && entry.name.endsWith(ending)) return true;
  if (/^readme/i.test(entry.name) || entry.name.startsWith('_')) return false;
  const hint = `only files that end in ${ending} are read in this folder; rename it, or begin its name with _`;
  // `q1.yml` was surely meant to be read; a forgotten backup was not.
  const severity = isMisnamed(entry, ending) ? 'error' : 'warning';
  reader.report(fault('file/not-read', topOf(entry.shownAs), `The compiler does not read \`${entry.name}\` here.`, hint, severity));
  return false;
}

function isMisnamed(entry: Entry, ending: '.md' | '.yaml'): boolean {
  const meant = { '.md': /\.(md|markdown|mdx|markdoc)$/i, '.yaml': /\.ya?ml$/i };
  return entry.kind === 'file' && meant[ending].test(entry.name);
}

/** `9-` comes before `10-`, as an author means it; names without a number last. */
function byNumber(a: string, b: string): number {
  const [first, second] = [a, b].map((name) => Number(/^\d+/.exec(name)?.[0] ?? Number.MAX_SAFE_INTEGER));
  return (first ?? 0) - (second ?? 0);
}

/** Faults of a lesson after which its pages, checks and words are still all there. */
const leavesTextWhole: ReadonlySet<string> = new Set<FaultCode>([
  'image/no-alt',
  'image/title',
  'media/missing',
  'media/path',
  'media/kind',
  'link/address',
  'lesson/heading',
  'lesson/empty-page',
  'markdown/annotation',
  'block/unknown-attribute',
  'block/wrong-attribute',
  'block/empty',
]);
