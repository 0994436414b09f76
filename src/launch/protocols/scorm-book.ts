import type { Edition } from '../../scorm/edition.js';
import type { LaunchContext } from '../open-launch.js';
import type { Verdict } from '../verdict.js';

/** SCORM's data by full element name. */
export type Cmi = Readonly<Record<string, string>>;

/** How the two SCORM versions differ for an LMS. */
export interface ScormBook {
  readonly api: 'scorm12' | 'scorm2004';
  /** Whose letter calls are judged by. @param schemaversion as the manifest writes it */
  edition(schemaversion: string | null): Edition;
  /** Whether the next launch goes on with what is kept. */
  continues(kept: Cmi): boolean;
  /** Everything the API holds before the course asks: the kept data, and what the LMS sets anew at each launch. */
  preload(context: LaunchContext, kept: Cmi, launchData: string): Cmi;
  /** Panel rows: label, element, and what the standard means by an element not yet set. */
  readonly rows: readonly (readonly [label: string, element: string, unset: string])[];
  /** Status and score as an LMS shows them; it may overrule the course where the standard says so. */
  verdict(cmi: Cmi): Pick<Verdict, 'status' | 'score' | 'isDone'>;
  /** Element of the total time, as the standard spells it. */
  readonly totalTime: string;
  /** Last part of an interaction's answer element. */
  readonly response: string;
  /** Characters that suspend data may have. */
  readonly suspendLimit: number;
}
