import type { CourseData } from '../model/course-data.js';

/** The course that the compiler left in the document. @throws when there is none: a bug of ours, no learner's case. */
export function readCourse(document: Document): CourseData {
  const text = document.getElementById('course-data')?.textContent;
  if (!text) throw new Error('No course data in this document');
  // Written by our own compiler from the same type, in the same package.
  return JSON.parse(text) as CourseData;
}

/** Id of the target that this document was built for; null when it does not say. */
export function readTarget(document: Document): string | null {
  return document.documentElement.dataset.target ?? null;
}
