/** The verbs of this LMS: those that cmi5 keeps for it (cmi5 9.3.1, 9.3.6, 9.3.9), and one for what it refused. */
export const lmsVerbs = {
  launched: { id: 'http://adlnet.gov/expapi/verbs/launched', word: 'launched' },
  abandoned: { id: 'https://w3id.org/xapi/adl/verbs/abandoned', word: 'abandoned' },
  satisfied: { id: 'https://w3id.org/xapi/adl/verbs/satisfied', word: 'satisfied' },
  /** Of Activity Streams 1.0, not of cmi5: "the actor has rejected the object". */
  rejected: { id: 'http://activitystrea.ms/schema/1.0/reject', word: 'rejected' },
} as const;
