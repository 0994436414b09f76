import type * as z from 'zod';
import type { Severity } from '../../diagnostics.js';
import { fault } from '../fault.js';
import { type Entry, topOf } from '../files.js';
import { readLesson } from '../markdown/read-lesson.js';
import type {
  AuthoredQuestion,
  LessonDefinition,
  ModuleDefinition,
  TranslationDefinition,
} from '../module-definition.js';
import type { Reader } from '../reader.js';
import { moduleSchema } from '../schemas/module-schema.js';
import { questionSchema } from '../schemas/question-schema.js';
import type { SourceText } from '../source-text.js';
import { placesAtTop } from '../yaml/places-below.js';
import { readYaml, type YamlFile } from '../yaml/read-yaml.js';
import { checkStale, type TextPair } from './check-stale.js';
import { nameInLanguage } from './language-of-name.js';
import { lessonTexts } from './lesson-texts.js';
import { overlayLesson } from './overlay-lesson.js';
import { overlayYaml } from './overlay-yaml.js';
import { recordName, recordOf } from './record.js';
import { idOf } from './translatable-texts.js';

/** What was read of the module in its own language, by names of files. */
export interface ReadSources {
  readonly module: SourceText;
  readonly lessons: ReadonlyMap<string, { readonly lesson: LessonDefinition; readonly text: SourceText }>;
  readonly questions: ReadonlyMap<string, readonly AuthoredQuestion[]>;
  /** Names of the files in the media folder. */
  readonly media: ReadonlySet<string>;
}

interface Wanted {
  readonly language: string;
  readonly isPublished: boolean;
  /** Of what is missing. */
  readonly severity: Severity;
  /** The translation's files by name. */
  readonly files: ReadonlyMap<string, Entry>;
}

/** The module in one other language: its texts exchanged, its ids, keys and rules those of the source. */
export async function translateDefinition(
  reader: Reader,
  source: ModuleDefinition,
  sources: ReadSources,
  { language, isPublished, severity, files }: Wanted,
): Promise<TranslationDefinition> {
  const { report } = reader;
  let isWhole = true;
  const pairs: TextPair[] = [];
  const read = async (name: string): Promise<SourceText | null> => {
    const entry = files.get(name);
    return entry === undefined ? null : reader.read(entry);
  };
  const yaml = async (sourceName: string): Promise<YamlFile | null> => {
    const text = await read(nameInLanguage(sourceName, language));
    const file = text && readYaml(text, report);
    if (text && !file) isWhole = false;
    return file;
  };
  const absent = (sourceName: string, shownAs: string): void => {
    isWhole = false;
    if (files.has(nameInLanguage(sourceName, language))) return;
    report(
      fault(
        'translation/missing',
        topOf(shownAs),
        `\`${sourceName}\` is not translated: there is no \`${nameInLanguage(sourceName, language)}\`.`,
        `write it, or run \`cpm translate export ${source.id} --to ${language}\``,
        severity,
      ),
    );
  };
  const overlay = (
    file: YamlFile,
    sourceName: string,
    of: Pick<Parameters<typeof overlayYaml>[0], 'schemas' | 'data' | 'places' | 'base'>,
  ) => {
    const made = overlayYaml({ ...of, file, sourceName, fallback: topOf(file.source.file), missing: severity, report });
    if (made.texts.some((one) => one.target === null)) isWhole = false;
    return made;
  };

  const head = await yaml('module.yaml');
  if (head === null) absent('module.yaml', sources.module.file);
  const laid =
    head &&
    overlay(head, 'module.yaml', {
      schemas: [moduleSchema],
      data: source.whole ?? source.parts,
      places: source.places,
      base: [],
    });
  for (const one of laid?.texts ?? []) pairs.push({ file: 'module.yaml', ...one });

  const lessons: LessonDefinition[] = [];
  for (const [name, { lesson, text: original }] of sources.lessons) {
    const text = await read(nameInLanguage(name, language));
    if (text === null) {
      absent(name, lesson.file);
      continue;
    }
    const before = reader.diagnostics.length;
    const given = readLesson(lesson.id, text, sources.media, report);
    if (reader.diagnostics.length > before) isWhole = false;
    const made = overlayLesson(lesson, given, text, language, sources.media, severity, report);
    if (!made.isWhole) isWhole = false;
    lessons.push(made.lesson);
    const targets = new Map(lessonTexts(text).map((one) => [one.key, one]));
    for (const one of lessonTexts(original)) {
      const target = targets.get(one.key);
      const place = target ? text.at(target.start, target.end - target.start) : text.at(0);
      pairs.push({ file: `lessons/${name}`, key: one.key, source: one.text, target: target?.text ?? null, place });
    }
  }

  const questions: AuthoredQuestion[] = [];
  for (const [name, authored] of sources.questions) {
    const file = await yaml(name);
    if (file === null) {
      absent(name, authored[0]?.places.value([]).file ?? name);
      continue;
    }
    const listed = listAt(file.data);
    for (const [index, given] of listed.entries()) {
      if (authored.some(({ id }) => id !== undefined && id === idOf(given))) continue;
      report(
        fault(
          'translation/no-source',
          file.value(['questions', index]),
          `There is no question "${idOf(given) ?? ''}" in ${name}.`,
          `write \`id:\` as in ${name}, or delete the question`,
        ),
      );
    }
    for (const question of authored) {
      const at = listed.findIndex((one) => question.id !== undefined && idOf(one) === question.id);
      const { definition, fields } = question.body ?? { definition: undefined, fields: {} };
      const schemas: z.ZodType[] = [questionSchema, ...(definition ? [definition.schema] : [])];
      const data = { ...(question.whole ?? question.parts), ...fields };
      const made = overlay(file, name, {
        schemas,
        data,
        places: question.places,
        base: at === -1 ? null : ['questions', at],
      });
      for (const one of made.texts)
        pairs.push({ file: `questions/${name}`, ...one, key: `${question.id ?? ''}/${one.key}` });
      questions.push(translated(question, made.data, made.places));
    }
  }

  const recorded = files.get(recordName(language));
  const kept = recorded ? await reader.read(recorded) : null;
  const record = recordOf(kept && readYaml(kept, report));
  checkStale(source.id, language, pairs, record, report);
  const whole = source.whole && laid ? moduleSchema.safeParse({ ...object(laid.data), language }) : null;
  return {
    language,
    isPublished,
    pairs,
    record,
    definition:
      isWhole && whole?.success
        ? {
            ...source,
            original: source.whole?.language ?? null,
            whole: whole.data,
            parts: whole.data,
            places: laid?.places ?? placesAtTop(sources.module.file),
            lessons,
            questions,
            translations: [],
          }
        : null,
  };
}

function translated(question: AuthoredQuestion, data: unknown, places: AuthoredQuestion['places']): AuthoredQuestion {
  const { body, whole } = question;
  const texts = object(data);
  const of = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(texts).filter(([name]) => names.includes(name)));
  const common = questionSchema.safeParse(of(Object.keys(questionSchema.shape)));
  return {
    ...question,
    whole: whole && common.success ? common.data : null,
    parts: common.success ? common.data : question.parts,
    body: body && { ...body, fields: of(Object.keys(body.fields)) },
    places,
  };
}

function listAt(data: unknown): readonly unknown[] {
  const questions = object(data).questions;
  return Array.isArray(questions) ? questions : [];
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
