import type { Checked } from '../diagnostics.js';
import { type Engine, safe } from '../html/engine.js';
import { courseData } from '../model/course-data.js';
import { courseParts, courseTexts } from '../model/course-parts.js';
import type { Module, Question } from '../model/module.js';
import { seal } from '../questions/pure-seal.js';
import { veil } from '../questions/pure-veil.js';
import { contentHtml, type Showing, tagsIn } from './content-html.js';
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
  /** `veil`, or one that knows what it veiled before: whoever renders after each save veils one text of many anew. */
  readonly veiled?: typeof veil;
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
  veiled = veil,
}: CourseParts): Checked<ReadonlyMap<string, Uint8Array>> {
  const words = loadWords(templates, module.language);
  const translations = module.translations.map((one) => ({ one, own: loadWords(templates, one.language) }));
  const unknown = [words, ...translations.map(({ own }) => own)].flatMap(({ diagnostics }) => diagnostics);
  if (!words.value || unknown.length > 0) return { diagnostics: unknown };
  const switched = module.translations.length > 0;
  const inWords = (one: Module, own: Words) => pageContext(one, own, engine, veiled, switched);
  const context = inWords(module, words.value);
  const tidy = (html: string): string => html.replace(/\n{2,}/g, '\n');
  const { start, rest: course } = courseParts(courseData(module));
  const html = tidy(engine.render('course/rest', context));
  const [first = [], ...later] = module.lessons.map((lesson) => lesson.pages.flatMap((page) => page.content));
  const atOnce = tagsIn(first);
  const others = tagsIn(later.flat()).filter((tag) => !atOnce.includes(tag));
  const styles = restStyleSheet(templates, { types: questionTypes(course), blocks: others });
  const rest = restFile(restScripts, [...atOnce, ...others], { html, styles, words: words.value.rest, course });
  const files = [
    ['index.html', tidy(engine.render('course/index', { ...context, data: { stamp: rest.stamp, ...start } }))],
    [restName, rest.text],
    ['course.css', courseStyleSheet(templates, atOnce)],
    // The first language has such a file too: a learner may come back to it.
    ...(translations.length === 0 ? [] : [{ one: module, own: words }, ...translations]).flatMap(({ one, own }) =>
      own.value
        ? [
            languageFile({
              ...inLanguage(one, own.value),
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
function inLanguage(module: Module, words: Words) {
  return {
    language: module.language,
    frame: { ...words.page, title: module.title, version: filled(words.page.version, module) },
    words: { ...words.script, ...words.rest },
    ...courseTexts(courseData(module)),
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

function pageContext(module: Module, words: Words, engine: Engine, veiled: typeof veil, switched: boolean): object {
  const checks: Record<string, object> = {};
  let serial = 0;
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
  for (const check of module.checks) checks[check.id] = safe(questionHtml(check, true, words, showing));
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
        content: safe(contentHtml(page.content, showing)),
        later: l + p > 0,
      })),
    })),
    limit: module.assessment?.timeLimit ?? null,
    feedback: [...module.checks, ...questions].map((question) => feedbackContext(question, showing, veiled)),
    questions: questions.map((question, i) => ({
      heading: filled(words.page.question, { n: i + 1, title: question.title }),
      content: safe(questionHtml(question, false, words, showing)),
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

function questionHtml(question: Question, isCheck: boolean, words: Words, showing: Showing): string {
  const { id, type } = question;
  const template = `questions/${type}`;
  const show = (content: Question['text']): object => safe(contentHtml(content, showing));
  const fields = showing.engine.render(template, { ...showing.common, id, view: shown(question.view, show) });
  return showing.engine.render('course/question', {
    words: words.page,
    id,
    isCheck,
    text: show(question.text),
    fields: safe(fields),
    hints: question.hints.map(show),
    limit: question.timeLimit,
  });
}

/** What an answer to a question earns; its template is `course/feedback`. */
function feedbackContext(
  { id, iri, feedback, optionFeedback }: Question,
  showing: Showing,
  veiled: typeof veil,
): object {
  const show = (content: Question['text']): object => safe(contentHtml(content, showing));
  return {
    id,
    right: veiled(iri, contentHtml(feedback.right, showing)),
    wrong: show(feedback.wrong),
    partly: feedback.partly && show(feedback.partly),
    again: feedback.again.map(show),
    options: optionFeedback
      .map(({ key, content }) => ({
        key: seal({ salt: iri }, key),
        veiled: veiled(`${iri}#${key}`, contentHtml(content, showing)),
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** A question's view for its template: whatever it calls `content` is a content tree, and becomes HTML. */
function shown(view: unknown, show: (content: Question['text']) => object): unknown {
  if (Array.isArray(view)) return view.map((part: unknown) => shown(part, show));
  if (typeof view !== 'object' || view === null) return view;
  return Object.fromEntries(
    Object.entries(view).map(([name, part]: [string, unknown]) => [
      name,
      // The contract of `CompiledBody.view`: a question type puts texts there as content trees.
      name === 'content' ? show(part as Question['text']) : shown(part, show),
    ]),
  );
}

function filled(text: string | undefined, values: object): string {
  return (text ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => String(Reflect.get(values, name) ?? whole));
}
