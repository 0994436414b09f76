/** An edition of SCORM, named like the target that is built for it. */
export type Edition = 'scorm12' | 'scorm2004-2' | 'scorm2004-3' | 'scorm2004-4';

/** How much an LMS of an edition must take at least; more may be cut or refused. Lengths in characters. */
export interface EditionLimits {
  readonly suspendData: number;
  readonly location: number;
  readonly identifier: number;
  readonly launchData: number;
  /** A text answer (`fill-in`). */
  readonly fillIn: number;
  /** The text of a question; 0 where the edition has no place for it. */
  readonly description: number;
  readonly comment: number;
}

/** SCORM 1.2 RTE 3.4.4; SCORM 2004 RTE 4.2 (smallest permitted maximums). */
export const editionLimits: Readonly<Record<Edition, EditionLimits>> = {
  scorm12: {
    suspendData: 4096,
    location: 255,
    identifier: 255,
    launchData: 4096,
    fillIn: 255,
    description: 0,
    comment: 4096,
  },
  'scorm2004-2': {
    suspendData: 4000,
    location: 1000,
    identifier: 4000,
    launchData: 4000,
    fillIn: 250,
    description: 250,
    comment: 4000,
  },
  'scorm2004-3': {
    suspendData: 64000,
    location: 1000,
    identifier: 4000,
    launchData: 4000,
    fillIn: 250,
    description: 250,
    comment: 4000,
  },
  'scorm2004-4': {
    suspendData: 64000,
    location: 1000,
    identifier: 4000,
    launchData: 4000,
    fillIn: 250,
    description: 250,
    comment: 4000,
  },
};
