import type { Finding } from '../finding.js';

/** What happened when a package was launched in a browser, in the stand-in LMS. */
export interface RunReport {
  /** Title of what was launched: the first unit of the package that has a file. */
  readonly launched: string;
  /** Calls to the LMS, or requests to the record store. */
  readonly calls: readonly RunCall[];
  readonly callCount: number;
  /** What the LMS held at the end: status, score, time and so on, as a person reads it. */
  readonly holds: readonly { readonly label: string; readonly value: string }[];
  /** `open`, `ended`: whether the course said that it is over. */
  readonly session: string;
  readonly statements: readonly string[];
  /** What the browser fetched until the page was at rest. */
  readonly firstPage: { readonly requests: number; readonly bytes: number };
  /** Breaches of the standard, errors of the console, faults of accessibility, hosts that were asked for. */
  readonly findings: readonly Finding[];
}

/** One call with its answer. */
export interface RunCall {
  readonly call: string;
  readonly answer: string;
  /** What an LMS holds against it; null for nothing. */
  readonly error: string | null;
}
