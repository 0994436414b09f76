import type { CourseData } from '../../model/course-data.js';
import { type AttemptState, isPreTest } from '../attempt.js';
import type { Words } from './words.js';

/** What the questions ahead are called: the pre-test has a name of its own. @param state before which they are */
export function assessmentTitle(words: Words, course: CourseData, state: AttemptState): string {
  return isPreTest(course, state) ? words.say('preTest') : (course.assessment?.title ?? '');
}
