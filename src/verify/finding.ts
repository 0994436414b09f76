/**
 * How grave a finding is: an `error` keeps the package from working by its standard, a `warning` in some systems or
 * for some learners, a `note` is for whoever wants to know.
 */
export type Severity = 'error' | 'warning' | 'note';

/** One thing found about a package. */
export interface Finding {
  /** The rule's id; never changes its meaning. */
  readonly rule: string;
  readonly severity: Severity;
  /** A file in the package, or the package itself. */
  readonly file: string;
  /** From 1; null where a line says nothing. */
  readonly line: number | null;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The standard's section, or why it is looked for. */
  readonly source: string;
}
