import type { Finding } from '../finding.js';

/** What happened when the units of a package were launched, one after the other, in the stand-in LMS. */
export interface PackageRun {
  /** In the manifest's order. */
  readonly units: readonly RunReport[];
  readonly leftOut: readonly LeftOut[];
  /** The bound: how many units would have been launched. */
  readonly most: number;
}

/** A unit that was not launched, and why, in a sentence. */
export interface LeftOut {
  readonly unit: string;
  readonly title: string;
  readonly reason: string;
}

/** What happened when a unit was launched in a browser. */
export interface RunReport {
  /** Id of what was launched, as the manifest has it. */
  readonly unit: string;
  /** Its title; the package's where it has none. */
  readonly launched: string;
  /** What an LMS's gradebook would say at the end: `incomplete`, `completed, passed`; '' when it was told nothing. */
  readonly status: string;
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
  /** How many there were, listed or not. */
  readonly faults: RunFaults;
  /** Breaches of the standard, errors of the console, faults of accessibility, hosts that were asked for. */
  readonly findings: readonly Finding[];
}

export interface RunFaults {
  readonly breaches: number;
  readonly consoleErrors: number;
  readonly accessibility: number;
}

/** One call with its answer. */
export interface RunCall {
  readonly call: string;
  readonly answer: string;
  /** What an LMS holds against it; null for nothing. */
  readonly error: string | null;
}
