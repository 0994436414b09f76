/**
 * The words of our statements: verbs, activity types, categories and extensions by their IRIs.
 * Everything of ours starts with the programme's one `iriBase` (it ends in '/' and never changes).
 */
const adlVerb = <Word extends string>(word: Word) => ({ id: `http://adlnet.gov/expapi/verbs/${word}`, word }) as const;

/** ADL's verbs; `word` is the display text in American English. */
export const verbs = {
  initialized: adlVerb('initialized'),
  experienced: adlVerb('experienced'),
  answered: adlVerb('answered'),
  progressed: adlVerb('progressed'),
  attempted: adlVerb('attempted'),
  passed: adlVerb('passed'),
  failed: adlVerb('failed'),
  completed: adlVerb('completed'),
  terminated: adlVerb('terminated'),
  voided: adlVerb('voided'),
} as const;

/** Of Activity Streams 1.0: an LMS's own word, with itself as the actor, for what it refused of a session. */
export const rejectVerb = 'http://activitystrea.ms/schema/1.0/reject';

export type VerbName = keyof typeof verbs;

/** ADL's activity types. */
export const activityTypes = {
  course: 'http://adlnet.gov/expapi/activities/course',
  module: 'http://adlnet.gov/expapi/activities/module',
  lesson: 'http://adlnet.gov/expapi/activities/lesson',
  assessment: 'http://adlnet.gov/expapi/activities/assessment',
  question: 'http://adlnet.gov/expapi/activities/cmi.interaction',
  profile: 'http://adlnet.gov/expapi/activities/profile',
} as const;

/** cmi5's own categories and extensions (cmi5 9.6.2, 9.6.3, 9.5.5). */
export const cmi5 = {
  category: 'https://w3id.org/xapi/cmi5/context/categories/cmi5',
  moveOn: 'https://w3id.org/xapi/cmi5/context/categories/moveon',
  sessionId: 'https://w3id.org/xapi/cmi5/context/extensions/sessionid',
  masteryScore: 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore',
  launchMode: 'https://w3id.org/xapi/cmi5/context/extensions/launchmode',
  launchUrl: 'https://w3id.org/xapi/cmi5/context/extensions/launchurl',
  moveOnExtension: 'https://w3id.org/xapi/cmi5/context/extensions/moveon',
  launchParameters: 'https://w3id.org/xapi/cmi5/context/extensions/launchparameters',
  /** Whole percent, 1 to 100; used by all our targets. */
  progress: 'https://w3id.org/xapi/cmi5/result/extensions/progress',
} as const;

export interface ProfileTerms {
  /** Category that marks a statement as ours. */
  readonly profile: string;
  /** What every module's activity id starts with. */
  readonly modules: string;
  /** Context: semantic version of the module. */
  readonly moduleVersion: string;
  /** Context: id of the target that the package was built for (`scorm12` ...). */
  readonly target: string;
  /** Context: id of one launch up to its close; cmi5's session id is used instead where there is one. */
  readonly session: string;
  /** Result: number of the handed-in try within the attempt, from 1; 0 for the pre-test. */
  readonly try: string;
  /** Result: score of a try that is no verdict, 0 to 1. */
  readonly tryScore: string;
  /** Result: score of the pre-test, 0 to 1, beside that of a later try: the difference is what was gained. */
  readonly preTestScore: string;
  /** Result: score of one answer, 0 to 1. */
  readonly answerScore: string;
  /** State document of a registration: statements that a cmi5 session could not send before it ended, by session id. */
  readonly unsent: string;
}

/** The IRIs of our own xAPI profile below the programme's base. */
export function profileTerms(iriBase: string): ProfileTerms {
  const extension = (name: string) => `${iriBase}extensions/${name}`;
  return {
    profile: `${iriBase}profile/1`,
    modules: `${iriBase}modules/`,
    moduleVersion: extension('module-version'),
    target: extension('target'),
    session: extension('session'),
    try: extension('try'),
    tryScore: extension('try-score'),
    preTestScore: extension('pre-test-score'),
    answerScore: extension('answer-score'),
    unsent: `${iriBase}documents/unsent-statements`,
  };
}

/** The module's activity id (`<iriBase>modules/<id>`) of any activity id at or below it; undefined for all else. */
export function moduleIriOf(iriBase: string, activityId: string): string | undefined {
  const { modules } = profileTerms(iriBase);
  if (!activityId.startsWith(modules)) return undefined;
  const id = /^[^/?#]+/.exec(activityId.slice(modules.length))?.[0];
  return id === undefined ? undefined : modules + id;
}
