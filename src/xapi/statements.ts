import type { SpelledAnswer } from '../interaction.js';
import { isoDuration } from './duration.js';
import { activityTypes, cmi5, profileTerms, type VerbName, verbs } from './vocabulary.js';

/** A statement as JSON. */
export type StatementJson = Readonly<Record<string, unknown>>;

/** What all statements of one session share. */
export interface StatementFacts {
  readonly course: {
    /** The module's own activity id: the same in every format and version. */
    readonly iri: string;
    readonly iriBase: string;
    readonly title: string;
    readonly version: string;
    /** BCP 47. */
    readonly language: string;
    /** What is named, in every language: by activity id, `<id>#text` and `<id>#choices/a` (`NamesByLanguage`). */
    readonly names?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  };
  /** The activity id that stands for the module here: ours, or the one that a cmi5 LMS chose. */
  readonly activityId: string;
  /** The learner as the LMS gave it; goes into each statement unchanged. */
  readonly actor: object;
  readonly registration: string;
  /** Id of this launch up to its close. */
  readonly session: string;
  /** Id of the target the package was built for, when the page knows it. */
  readonly target: string | null;
}

/** Id (UUID) and time (milliseconds since the epoch) of one statement, fixed before it is first sent. */
export interface Moment {
  readonly id: string;
  readonly at: number;
}

export interface NamedActivity {
  readonly iri: string;
  readonly title: string;
}

export interface Answered {
  readonly question: {
    readonly iri: string;
    readonly title: string;
    readonly text: string;
    readonly components: Components;
  };
  /** Undefined for a type that keeps answers private: the statement then has no response. */
  readonly spelled: SpelledAnswer | undefined;
  /** 0 to 1; null where no answer is right or wrong. */
  readonly score: number | null;
  readonly latencySeconds: number;
  /** Activity id of the page or assessment that asked. */
  readonly parentIri: string;
  /** Number of the try it belongs to; null for a knowledge check. */
  readonly try: number | null;
  /** False leaves `result.success` out, for receivers that allow it on passed and failed only. */
  readonly withSuccess: boolean;
}

export interface Components {
  readonly interactionType: string;
  readonly choices?: readonly Component[];
  readonly source?: readonly Component[];
  readonly target?: readonly Component[];
  readonly scale?: readonly Component[];
  readonly steps?: readonly Component[];
}

export interface Component {
  readonly id: string;
  readonly text: string;
}

/** The end of a try that decides: `score` 0 to 1, unrounded; `try` counts from 1, and 0 is the pre-test. */
export interface Verdict {
  readonly score: number;
  readonly try: number;
  readonly durationSeconds: number;
  /** Score of the pre-test, where another try came after it. */
  readonly preTestScore?: number | undefined;
}

/** The end of a try that decides nothing. A survey has no score. */
export interface Undecided extends Omit<Verdict, 'score'> {
  readonly score: number | null;
}

export interface StatementBuilders {
  initialized(moment: Moment): StatementJson;
  /** A page was opened. `page.iri` is its activity id. */
  experienced(moment: Moment, page: NamedActivity): StatementJson;
  answered(moment: Moment, answer: Answered): StatementJson;
  /** A try without a verdict: no success, no score; try and its score are extensions of our profile. */
  attempted(moment: Moment, assessment: NamedActivity, round: Undecided): StatementJson;
  /** @param progress 0 to 1; sent as whole percent, at least 1 (cmi5 9.5.5.1) */
  progressed(moment: Moment, progress: number): StatementJson;
  passed(moment: Moment, verdict: Verdict): StatementJson;
  failed(moment: Moment, verdict: Verdict): StatementJson;
  completed(moment: Moment, durationSeconds: number): StatementJson;
  /** @param durationSeconds of this session */
  terminated(moment: Moment, durationSeconds: number): StatementJson;
}

/**
 * The makers of every statement that a learner's page sends, for all targets alike.
 * A protocol's door may add to them (cmi5: context template and categories) but takes nothing away.
 */
export function statementBuilders(facts: StatementFacts): StatementBuilders {
  const terms = profileTerms(facts.course.iriBase);
  const module = () => activity(facts, facts.activityId, activityTypes.module, facts.course.title, facts.course.iri);
  const inner = (moment: Moment, verb: VerbName, object: object, parent: string, result?: object) =>
    statement(facts, moment, verb, object, result, parent);
  const own = (moment: Moment, verb: VerbName, result?: object) => statement(facts, moment, verb, module(), result);
  const preTest = (score: number | undefined) => (score === undefined ? {} : { [terms.preTestScore]: rounded(score) });
  const verdictResult = ({ score, try: number, durationSeconds, preTestScore }: Verdict, success: boolean) => ({
    score: { scaled: rounded(score), raw: rounded(score * 100), min: 0, max: 100 },
    success,
    duration: isoDuration(durationSeconds),
    extensions: { [terms.try]: number, ...preTest(preTestScore) },
  });
  return {
    initialized: (moment) => own(moment, 'initialized'),
    experienced: (moment, page) =>
      inner(moment, 'experienced', activity(facts, page.iri, activityTypes.lesson, page.title), facts.activityId),
    answered: (moment, answer) =>
      inner(moment, 'answered', questionActivity(facts, answer), answer.parentIri, {
        ...(answer.withSuccess && answer.score !== null ? { success: answer.score >= 1 - 1e-9 } : {}),
        ...(answer.spelled?.response === undefined ? {} : { response: answer.spelled.response }),
        duration: isoDuration(answer.latencySeconds),
        extensions: {
          ...(answer.score === null ? {} : { [terms.answerScore]: rounded(answer.score) }),
          ...(answer.try === null ? {} : { [terms.try]: answer.try }),
        },
      }),
    attempted: (moment, assessment, { score, try: number, durationSeconds, preTestScore }) =>
      inner(
        moment,
        'attempted',
        activity(facts, assessment.iri, activityTypes.assessment, assessment.title),
        facts.activityId,
        {
          duration: isoDuration(durationSeconds),
          extensions: {
            [terms.try]: number,
            ...(score === null ? {} : { [terms.tryScore]: rounded(score) }),
            ...preTest(preTestScore),
          },
        },
      ),
    progressed: (moment, progress) =>
      own(moment, 'progressed', {
        extensions: { [cmi5.progress]: Math.min(100, Math.max(1, Math.floor(progress * 100 + 1e-9))) },
      }),
    passed: (moment, verdict) => own(moment, 'passed', verdictResult(verdict, true)),
    failed: (moment, verdict) => own(moment, 'failed', verdictResult(verdict, false)),
    completed: (moment, seconds) => own(moment, 'completed', { completion: true, duration: isoDuration(seconds) }),
    terminated: (moment, seconds) => own(moment, 'terminated', { duration: isoDuration(seconds) }),
  };
}

function statement(
  facts: StatementFacts,
  moment: Moment,
  verb: VerbName,
  object: object,
  result?: object,
  parent?: string,
): StatementJson {
  const { course } = facts;
  const terms = profileTerms(course.iriBase);
  return {
    id: moment.id,
    actor: facts.actor,
    verb: { id: verbs[verb].id, display: { 'en-US': verbs[verb].word } },
    object,
    ...(result === undefined ? {} : { result }),
    context: {
      registration: facts.registration,
      contextActivities: {
        ...(parent === undefined ? {} : { parent: [{ objectType: 'Activity', id: parent }] }),
        grouping: [{ objectType: 'Activity', id: course.iri }],
        category: [{ objectType: 'Activity', id: terms.profile, definition: { type: activityTypes.profile } }],
      },
      revision: course.version,
      language: course.language,
      extensions: {
        [terms.moduleVersion]: course.version,
        [terms.session]: facts.session,
        ...(facts.target === null ? {} : { [terms.target]: facts.target }),
      },
    },
    timestamp: new Date(moment.at).toISOString(),
  };
}

function activity(facts: StatementFacts, id: string, type: string, name: string, key = id): object {
  return { objectType: 'Activity', id, definition: { type, name: said(facts, key, name) } };
}

/** A language map: the text that the learner reads, and those of the other languages. */
function said({ course }: StatementFacts, key: string, text: string): object {
  return { [course.language]: text, ...course.names?.[key] };
}

function questionActivity(facts: StatementFacts, { question, spelled }: Answered): object {
  const { iri, title, text: asked, components } = question;
  const { interactionType } = components;
  const list = (kind: 'choices' | 'source' | 'target' | 'scale' | 'steps') => {
    const parts = components[kind];
    return (
      parts && { [kind]: parts.map(({ id, text }) => ({ id, description: said(facts, `${iri}#${kind}/${id}`, text) })) }
    );
  };
  const correct = spelled?.correct ?? [];
  return {
    objectType: 'Activity',
    id: iri,
    definition: {
      type: activityTypes.question,
      name: said(facts, iri, title),
      description: said(facts, `${iri}#text`, asked),
      interactionType,
      ...(correct.length > 0 ? { correctResponsesPattern: correct } : {}),
      ...list('choices'),
      ...list('source'),
      ...list('target'),
      ...list('scale'),
      ...list('steps'),
    },
  };
}

/** Seven decimals: hides floating-point dust, and never moves a score across a pass mark that was decided before. */
function rounded(score: number): number {
  return Math.round(score * 1e7) / 1e7;
}
