import { durationSeconds } from '../../xapi/duration.js';
import type { JsonObject } from '../../xapi/json.js';
import { cmi5, type ProfileTerms, rejectVerb, verbs } from '../../xapi/vocabulary.js';
import { type AttemptState, noState, type SessionState } from './attempt-state.js';
import { heldText } from './held-text.js';
import { hasId, list, number, own, text, timeSaid } from './own.js';
import { type Learner, learnerOf } from './said-learner.js';

/** Of whom and of what a statement speaks. */
export interface Said {
  readonly learner: Learner;
  /** Id of the module. */
  readonly module: string;
  /** Lower case; '' where the statement names none. */
  readonly registration: string;
  readonly state: AttemptState;
  readonly answer: Answer | null;
}

/** One answer, as `item_results` keeps it. */
export interface Answer {
  readonly statement: string;
  readonly item: string;
  readonly try: number;
  readonly version: string | null;
  readonly score: number | null;
  readonly response: string | null;
  readonly seconds: number | null;
  readonly at: number;
}

/** `item_results.try` of a knowledge check. */
const check = -1;
/** The pre-test's number among the tries. */
const preTest = 0;

/** cmi5 9.3.7: the LMS says how long a session was that did not end by itself. */
const abandoned = 'https://w3id.org/xapi/adl/verbs/abandoned';

/** In what an LMS voids or rejects, it is the actor itself. */
const ofNoLearner: ReadonlySet<string> = new Set([verbs.voided.id, rejectVerb]);

/** What one statement says; undefined when it says nothing of a learner in a module of ours. */
export function said(statement: JsonObject, terms: ProfileTerms): Said | undefined {
  const context = own(statement, 'context');
  const activities = own(context, 'contextActivities');
  const module = moduleOf(statement, activities, terms);
  if (module === undefined) return undefined;
  const verb = text(own(statement, 'verb'), 'id') ?? '';
  const time = timeSaid(text(statement, 'timestamp') ?? '');
  const learner = learnerOf(statement.actor);
  if (!learner || Number.isNaN(time) || ofNoLearner.has(verb)) return undefined;
  const registration = text(context, 'registration')?.toLowerCase() ?? '';
  const extensions = own(context, 'extensions');
  const version = short(text(extensions, terms.moduleVersion));
  const about = { statement, activities, extensions, result: own(statement, 'result'), terms, verb, time, version };
  const ours = hasId(own(activities, 'category'), terms.profile);
  return {
    learner,
    module,
    registration,
    state: ours ? stateOf(about) : stateBesides(about),
    answer: ours && verb === verbs.answered.id ? answerOf(about) : null,
  };
}

/** A statement, with what is asked of it again and again taken out once. */
interface About {
  readonly statement: JsonObject;
  readonly activities: unknown;
  readonly extensions: unknown;
  readonly result: unknown;
  readonly terms: ProfileTerms;
  readonly verb: string;
  readonly time: number;
  readonly version: string | null;
}

/** An LMS speaks of the same registration (launched, satisfied): that alone is no start of learning. */
function stateBesides(about: About): AttemptState {
  const { verb, time } = about;
  const sessions = verb === abandoned ? sessionOf(about) : noState.sessions;
  return { ...noState, target: targetOf(about), besides: { first: time, last: time }, sessions };
}

function stateOf(about: About): AttemptState {
  const { result, verb, time, version } = about;
  const mark = { at: time, version };
  const page = verb === verbs.experienced.id ? partOf(about, 'pages') : undefined;
  return {
    target: targetOf(about),
    completed: verb === verbs.completed.id ? mark : null,
    passed: verb === verbs.passed.id ? time : null,
    failed: verb === verbs.failed.id ? time : null,
    first: time,
    last: mark,
    besides: null,
    progress: verb === verbs.progressed.id ? percent(number(own(result, 'extensions'), cmi5.progress)) : 0,
    preTest: preTestOf(about),
    tries: triesOf(about),
    pages: page === undefined ? noState.pages : new Map([[page, mark]]),
    sessions: sessionOf(about, page),
  };
}

/** In cmi5 the LMS chooses activity ids and puts the publisher's id into grouping (cmi5 9.6.2.3), where ours stands anyway. */
function moduleOf(statement: JsonObject, activities: unknown, terms: ProfileTerms): string | undefined {
  for (const one of list(own(activities, 'grouping'))) {
    const found = moduleIn(text(one, 'id'), terms);
    if (found !== undefined) return found;
  }
  return moduleIn(text(own(statement, 'object'), 'id'), terms);
}

function moduleIn(iri: string | undefined, { modules }: ProfileTerms): string | undefined {
  if (iri === undefined || !iri.startsWith(modules)) return undefined;
  const id = /^[^/?#]+/.exec(iri.slice(modules.length))?.[0];
  return id === undefined || id.length > longest ? undefined : heldText(id);
}

/** Id of the page or question that the statement is about; undefined when it is about none of ours. */
function partOf({ statement, terms: { modules } }: About, kind: 'pages' | 'questions'): string | undefined {
  const iri = text(own(statement, 'object'), 'id');
  if (iri === undefined || !iri.startsWith(modules)) return undefined;
  const [, of, id] = iri.slice(modules.length).split('/', 3);
  return of !== kind || id === undefined || id === '' || id.length > longest ? undefined : heldText(id);
}

function targetOf({ extensions, terms }: About): string | null {
  const target = short(text(extensions, terms.target));
  return target ?? (own(extensions, cmi5.sessionId) === undefined ? null : 'cmi5');
}

function sessionOf(about: About, page?: string): ReadonlyMap<string, SessionState> {
  const { extensions, terms, verb, time } = about;
  const id = short(text(extensions, cmi5.sessionId) ?? text(extensions, terms.session)) ?? '';
  const ends = verb === verbs.terminated.id || verb === abandoned;
  const seconds = ends ? duration(about) : undefined;
  const left = leftBy(about);
  return new Map([
    [
      id,
      {
        first: time,
        last: time,
        ends: seconds === undefined ? none.ends : new Map([[time, seconds]]),
        opened: page === undefined ? none.opened : new Map([[time, page]]),
        left: left === undefined ? none.left : new Set([left]),
      },
    ],
  ]);
}

function duration({ result }: About): number | undefined {
  return durationSeconds(text(result, 'duration') ?? '');
}

const none = { ends: new Map<number, number>(), opened: new Map<number, string>(), left: new Set<number>() };

/**
 * By when the learner was no longer at the page that was open. What is said along with opening a page, or from it
 * (progressed, completed, a knowledge check), says nothing of that; an answer of the assessment was begun its duration before.
 */
function leftBy(about: About): number | undefined {
  const { verb, time } = about;
  switch (verb) {
    case verbs.terminated.id:
    case abandoned:
    case verbs.attempted.id:
    case verbs.passed.id:
    case verbs.failed.id:
      return time;
    case verbs.answered.id:
      return ofAssessment(about) ? Math.max(0, Math.round(time - (duration(about) ?? 0) * 1000)) : undefined;
    default:
      // No other verb tells that a page was left.
      return undefined;
  }
}

function ofAssessment({ activities }: About): boolean {
  return list(own(activities, 'parent')).some((one) => text(one, 'id')?.endsWith('/assessment'));
}

function triesOf(about: About): ReadonlyMap<string, number | null> {
  const { result, verb, terms } = about;
  switch (verb) {
    case verbs.attempted.id: {
      const extensions = own(result, 'extensions');
      if (number(extensions, terms.try) === preTest) return noState.tries;
      return new Map([[tryKey(about), number(extensions, terms.tryScore) ?? null]]);
    }
    case verbs.passed.id:
    case verbs.failed.id:
      return new Map([[tryKey(about), number(own(result, 'score'), 'scaled') ?? null]]);
    default:
      // No other verb ends a try.
      return noState.tries;
  }
}

function tryKey({ statement, result, terms }: About): string {
  const numbered = number(own(result, 'extensions'), terms.try);
  return numbered === undefined ? (text(statement, 'id')?.toLowerCase() ?? '') : String(numbered);
}

function preTestOf({ result, verb, terms }: About): number | null {
  const extensions = own(result, 'extensions');
  const isPreTest = verb === verbs.attempted.id && number(extensions, terms.try) === preTest;
  return number(extensions, isPreTest ? terms.tryScore : terms.preTestScore) ?? null;
}

function answerOf(about: About): Answer | null {
  const { statement, result, terms, time, version } = about;
  const item = partOf(about, 'questions');
  if (item === undefined) return null;
  const extensions = own(result, 'extensions');
  const response = text(result, 'response');
  return {
    statement: text(statement, 'id')?.toLowerCase() ?? '',
    item,
    try: tryOf(about),
    version,
    score: number(extensions, terms.answerScore) ?? null,
    response: response === undefined ? null : heldText(response),
    seconds: duration(about) ?? null,
    at: time,
  };
}

function tryOf(about: About): number {
  const numbered = number(own(about.result, 'extensions'), about.terms.try);
  if (numbered !== undefined && Number.isInteger(numbered) && numbered >= 0 && numbered <= most) return numbered;
  return ofAssessment(about) ? 1 : check;
}

/** Highest number of a try that is believed. */
const most = 1_000_000;
/** Longest id or version that is believed: longer ones don't fit into indexes. */
const longest = 200;

function percent(value: number | undefined): number {
  return Math.round(Math.min(100, Math.max(0, value ?? 0)));
}

function short(text: string | undefined): string | null {
  return text === undefined ? null : heldText(text.slice(0, longest));
}
