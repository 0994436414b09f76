import type { ContentElement } from '../content.js';
import type {
  LessonDefinition,
  ModuleDefinition,
  Reference,
  TranslationDefinition,
} from '../definition/module-definition.js';
import type { Curriculum } from '../definition/schemas/curriculum-schema.js';
import type { AuthoredModule } from '../definition/schemas/module-schema.js';
import { languageOfName } from '../definition/translation/language-of-name.js';
import { type Checked, type Diagnostic, hasErrors, inReadingOrder } from '../diagnostics.js';
import { type Iris, irisOf } from '../iris.js';
import { Kept } from '../kept.js';
import { checkQuestionFields, checkReferences } from './check-references.js';
import { checkGlossary, checkIds, checkMinutes, checkModuleFile, checkQuestions } from './check-rules.js';
import { compileAssessment } from './compile-assessment.js';
import { compileQuestion } from './compile-question.js';
import { usedMedia } from './media.js';
import type { CompletionRule, Lesson, Module, Question } from './module.js';
import type { PracticeModels } from './practice-model.js';
import { type Known, resolveContent } from './resolve-content.js';
import { countWords } from './words.js';

/**
 * A definition's meaning: references resolved, defaults filled in, ids and rules checked, every fault at once.
 * Pure. Call it for a faulty definition too: what only follows from its gaps is not reported again, and the
 * value is absent then.
 * @param kept what was made of the same definition before
 */
export function resolveModule(
  definition: ModuleDefinition,
  curriculum: Curriculum,
  models: PracticeModels,
  kept = new Kept(),
): Checked<Module> {
  const iris = irisOf(curriculum.iriBase, definition.id);
  const sources = sourceAttributes(definition.parts.sources ?? []);
  const known: Known = {
    items: models.items,
    sources,
    terms: termAttributes(definition.parts.glossary ?? [], sources),
    language: definition.parts.language ?? 'en',
  };
  // All that lessons and questions are made from besides their own texts.
  const grounds = [definition.parts, models, curriculum.iriBase];
  const lessons = definition.lessons.map((lesson) =>
    kept.of(`lesson ${known.language} ${lesson.id}`, [lesson, ...grounds], () => resolveLesson(lesson, iris, known)),
  );
  const media = new Set(definition.media.map((file) => file.name));
  const mediaNames = [...media].join('/');
  const questions = definition.questions.map((authored, index) =>
    kept.of(`question ${known.language} ${index}`, [authored, mediaNames, ...grounds], () => ({
      authored,
      ...compileQuestion(authored, iris, media, (content) => resolveContent(content, known)),
    })),
  );
  const references: Reference[] = [
    ...definition.lessons.flatMap((lesson) => lesson.pages.flatMap((page) => page.references)),
    ...questions.flatMap((question) => question.references),
  ];
  const words = lessons.reduce((sum, lesson) => sum + lesson.pages.reduce((inner, page) => inner + page.words, 0), 0);
  const world = { definition, models };
  const translations = definition.translations.map((one) => resolveTranslation(one, curriculum, models, kept));
  const diagnostics: Diagnostic[] = inReadingOrder([
    ...checkIds(definition),
    ...questions.flatMap((question) => question.diagnostics),
    ...definition.questions.flatMap((question) => checkQuestionFields(question, world)),
    ...checkReferences(references, world),
    ...checkQuestions(definition, references),
    ...checkGlossary(definition, references),
    ...checkModuleFile(definition, models),
    // Languages differ in length; the module is as long as its source.
    ...(definition.original === null ? checkMinutes(definition, words) : []),
    ...translations.flatMap((one) => one.diagnostics),
  ]);
  const { whole } = definition;
  if (whole === null || definition.gaps.size > 0 || hasErrors(diagnostics)) return { diagnostics };
  const ready = questions.flatMap(({ authored, question }) =>
    question === null ? [] : [{ use: authored.use, question }],
  );
  if (ready.length < questions.length) return { diagnostics };
  const of = (use: 'check' | 'assessment'): Question[] =>
    ready.flatMap((one) => (one.use === use ? [one.question] : []));
  return {
    diagnostics,
    value: {
      ...head(definition.id, whole, curriculum, iris),
      ...(definition.original === null ? {} : { original: definition.original }),
      translations: translations.flatMap(({ value }) => (value ? [value] : [])),
      lessons,
      checks: inOrderOfPages(of('check'), lessons),
      assessment:
        whole.assessment === undefined
          ? null
          : compileAssessment(
              whole.assessment,
              { iri: iris.assessment, language: whole.language },
              whole.objectives.map((one) => one.id),
              of('assessment'),
            ),
      media: usedMedia(definition, references),
    },
  };
}

/**
 * A translation that is whole, with what is wrong in its own files: the source's faults are told once. One that is not
 * published is held to the same rules, and goes nowhere.
 */
function resolveTranslation(
  { definition, language, isPublished }: TranslationDefinition,
  curriculum: Curriculum,
  models: PracticeModels,
  kept: Kept,
): Checked<Module> {
  if (definition === null) return { diagnostics: [] };
  const { value, diagnostics } = resolveModule(definition, curriculum, models, kept);
  const own = diagnostics.filter(({ file }) => languageOfName(file)?.language === language);
  return { diagnostics: own, ...(value && isPublished ? { value } : {}) };
}

function head(
  id: string,
  whole: AuthoredModule,
  curriculum: Curriculum,
  iris: Iris,
): Omit<Module, 'lessons' | 'checks' | 'assessment' | 'media' | 'translations'> {
  return {
    id,
    iri: iris.module,
    iriBase: curriculum.iriBase,
    title: whole.title,
    version: whole.version,
    language: whole.language,
    original: whole.language,
    summary: whole.summary,
    minutes: whole.minutes,
    audience: whole.audience,
    publisher: curriculum.publisher,
    objectives: whole.objectives.map(({ id: objective, text }) => ({
      id: objective,
      iri: iris.objective(objective),
      text,
    })),
    completion: completionOf(whole),
    contributors: whole.contributors,
    sources: whole.sources.map(({ id: source, title, publisher, url, date }) => ({
      id: source,
      title,
      publisher,
      url: url ?? null,
      date: date ?? null,
    })),
  };
}

function completionOf(whole: AuthoredModule): CompletionRule {
  return whole.completion ?? (whole.assessment === undefined ? 'pages' : 'pages-and-pass');
}

function resolveLesson(lesson: LessonDefinition, iris: Iris, known: Known): Lesson {
  return {
    id: lesson.id,
    iri: iris.lesson(lesson.id),
    title: lesson.title,
    pages: lesson.pages.map((page) => {
      const content = resolveContent(page.content, known);
      const checks = page.references.flatMap((one) => (one.kind === 'question' ? [one.target] : []));
      return { id: page.id, iri: iris.page(page.id), title: page.title, content, words: countWords(content), checks };
    }),
  };
}

/** Checks in the order in which a learner meets them, whatever the order of their files. */
function inOrderOfPages(checks: readonly Question[], lessons: readonly Lesson[]): Question[] {
  const order = lessons.flatMap((lesson) => lesson.pages.flatMap((page) => page.checks));
  return [...checks].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

function sourceAttributes(sources: AuthoredModule['sources']): ReadonlyMap<string, ContentElement['attributes']> {
  return new Map(
    sources.map(({ id, title, publisher, url, date }) => [id, { title, publisher, url: url ?? '', date: date ?? '' }]),
  );
}

function termAttributes(
  glossary: AuthoredModule['glossary'],
  sources: Known['sources'],
): ReadonlyMap<string, ContentElement['attributes']> {
  return new Map(
    glossary.map(({ id, term, meaning, source }) => {
      const { title = '', url = '' } = sources.get(source ?? '') ?? {};
      return [id, { word: term, meaning, source: title, url }];
    }),
  );
}
