import type { Package, Protocol } from './package.js';

/** A breach of a rule: where, what is wrong, what to write instead. */
export interface Breach {
  readonly file: string;
  /** From 1; 1 when left out. */
  readonly line?: number;
  readonly message: string;
  readonly hint: string;
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
  breaches(pkg: Package): readonly Breach[];
}

export const everyProtocol: readonly Protocol[] = ['scorm12', 'scorm2004', 'cmi5', 'xapi'];
export const scormProtocols: readonly Protocol[] = ['scorm12', 'scorm2004'];
