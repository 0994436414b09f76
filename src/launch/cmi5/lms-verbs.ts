import { rejectVerb } from '../../xapi/vocabulary.js';

/** The verbs of this LMS: those that cmi5 keeps for it (cmi5 9.3.1, 9.3.6, 9.3.9), and one for what it refused. */
export const lmsVerbs = {
  launched: { id: 'http://adlnet.gov/expapi/verbs/launched', word: 'launched' },
  abandoned: { id: 'https://w3id.org/xapi/adl/verbs/abandoned', word: 'abandoned' },
  satisfied: { id: 'https://w3id.org/xapi/adl/verbs/satisfied', word: 'satisfied' },
  rejected: { id: rejectVerb, word: 'rejected' },
} as const;
