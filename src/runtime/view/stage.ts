import type { CourseData } from '../../model/course-data.js';
import type { Action, Rules } from '../attempt.js';
import type { Words } from './words.js';

/** What every part of the view works with. */
export interface Stage {
  readonly document: Document;
  readonly course: CourseData;
  /** The rules in force, as the last scene gave them. */
  rules(): Rules;
  readonly words: Words;
  readonly act: (action: Action) => void;
  /** Draws everything anew, in the words that there are now. */
  readonly redraw: () => void;
  /** Says a text to screen readers, politely. */
  readonly announce: (text: string) => void;
}
