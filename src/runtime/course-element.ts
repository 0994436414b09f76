import { irisOf } from '../iris.js';
import type { CourseData, QuestionData } from '../model/course-data.js';
import type { CourseRest, CourseStart } from '../model/course-parts.js';

/**
 * The course that the compiler left in the document, with the stamp of its rest. Its questions have only ids so far:
 * `completeCourse` brings what else they have. @throws when there is none: a bug of ours, no learner's case.
 */
export function readCourse(document: Document): { course: CourseData; stamp: string } {
  const text = document.getElementById('course-data')?.textContent;
  if (!text) throw new Error('No course data in this document');
  // Written by our own compiler from the same type, in the same package.
  const { stamp, ...start } = JSON.parse(text) as CourseStart;
  const iris = irisOf(start.module.iriBase, start.module.id);
  const question = (id: string) => ({ id, iri: iris.question(id) }) as QuestionData;
  const course: CourseData = {
    ...start,
    module: { ...start.module, iri: iris.module },
    lessons: start.lessons.map((lesson) => ({
      ...lesson,
      pages: lesson.pages.map((page) => ({ ...page, iri: iris.page(page.id) })),
    })),
    objectives: [],
    checks: start.checks.map(question),
    assessment: start.assessment && {
      ...start.assessment,
      iri: iris.assessment,
      questions: start.assessment.questions.map(question),
    },
  };
  return { course, stamp };
}

/** Fills the course in place: whoever holds one of its questions since the start has it whole from now on. */
export function completeCourse(course: CourseData, { objectives, names, questions }: CourseRest): void {
  Object.assign(course, { objectives });
  Object.assign(course.module, { names });
  for (const question of [...course.checks, ...(course.assessment?.questions ?? [])]) {
    Object.assign(question, questions[question.id]);
  }
}

/** What the build sets for the learner's page of one package, by target and by LMS profile: attributes of the document. */
export interface Settings {
  /** Id of the target that this document was built for; null when it does not say. */
  readonly target: string | null;
  /** Tries whose answers an LMS is told side by side: as many as its requests have room for. */
  readonly keptTries: number;
  /** SCORM 1.2's status of who failed and has tries left (8g). */
  readonly failing: 'incomplete' | 'failed';
  /** What SCORM is told of a module that has no assessment and is done: some systems wait for a pass. */
  readonly untested: 'completed' | 'passed';
}

export function readSettings({ documentElement: { dataset } }: Document): Settings {
  return {
    target: dataset.target ?? null,
    keptTries: Number(dataset.tries) || 1,
    // Written by our own packager from the same words (`packager/assemble.ts`), where they are not the common ones.
    failing: (dataset.failing ?? 'incomplete') as Settings['failing'],
    untested: (dataset.untested ?? 'completed') as Settings['untested'],
  };
}
