/** Only `normal` counts; `browse` is a look around, `review` a look back (SCORM 2004 RTE 4.2.14, cmi5 10.2.2). */
export type LaunchMode = 'normal' | 'browse' | 'review';

/** What a person may choose for one launch. */
export interface LaunchWish {
  /** Begin a new attempt, with a new registration, even where the last one could be resumed. */
  readonly afresh: boolean;
  readonly mode: LaunchMode;
  /** SCORM: hand the package the address of the record store. cmi5 and xAPI have no other door, so there it stays open. */
  readonly door: boolean;
  /** Which unit of the package (SCO, AU, activity), by its id in the manifest; absent: the first. */
  readonly unit?: string | undefined;
}
