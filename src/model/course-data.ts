import { plainText } from '../content.js';
import { roundSize } from '../draw.js';
import type { QuestionComponents } from '../questions/definition.js';
import type { AssessmentRules, CompletionRule, Module, Question } from './module.js';

/**
 * What the learner's page knows of its module: ids, keys and what statements need; texts to read are in the document.
 * It comes to the page in two parts (`course-parts.ts`).
 */
export interface CourseData {
  /** Form of this data and of the suspended state made from it. */
  readonly format: 1;
  readonly module: {
    readonly id: string;
    readonly iri: string;
    readonly iriBase: string;
    readonly version: string;
    readonly title: string;
    readonly language: string;
    /** In a module of several languages: what statements name, in all of them. */
    readonly names?: NamesByLanguage | undefined;
  };
  readonly completion: CompletionRule;
  readonly lessons: readonly {
    readonly id: string;
    readonly title: string;
    readonly pages: readonly {
      readonly id: string;
      readonly iri: string;
      readonly title: string;
      readonly seconds: number;
    }[];
  }[];
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
  readonly checks: readonly QuestionData[];
  readonly assessment: AssessmentData | null;
}

export interface AssessmentData extends AssessmentRules {
  readonly iri: string;
  readonly title: string;
  /** Time that the questions of a try take together. */
  readonly seconds: number;
  readonly questions: readonly QuestionData[];
}

export interface QuestionData {
  readonly id: string;
  readonly iri: string;
  readonly type: string;
  readonly title: string;
  /** Plain text of the question, for statements (SCORM 2004 description, xAPI definition). */
  readonly text: string;
  readonly objective: string;
  readonly item: string | null;
  readonly review: string | null;
  readonly weight: number;
  readonly components: QuestionComponents;
  /** For the type's behaviour. */
  readonly data: unknown;
}

/**
 * Texts by language, by the activity that they name (its IRI); `<IRI>#text` is a question's text, `<IRI>#choices/a` the
 * text of one of its components.
 */
export type NamesByLanguage = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reading speed and time a question behind every minute count (words a minute, seconds a question). */
export const pace = { wordsAMinute: 150, secondsAQuestion: 45 } as const;

/** A module as the learner's page needs it. */
export function courseData(module: Module): CourseData {
  const elsewhere = module.translations.map((one) => ({ language: one.language, questions: questionsOf(one) }));
  const inPackage = (question: Question): QuestionData => questionData(question, othersOf(question, elsewhere));
  return {
    format: 1,
    module: {
      id: module.id,
      iri: module.iri,
      iriBase: module.iriBase,
      version: module.version,
      title: module.title,
      language: module.language,
      ...(module.translations.length > 0 ? { names: namesByLanguage([module, ...module.translations]) } : {}),
    },
    completion: module.completion,
    lessons: module.lessons.map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      pages: lesson.pages.map((page) => ({
        id: page.id,
        iri: page.iri,
        title: page.title,
        seconds: Math.round((page.words / pace.wordsAMinute) * 60 + page.checks.length * pace.secondsAQuestion),
      })),
    })),
    objectives: module.objectives.map(({ id, text }) => ({ id, text })),
    checks: module.checks.map(inPackage),
    assessment: module.assessment && {
      ...module.assessment,
      seconds: roundSize(module.assessment) * pace.secondsAQuestion,
      questions: module.assessment.questions.map(inPackage),
    },
  };
}

function questionsOf({ checks, assessment }: Module): readonly Question[] {
  return [...checks, ...(assessment?.questions ?? [])];
}

/** What the question's translations have of their own to judge answers by, by language. */
function othersOf(
  { id, ofLanguage }: Question,
  elsewhere: readonly { readonly language: string; readonly questions: readonly Question[] }[],
): Readonly<Record<string, unknown>> {
  const here = JSON.stringify(ofLanguage);
  return Object.fromEntries(
    elsewhere.flatMap(({ language, questions }) => {
      const own = questions.find((one) => one.id === id)?.ofLanguage;
      return own === undefined || JSON.stringify(own) === here ? [] : [[language, own]];
    }),
  );
}

function questionData(question: Question, others: Readonly<Record<string, unknown>>): QuestionData {
  const { id, iri, type, title, objective, item, review, weight, components } = question;
  const data = Object.keys(others).length > 0 ? { ...Object(question.data), others } : question.data;
  return { id, iri, type, title, text: plainText(question.text), objective, item, review, weight, components, data };
}

function namesByLanguage(modules: readonly Module[]): NamesByLanguage {
  const names: Record<string, Record<string, string>> = {};
  for (const module of modules) {
    const add = (key: string, text: string): void => {
      names[key] = { ...names[key], [module.language]: text };
    };
    add(module.iri, module.title);
    for (const page of module.lessons.flatMap((lesson) => lesson.pages)) add(page.iri, page.title);
    if (module.assessment) add(module.assessment.iri, module.assessment.title);
    for (const { iri, title, text, components } of questionsOf(module)) {
      add(iri, title);
      add(`${iri}#text`, plainText(text));
      for (const kind of ['choices', 'source', 'target'] as const)
        for (const part of components[kind] ?? []) add(`${iri}#${kind}/${part.id}`, part.text);
    }
  }
  return names;
}
