import type { Diagnostic, Severity } from '../../diagnostics.js';
import { type Entry, topOf } from '../files.js';
import { readLesson } from '../markdown/read-lesson.js';
import type { LessonDefinition, ModuleDefinition, TranslationDefinition } from '../module-definition.js';
import type { Reader } from '../reader.js';
import { moduleSchema } from '../schemas/module-schema.js';
import type { SourceText } from '../source-text.js';
import { checkStale } from './check-stale.js';
import { lessonPairs } from './lesson-pairs.js';
import { lessonTexts } from './lesson-texts.js';
import { overlayLesson } from './overlay-lesson.js';
import { translateQuestions } from './translate-questions.js';
import { openDesk, type ReadSources, type TranslationDesk } from './translation-desk.js';
import { untranslated } from './untranslated.js';

interface Wanted {
  readonly language: string;
  readonly isPublished: boolean;
  /** Of what is missing. */
  readonly severity: Severity;
  /** The translation's files by name. */
  readonly files: ReadonlyMap<string, Entry>;
}

/**
 * The module in one other language: its texts exchanged, its ids, keys and rules those of the source. Without all its
 * texts it is none, but while the module is being written: then those of the source stand in their places.
 */
export async function translateDefinition(
  reader: Reader,
  source: ModuleDefinition,
  sources: ReadSources,
  { language, isPublished, severity, files }: Wanted,
): Promise<TranslationDefinition> {
  const desk = await openDesk({ reader, module: source.id, sources, language, isPublished, severity, files });
  const head = await translateHead(desk, source);
  const lessons = await translateLessons(desk);
  const questions = await translateQuestions(desk);
  checkStale(source.id, language, desk.pairs, desk.record, desk.report);
  const isComplete = desk.isWhole() && head !== null;
  const inSource = { whole: source.whole && { ...source.whole, language }, parts: { ...source.parts, language } };
  return {
    language,
    isPublished,
    pairs: desk.pairs,
    record: desk.record,
    definition:
      isComplete || sources.isDraft
        ? {
            ...source,
            ...(head ?? inSource),
            original: source.parts.language ?? null,
            lessons,
            questions,
            translations: [],
          }
        : null,
  };
}

/** module.yaml with its texts exchanged; null when it can't be had whole. */
async function translateHead(
  desk: TranslationDesk,
  source: ModuleDefinition,
): Promise<Pick<ModuleDefinition, 'whole' | 'parts' | 'places'> | null> {
  const data = source.whole ?? source.parts;
  const { file: shownAs } = desk.sources.module;
  const schemas = [moduleSchema];
  const file = await desk.yaml('module.yaml', shownAs);
  const laid =
    file &&
    desk.overlay(file, 'module.yaml', { schemas, data, places: source.places, base: [], from: data, key: 'module' });
  for (const one of laid?.texts ?? untranslated(schemas, data, topOf(shownAs)))
    desk.pairs.push({ file: 'module.yaml', ...one });
  if (laid === null || source.whole === null) return null;
  return desk.readings.made(`head ${desk.language}`, [source.whole, laid], desk.report, () => {
    const whole = moduleSchema.safeParse({ ...source.whole, ...Object(laid.data), language: desk.language });
    return whole.success ? { whole: whole.data, parts: whole.data, places: laid.places } : null;
  });
}

async function translateLessons(desk: TranslationDesk): Promise<readonly LessonDefinition[]> {
  const { sources, language, severity, record, readings } = desk;
  const textsOf = (text: SourceText) => readings.of('texts', text, '', desk.report, () => lessonTexts(text));
  const lessons: LessonDefinition[] = [];
  for (const [name, { lesson, text: original }] of sources.lessons) {
    const text = await desk.text(name, lesson.file);
    const texts = { source: textsOf(original), translation: text && textsOf(text) };
    const pairs = readings.made(
      `pairs ${language} ${name}`,
      [texts.source, texts.translation, record],
      desk.report,
      () => lessonPairs(`lessons/${name}`, { source: original, translation: text }, texts, record),
    );
    desk.pairs.push(...pairs);
    if (text === null) {
      if (sources.isDraft) lessons.push(lesson);
      continue;
    }
    const report = (found: Diagnostic): void => {
      desk.lacks();
      desk.report(found);
    };
    const given = readings.of('lesson', text, [lesson.id, ...sources.media].join('/'), report, (told) =>
      readLesson(lesson.id, text, sources.media, told),
    );
    const grounds = [lesson, given, severity, sources.isDraft, [...sources.media].join('/')];
    const made = readings.made(`lesson in ${language} ${name}`, grounds, desk.report, (told) =>
      overlayLesson(lesson, given, text, { language, severity, ...sources }, told),
    );
    if (!made.isWhole) desk.lacks();
    lessons.push(made.lesson);
  }
  return lessons;
}
