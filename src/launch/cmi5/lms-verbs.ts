/** The verbs that cmi5 keeps for the LMS (cmi5 9.3.1, 9.3.6, 9.3.9). */
export const lmsVerbs = {
  launched: { id: 'http://adlnet.gov/expapi/verbs/launched', word: 'launched' },
  abandoned: { id: 'https://w3id.org/xapi/adl/verbs/abandoned', word: 'abandoned' },
  satisfied: { id: 'https://w3id.org/xapi/adl/verbs/satisfied', word: 'satisfied' },
} as const;
