import type { Checked } from '../diagnostics.js';
import { type Engine, safe } from '../html/engine.js';
import { Kept } from '../kept.js';
import { type CourseData, courseData } from '../model/course-data.js';
import { courseParts, courseTexts } from '../model/course-parts.js';
import type { Module } from '../model/module.js';
import { contentHtml, type Showing, tagsIn } from './content-html.js';
import { feedbackContext, questionHtml } from './question-html.js';
import { languageFile, questionTypes, type RestScripts, restFile, restName } from './rest-file.js';
import { courseStyleSheet, restStyleSheet } from './style-sheet.js';
import { loadWords, type Words } from './words.js';

export interface CourseParts {
  readonly module: Module;
  /** Knows the templates below `templates`. */
  readonly engine: Engine;
  /** Absolute path of the folder `templates/`: words and style sheets are read from it. */
  readonly templates: string;
  /** The built scripts that go with questions, results and blocks. */
  readonly restScripts: RestScripts;
  /** What was rendered before with the same templates: whoever renders after each save makes one page of many anew. */
  readonly kept?: Kept;
}

/**
 * The learner's page as files by path: `index.html`, a document with the first lesson; `rest.js`, everything behind it,
 * so that a long module opens as fast as a short one; and `course.css`.
 * It asks for `course.js` beside it, the script of the target's protocol, which the packager adds with the media.
 * The only fault that content can bring here is a language without words of the interface.
 */
export function renderCourse({
  module,
  engine,
  templates,
  restScripts,
  kept = new Kept(),
}: CourseParts): Checked<ReadonlyMap<string, Uint8Array>> {
  const wordsIn = (language: string) => kept.of(`words ${language}`, [], () => loadWords(templates, language));
  const words = wordsIn(module.language);
  const translations = module.translations.map((one) => ({ one, own: wordsIn(one.language) }));
  const unknown = [words, ...translations.map(({ own }) => own)].flatMap(({ diagnostics }) => diagnostics);
  if (!words.value || unknown.length > 0) return { diagnostics: unknown };
  const switched = module.translations.length > 0;
  const inWords = (one: Module, own: Words) => pageContext(one, own, { engine, kept, switched });
  const context = inWords(module, words.value);
  const tidy = (html: string): string => html.replace(/\n{2,}/g, '\n');
  const whole = courseData(module);
  const { start, rest: course } = courseParts(whole);
  const html = tidy(engine.render('course/rest', context));
  const [first = [], ...later] = module.lessons.map(({ pages }) =>
    pages.flatMap(({ id, content }) => kept.of(`tags of ${module.id} ${id}`, [content], () => tagsIn(content))),
  );
  const atOnce = [...new Set(first)];
  const others = [...new Set(later.flat())].filter((tag) => !atOnce.includes(tag));
  const types = questionTypes(course);
  const styles = kept.of(`styles ${[...types, '', ...others]}`, [], () =>
    restStyleSheet(templates, { types, blocks: others }),
  );
  const rest = restFile(restScripts, [...atOnce, ...others], { html, styles, words: words.value.rest, course });
  const files = [
    ['index.html', tidy(engine.render('course/index', { ...context, data: { stamp: rest.stamp, ...start } }))],
    [restName, rest.text],
    ['course.css', kept.of(`first styles ${atOnce}`, [], () => courseStyleSheet(templates, atOnce))],
    // The first language has such a file too: a learner may come back to it.
    ...(translations.length === 0 ? [] : [{ one: module, own: words }, ...translations]).flatMap(({ one, own }) =>
      own.value
        ? [
            languageFile({
              ...inLanguage(one, own.value, one === module ? whole : courseData(one)),
              html: tidy(engine.render('course/whole', one === module ? context : inWords(one, own.value))),
              stamp: rest.stamp,
            }),
          ]
        : [],
    ),
  ] as const;
  return { value: new Map(files.map(([name, text]) => [name, Buffer.from(text, 'utf8')])), diagnostics: [] };
}

/** The texts of the whole course in one of its languages, besides its pages. */
function inLanguage(module: Module, words: Words, course: CourseData) {
  return {
    language: module.language,
    frame: { ...words.page, title: module.title, version: filled(words.page.version, module) },
    words: { ...words.script, ...words.rest },
    ...courseTexts(course),
  };
}

/** A language as it calls itself: `Español`. */
function nameOfLanguage(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/**
 * Scripts and styles only from the package, nothing written into the page; statements may go to any record store
 * (`connect-src *`), for its address is known only at launch.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  'connect-src *',
  "base-uri 'none'",
  "form-action 'none'",
];
/** Besides, where a page shows a document. */
const framing = "frame-src 'self'";

interface Rendering {
  readonly engine: Engine;
  readonly kept: Kept;
  readonly switched: boolean;
}

function pageContext(module: Module, words: Words, { engine, kept, switched }: Rendering): object {
  const checks: Record<string, object> = {};
  let serial = 0;
  // What every part is made from besides its own: the words follow from the language.
  const media = JSON.stringify(module.media.map(({ path, bytes, size }) => [path, bytes, size]));
  const shared = [media, switched, module.original];
  /** Made as before when its grounds, and the numbers before it, are the same. */
  const part = <Made>(name: string, grounds: readonly unknown[], make: () => Made): Made => {
    const made = kept.of(`${name} of ${module.id} in ${module.language}`, [...grounds, ...shared, serial], () => ({
      value: make(),
      serial,
    }));
    serial = made.serial;
    return made.value;
  };
  const showing: Showing = {
    engine,
    serial: () => {
      serial += 1;
      return serial;
    },
    weights: new Map(module.media.map(({ path, bytes }) => [path, weightOf(bytes, module.language)])),
    sizes: new Map(module.media.flatMap(({ path, size }) => (size ? [[path, size] as const] : []))),
    common: {
      words: words.page,
      language: module.language,
      /** Whether the learner may change the language: then an answer may have to know its own. */
      switched,
      /** The language of official names and of titles of works, where the page speaks another. */
      foreign: module.original === module.language ? '' : module.original,
      checks,
    },
  };
  const texts = new Map<string, string>();
  for (const check of module.checks) {
    const html = part(`check ${check.id}`, [check], () => questionHtml(check, true, words, showing));
    texts.set(check.id, html);
    checks[check.id] = safe(html);
  }
  const questions = module.assessment?.questions ?? [];
  const languages = module.translations.length === 0 ? [] : [module, ...module.translations];
  return {
    module,
    languages: languages.map(({ language: tag }) => ({
      tag,
      name: nameOfLanguage(tag),
      isThis: tag === module.language,
    })),
    words: words.page,
    script: words.script,
    policy: [...policy, ...(module.media.some(({ path }) => isDocument(path)) ? [framing] : [])].join('; '),
    lessons: module.lessons.map((lesson, l) => ({
      isFirst: l === 0,
      pages: lesson.pages.map((page, p) => ({
        id: page.id,
        title: page.title,
        eyebrow: filled(words.page.lesson, { n: l + 1, title: lesson.title }),
        content: safe(
          part(`page ${page.id}`, [page.content, ...page.checks.map((id) => texts.get(id))], () =>
            contentHtml(page.content, showing),
          ),
        ),
        later: l + p > 0,
      })),
    })),
    limit: module.assessment?.timeLimit ?? null,
    feedback: [...module.checks, ...questions].map((question) =>
      part(`feedback ${question.id}`, [question], () => feedbackContext(question, showing)),
    ),
    questions: questions.map((question, i) => ({
      heading: filled(words.page.question, { n: i + 1, title: question.title }),
      content: safe(part(`question ${question.id}`, [question], () => questionHtml(question, false, words, showing))),
    })),
  };
}

function isDocument(path: string): boolean {
  return path.toLowerCase().endsWith('.pdf');
}

/** How much there is to load, as a reader says it: 240 kB, 1.2 MB. */
function weightOf(bytes: number, language: string): string {
  const [unit, size] = bytes < 1_000_000 ? ['kilobyte', bytes / 1000] : ['megabyte', bytes / 1_000_000];
  const digits = { maximumSignificantDigits: 2, roundingPriority: 'morePrecision', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language, { style: 'unit', unit, ...digits }).format(Math.max(size, 1));
}

function filled(text: string | undefined, values: object): string {
  return (text ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => String(Reflect.get(values, name) ?? whole));
}
