import type { Severity } from './finding.js';
import type { Judged, Protocol } from './package.js';

/** A breach of a rule: where, what is wrong, what to write instead. */
export interface Breach {
  readonly file: string;
  /** From 1; left out where a line says nothing. */
  readonly line?: number;
  readonly message: string;
  readonly hint: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** One thing a package must meet. */
export interface Rule {
  /** Never changes its meaning; a breach is the diagnostic `package/<id>`. */
  readonly id: string;
  /** The demand in one sentence. */
  readonly says: string;
  /** The standard's section, or why the rule is there. */
  readonly source: string;
  /** The standards it is for. */
  readonly protocols: readonly Protocol[];
  /** How grave a breach is in a package of anybody's; `error` when left out. */
  readonly severity?: Severity;
  /** True for what only our own packages are held to: no system was seen to need it. */
  readonly isHouseRule?: boolean;
  breaches(pkg: Judged): readonly Breach[];
}

export const everyProtocol: readonly Protocol[] = ['scorm12', 'scorm2004', 'cmi5', 'xapi'];
export const scormProtocols: readonly Protocol[] = ['scorm12', 'scorm2004'];
