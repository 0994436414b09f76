/** The functions of SCORM's API that do something, whatever a version calls them. */
export type ApiCall = 'initialize' | 'terminate' | 'get' | 'set' | 'commit';

/** How a version words its refusals: error codes, and the sections that ask for them. */
export interface Letter {
  /** The data model's section, for what no element's own section covers. */
  readonly section: string;
  /** Calls at the wrong time of a session. */
  readonly outOfTurn: Readonly<Record<ApiCall, Partial<Record<'new' | 'open' | 'ended', Refusal>>>>;
  readonly argument: { readonly code: string; readonly section: string };
  readonly noElement: { readonly get: Refusal; readonly set: Refusal };
  readonly unknown: string;
  readonly readOnly: string;
  readonly writeOnly: string;
  /** Null where a keyword is an element like others. */
  readonly keyword: string | null;
  readonly type: string;
  readonly range: string;
  /** A list's entry behind the next free place. */
  readonly outOfOrder: string;
  readonly noSuchEntry: string;
  /** Something else must be set first; '0': only noted. */
  readonly dependency: string;
  /** Null where identifiers may repeat. */
  readonly notUnique: string | null;
  readonly noChildren: string;
  readonly noCount: string;
}

interface Refusal {
  readonly code: string;
  readonly fault: string;
  readonly section: string;
}

const early = 'came before the session was opened';
const late = 'came after the session had ended';
const twice = 'came while the session was open already';

const api12 = 'SCORM 1.2 RTE 3.3.2';
const codes12 = 'SCORM 1.2 RTE 3.3.3';
const notOpen12 = (section: string) => ({
  new: { code: '301', fault: early, section },
  ended: { code: '301', fault: late, section },
});

const api2004 = 'SCORM 2004 RTE 3.1.2';
const codes2004 = 'SCORM 2004 RTE 3.1.7';
const notOpen2004 = (before: string, after: string) => ({
  new: { code: before, fault: early, section: api2004 },
  ended: { code: after, fault: late, section: api2004 },
});

/** SCORM 1.2 RTE 3.3.2 and 3.3.3; SCORM 2004 RTE 3.1.2 (states of a session) and 3.1.7 (error codes). */
export const letters: Readonly<Record<'scorm12' | 'scorm2004', Letter>> = {
  scorm12: {
    section: 'SCORM 1.2 RTE 3.4.4',
    outOfTurn: {
      initialize: {
        open: { code: '101', fault: twice, section: api12 },
        ended: { code: '101', fault: late, section: api12 },
      },
      terminate: notOpen12(api12),
      get: notOpen12(api12),
      set: notOpen12(api12),
      commit: notOpen12(api12),
    },
    argument: { code: '201', section: api12 },
    noElement: {
      get: { code: '201', fault: 'names no element', section: codes12 },
      set: { code: '201', fault: 'names no element', section: codes12 },
    },
    unknown: '401',
    readOnly: '403',
    writeOnly: '404',
    keyword: '402',
    type: '405',
    range: '405',
    outOfOrder: '201',
    noSuchEntry: '201',
    dependency: '0',
    notUnique: null,
    noChildren: '202',
    noCount: '203',
  },
  scorm2004: {
    section: 'SCORM 2004 RTE 4.2',
    outOfTurn: {
      initialize: {
        open: { code: '103', fault: twice, section: api2004 },
        ended: { code: '104', fault: late, section: api2004 },
      },
      terminate: notOpen2004('112', '113'),
      get: notOpen2004('122', '123'),
      set: notOpen2004('132', '133'),
      commit: notOpen2004('142', '143'),
    },
    argument: { code: '201', section: codes2004 },
    noElement: {
      get: { code: '301', fault: 'names no element', section: codes2004 },
      set: { code: '351', fault: 'names no element', section: codes2004 },
    },
    unknown: '401',
    readOnly: '404',
    writeOnly: '405',
    keyword: null,
    type: '406',
    range: '407',
    outOfOrder: '351',
    noSuchEntry: '301',
    dependency: '408',
    notUnique: '351',
    noChildren: '301',
    noCount: '301',
  },
};
