import type { RestOfCourse } from '../model/course-parts.js';
import type { AnswerRecords } from './answer-records.js';
import type { Action, AttemptState, Rules } from './attempt.js';
import type { Journals, UntrackedReason } from './lms/session.js';
import type { ObjectiveResults } from './objective-results.js';
import type { Outcome } from './outcome.js';
import type { Stage } from './view/stage.js';

/** What the page shows at a time; the view draws exactly this and keeps no other truth. */
export interface Scene {
  readonly rules: Rules;
  readonly state: AttemptState;
  readonly outcome: Outcome;
  /** False in review and browse mode: nothing is recorded, and the page says so. */
  readonly writes: boolean;
}

/**
 * Why nothing is saved: the LMS does not take it, or does not answer; it has closed the session; it has no room;
 * the session ended here, by the browser's doing or our own.
 */
export type FailCause = 'refused' | 'expired' | 'full' | 'ended';

/**
 * The sign at the top: saved (at a time; in this browser alone), saving, failing (since a time), untracked (`kept`: what an
 * earlier load did is), open in another window (from which it can be taken, or which took it), or nothing recorded (review).
 */
export type SavedSign =
  | { readonly state: 'saved'; readonly at: number; readonly inBrowser?: boolean }
  | { readonly state: 'saving' }
  | { readonly state: 'failing'; readonly since: number; readonly retrying: boolean; readonly cause: FailCause }
  | { readonly state: 'elsewhere'; readonly canTake: boolean }
  | { readonly state: 'untracked'; readonly reason: UntrackedReason; readonly kept?: boolean | undefined }
  | { readonly state: 'review' };

/** The learner's page. `main.ts` holds the attempt; the view shows it and sends actions back. */
export interface View {
  /** Draws the scene; moves focus to the heading when the place changed. */
  show(scene: Scene): void;
  saved(sign: SavedSign): void;
  /** Offers to go on here with what another window has; `go` takes it. */
  offerTake(go: () => void): void;
  /** Lets the learner copy the run log for support; `text` makes it. */
  support(text: () => string): void;
  /** Offers a way back to the LMS, where one is known (cmi5 returnURL); `go` ends the session and follows it. */
  wayBack(go: () => void): void;
  /** The rest of the course is there: later lessons, questions and their script. */
  arrived(code: RestCode, content: RestOfCourse): void;
  /** The rest did not come; it is asked for again. */
  late(): void;
}

/** The script that comes with the rest (`rest.ts`). */
export interface RestCode {
  readonly behaviour: Rules['behaviour'];
  readonly answer: Rules['answer'];
  /** What is told of the answers that an action brought. */
  readonly records: AnswerRecords;
  /** What a round showed of the objectives. */
  readonly results: ObjectiveResults;
  /** How SCORM is told of answers and objectives, by edition. */
  readonly journals: Journals;
  /** Draws into the sections that came along. */
  readonly createView: (stage: Stage) => Pick<View, 'show' | 'saved' | 'support' | 'offerTake' | 'wayBack'>;
}

export type CreateView = (root: Document, rules: Rules, act: (action: Action) => void) => View;
