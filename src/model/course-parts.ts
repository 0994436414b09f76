import type { AssessmentData, CourseData, QuestionData } from './course-data.js';

/**
 * The part of the course data that stands in the document, so that the first page waits for nothing else:
 * every id that progress, locks and the suspended state go by. Activity ids follow from these (`iris.ts`).
 */
export interface CourseStart {
  readonly format: CourseData['format'];
  /** Of the rest that belongs to this document. */
  readonly stamp: string;
  readonly module: Omit<CourseData['module'], 'iri'>;
  readonly completion: CourseData['completion'];
  readonly lessons: readonly {
    readonly id: string;
    readonly title: string;
    readonly pages: readonly Omit<CourseData['lessons'][number]['pages'][number], 'iri'>[];
  }[];
  /** Ids of the checks. */
  readonly checks: readonly string[];
  /** With the ids of its questions. */
  readonly assessment: AssessmentStart | null;
}

export interface AssessmentStart extends Omit<AssessmentData, 'iri' | 'questions'> {
  readonly questions: readonly string[];
}

/** What of the course data is wanted once a question is answered, and not before. */
export interface CourseRest {
  readonly objectives: CourseData['objectives'];
  /** Those of all activities; the document has those of the module and its first page, which statements name before the rest is there. */
  readonly names?: CourseData['module']['names'];
  /** Checks and questions of the assessment, by id. */
  readonly questions: Readonly<Record<string, Omit<QuestionData, 'id' | 'iri'>>>;
}

/** Everything behind the first lesson: the content of the second file. */
export interface RestOfCourse {
  /** Made from the content: a document takes only the rest that was built with it. */
  readonly stamp: string;
  /** All later sections, and what their script puts into them. */
  readonly html: string;
  /** Style sheet of these sections, to stand after the document's own. */
  readonly styles: string;
  /** Words of the interface, in the form of those in the document. */
  readonly words: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly course: CourseRest;
}

/** Course data in the two parts in which it travels; the page joins them again (`runtime/course-element.ts`). */
export function courseParts(course: CourseData): { start: Omit<CourseStart, 'stamp'>; rest: CourseRest } {
  const { format, module, completion, lessons, checks, assessment } = course;
  const { id, iri, iriBase, version, title, language, names } = module;
  const early = [iri, ...(lessons[0]?.pages ?? []).slice(0, 1).map((page) => page.iri)];
  const namesNow = names && {
    names: Object.fromEntries(early.map((one) => [one, without(language, names[one] ?? {})])),
  };
  return {
    start: {
      format,
      module: { id, iriBase, version, title, language, ...namesNow },
      completion,
      lessons: lessons.map((lesson) => ({
        id: lesson.id,
        title: lesson.title,
        pages: lesson.pages.map((page) => ({ id: page.id, title: page.title, seconds: page.seconds })),
      })),
      checks: checks.map((question) => question.id),
      assessment: assessment && startOf(assessment),
    },
    rest: {
      objectives: course.objectives,
      ...(names ? { names } : {}),
      questions: Object.fromEntries(
        [...checks, ...(assessment?.questions ?? [])].map(({ id: question, iri: _, ...more }) => [question, more]),
      ),
    },
  };
}

/** Its activity id follows from the module's. */
function startOf({ iri: _, questions, ...rules }: AssessmentData): AssessmentStart {
  return { ...rules, questions: questions.map((question) => question.id) };
}

/** Names in the other languages: that of the document's own stands there already. */
function without(language: string, names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).filter(([tag]) => tag !== language));
}

/** The course in another of its languages: the content of the file that comes when a learner chooses it. */
export interface CourseInLanguage {
  /** Of the rest that it was built with. */
  readonly stamp: string;
  readonly language: string;
  /** All sections, and what scripts put into them. */
  readonly html: string;
  /** Words of the page's frame, by `data-say`. */
  readonly frame: Readonly<Record<string, string>>;
  readonly words: RestOfCourse['words'];
  /** Texts of the course data, at their places. */
  readonly course: {
    readonly module: Pick<CourseData['module'], 'title' | 'language'>;
    readonly lessons: readonly {
      readonly title: string;
      readonly pages: readonly Pick<CourseData['lessons'][number]['pages'][number], 'title'>[];
    }[];
    readonly objectives: CourseData['objectives'];
    readonly assessment: Pick<NonNullable<CourseData['assessment']>, 'title'> | null;
  };
  readonly questions: Readonly<Record<string, Pick<QuestionData, 'title' | 'text' | 'components'>>>;
}

/** The texts of course data: what differs from language to language. */
export function courseTexts(course: CourseData): Pick<CourseInLanguage, 'course' | 'questions'> {
  const { module, lessons, objectives, checks, assessment } = course;
  return {
    course: {
      module: { title: module.title, language: module.language },
      lessons: lessons.map(({ title, pages }) => ({ title, pages: pages.map((page) => ({ title: page.title })) })),
      objectives,
      assessment: assessment && { title: assessment.title },
    },
    questions: Object.fromEntries(
      [...checks, ...(assessment?.questions ?? [])].map(({ id, title, text, components }) => [
        id,
        { title, text, components },
      ]),
    ),
  };
}
