import { activityTypes, cmi5, type ProfileTerms, type VerbName, verbs } from '../vocabulary.js';

/** A verb that learners' pages send. */
export type SentVerb = Exclude<VerbName, 'voided'>;

/** A verb, activity type or extension of another vocabulary, and how we use it. */
export interface BorrowedWord {
  readonly id: string;
  readonly label: string;
  readonly definition: string;
}

/** An extension or document of our own. */
export interface OwnWord {
  readonly id: string;
  readonly type: 'ContextExtension' | 'ResultExtension' | 'StateResource';
  readonly label: string;
  readonly definition: string;
  /** JSON Schema of its value. */
  readonly schema: object;
  /** The verbs it goes with; absent where it goes with all. */
  readonly verbs?: readonly SentVerb[];
}

/** What each verb says when a module of ours says it. */
export const verbWords: Readonly<Record<SentVerb, string>> = {
  initialized: 'A session began: the module was launched and is ready.',
  experienced: 'A page was opened, the first time in this session.',
  answered: 'A question was answered: a knowledge check at once, the questions of an assessment when it was handed in.',
  attempted:
    'An assessment was handed in without a verdict: it was not passed and tries are left, it was the pre-test, or it is never passed (an evaluation, a survey). Number and score of the try are extensions; success and score are for verdicts only.',
  progressed: 'More pages have been seen; the extension progress says how much of all, in whole percent.',
  passed: 'The passing score was reached. Once in a registration.',
  failed: 'The passing score was not reached and no try is left. Once in a registration, never after passed.',
  completed: 'Everything that the module asks for was done, whatever the success. Once in a registration.',
  terminated: 'The session ended; its duration is that of the session. Absent where the page had no chance to say so.',
};

/** What each of the activity types stands for here. */
export const activityWords: Readonly<Record<keyof typeof activityTypes, string>> = {
  course: 'A programme: several modules as one course.',
  module: 'A module: what is launched, completed and passed.',
  lesson: 'A page of a module.',
  assessment: 'The assessment of a module.',
  question: 'A question: a knowledge check on a page, or one of an assessment.',
  profile: 'The mark of this vocabulary in a statement: its version as category.',
};

export const borrowedVerbs: readonly (BorrowedWord & { readonly name: SentVerb })[] = Object.entries(verbWords).flatMap(
  ([name, definition]) => (isSent(name) ? [{ id: verbs[name].id, name, label: verbs[name].word, definition }] : []),
);

export const borrowedActivityTypes: readonly BorrowedWord[] = Object.entries(activityTypes).map(([label, id]) => ({
  id,
  label,
  definition: Object.entries(activityWords).find(([name]) => name === label)?.[1] ?? '',
}));

export const borrowedExtensions: readonly BorrowedWord[] = [
  {
    id: cmi5.progress,
    label: 'progress',
    definition: 'Result: whole percent of the pages seen, 1 to 100 (cmi5 9.5.5.1).',
  },
];

/** The words of our own, under the programme's base. */
export function ownWords(terms: ProfileTerms): readonly OwnWord[] {
  const share = { type: 'number', minimum: 0, maximum: 1 };
  const word = { type: 'string', minLength: 1 };
  return [
    {
      id: terms.moduleVersion,
      type: 'ContextExtension',
      label: 'module version',
      definition: 'The semantic version of the module that the statement is about.',
      schema: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
    },
    {
      id: terms.session,
      type: 'ContextExtension',
      label: 'session',
      definition: 'The same for all statements from one launch up to its close, and for no others.',
      schema: word,
    },
    {
      id: terms.target,
      type: 'ContextExtension',
      label: 'target',
      definition: 'The standard that the package was built for: scorm12, scorm2004-4, cmi5, xapi and so on.',
      schema: word,
    },
    {
      id: terms.try,
      type: 'ResultExtension',
      label: 'try',
      definition: 'The number of the handed-in try within the registration, from 1; 0 for the pre-test.',
      schema: { type: 'integer', minimum: 0 },
      verbs: ['answered', 'attempted', 'passed', 'failed'],
    },
    {
      id: terms.tryScore,
      type: 'ResultExtension',
      label: 'try score',
      definition:
        'The score of a try without a verdict, from 0 to 1, rounded to seven decimals. Absent from a survey, which has none.',
      schema: share,
      verbs: ['attempted'],
    },
    {
      id: terms.preTestScore,
      type: 'ResultExtension',
      label: 'pre-test score',
      definition:
        'The score of the pre-test, from 0 to 1, beside the score of a later try: the difference is what was gained.',
      schema: share,
      verbs: ['attempted', 'passed', 'failed'],
    },
    {
      id: terms.answerScore,
      type: 'ResultExtension',
      label: 'answer score',
      definition:
        'The score of one answer, from 0 to 1, rounded to seven decimals; also where result.success may not be said.',
      schema: share,
      verbs: ['answered'],
    },
    {
      id: terms.unsent,
      type: 'StateResource',
      label: 'unsent statements',
      definition:
        'Statements of cmi5 sessions that ended before the record store had acknowledged them, by session id, without their actor. ' +
        'They were never sent in another session. One whose id the record store knows did arrive after all.',
      schema: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object' } } },
    },
  ];
}

function isSent(name: string): name is SentVerb {
  return Object.hasOwn(verbWords, name);
}
