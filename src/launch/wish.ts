/** Only `normal` counts; `browse` is a look around, `review` a look back (SCORM 2004 RTE 4.2.14, cmi5 10.2.2). */
export type LaunchMode = 'normal' | 'browse' | 'review';

/** What a person may choose for one launch. Null leaves a choice to the LMS or to the package. */
export interface LaunchWish {
  /** Account name of one of the stand-in learners; null for the first. */
  readonly learner: string | null;
  /** Id of what is to be launched: manifest item, assignable unit, activity; null for the package's first. */
  readonly unit: string | null;
  /** Begin a new attempt, with a new registration, even where the last one could be resumed. */
  readonly afresh: boolean;
  /** Registration of the attempt to go on with; null for the one that was launched last. */
  readonly attempt: string | null;
  readonly mode: LaunchMode;
  /** SCORM. Null: credit in normal mode only. */
  readonly credit: 'credit' | 'no-credit' | null;
  /** SCORM. Null: as the standard has it, by what is kept. */
  readonly entry: 'ab-initio' | 'resume' | '' | null;
  /** 0 to 1; `none` for an LMS that states none; null for the package's own. */
  readonly masteryScore: number | 'none' | null;
  /** SCORM: hand the package the address of the record store. cmi5 and xAPI have no other door, so there it stays open. */
  readonly door: boolean;
  /** SCORM: this text as launch data, in the place of the door and of what the package brings. */
  readonly launchData: string | null;
  /** Show the course in a window of its own, whatever the package asks for. */
  readonly ownWindow: boolean;
  /** SCORM: answer breaches of the standard with its errors; otherwise they are listed, and let pass where scorm-again does. */
  readonly strict: boolean;
}
