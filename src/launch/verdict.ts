/** One line of an LMS's gradebook: what an administrator would read there about one attempt. */
export interface Verdict {
  /** `passed`, `completed, unknown`, `not attempted`. */
  readonly status: string;
  /** `88%`; '' while there is none. */
  readonly score: string;
  /** `12 min 4 s`; '' while there is none. */
  readonly time: string;
  readonly interactions: number;
  /** True once an LMS would count the course as done. */
  readonly isDone: boolean;
}
