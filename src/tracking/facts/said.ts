import { durationSeconds } from '../../xapi/duration.js';
import type { JsonObject } from '../../xapi/json.js';
import { cmi5, type ProfileTerms, rejectVerb, verbs } from '../../xapi/vocabulary.js';
import type { Moment } from './attempt-state.js';
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
  readonly moment: Moment;
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
  const result = own(statement, 'result');
  const told = own(result, 'extensions');
  const about = { statement, activities, extensions, result, told, terms, verb, time, version };
  const isOurs = hasId(own(activities, 'category'), terms.profile);
  return {
    learner,
    module,
    registration,
    moment: isOurs ? momentOf(about) : momentBesides(about),
    answer: isOurs && verb === verbs.answered.id ? answerOf(about) : null,
  };
}

/** A statement, with what is asked of it again and again taken out once. */
interface About {
  readonly statement: JsonObject;
  readonly activities: unknown;
  readonly extensions: unknown;
  readonly result: unknown;
  /** Extensions of the result. */
  readonly told: unknown;
  readonly terms: ProfileTerms;
  readonly verb: string;
  readonly time: number;
  readonly version: string | null;
}

/** An LMS speaks of the same registration (launched, satisfied). */
function momentBesides(about: About): Moment {
  const { verb, time, version } = about;
  const isEnd = verb === abandoned;
  return {
    ...{ at: time, version, target: targetOf(about), isOurs: false, outcome: null, progress: 0, preTest: null },
    ...{ tryKey: null, tryScore: null, page: null },
    session: isEnd ? sessionOf(about) : null,
    seconds: isEnd ? (duration(about) ?? null) : null,
    left: isEnd ? time : null,
  };
}

function momentOf(about: About): Moment {
  const { told, verb, time, version, terms } = about;
  const tried = triedIn(about);
  return {
    at: time,
    version,
    target: targetOf(about),
    isOurs: true,
    outcome: outcomes.get(verb) ?? null,
    progress: verb === verbs.progressed.id ? percent(number(told, cmi5.progress)) : 0,
    preTest: number(told, isPreTest(about) ? terms.tryScore : terms.preTestScore) ?? null,
    tryKey: tried ? tryKey(about) : null,
    tryScore: tried?.score ?? null,
    page: verb === verbs.experienced.id ? (partOf(about, 'pages') ?? null) : null,
    session: sessionOf(about),
    seconds: verb === verbs.terminated.id || verb === abandoned ? (duration(about) ?? null) : null,
    left: leftBy(about),
  };
}

const outcomes: ReadonlyMap<string, NonNullable<Moment['outcome']>> = new Map([
  [verbs.completed.id, 'completed'],
  [verbs.passed.id, 'passed'],
  [verbs.failed.id, 'failed'],
]);

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
  const rest = iri.slice(modules.length);
  const end = rest.search(/[/?#]/);
  const id = end < 0 ? rest : rest.slice(0, end);
  return id === '' || id.length > longest ? undefined : heldText(id);
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

function sessionOf({ extensions, terms }: About): string {
  return short(text(extensions, cmi5.sessionId) ?? text(extensions, terms.session)) ?? '';
}

function duration({ result }: About): number | undefined {
  return durationSeconds(text(result, 'duration') ?? '');
}

/**
 * By when the learner was no longer at the page that was open. What is said along with opening a page, or from it
 * (progressed, completed, a knowledge check), says nothing of that; an answer of the assessment was begun its duration before.
 */
function leftBy(about: About): number | null {
  const { verb, time } = about;
  switch (verb) {
    case verbs.terminated.id:
    case abandoned:
    case verbs.attempted.id:
    case verbs.passed.id:
    case verbs.failed.id:
      return time;
    case verbs.answered.id:
      return ofAssessment(about) ? Math.max(0, Math.round(time - (duration(about) ?? 0) * 1000)) : null;
    default:
      // No other verb tells that a page was left.
      return null;
  }
}

function ofAssessment({ activities }: About): boolean {
  return list(own(activities, 'parent')).some((one) => text(one, 'id')?.endsWith('/assessment'));
}

/** The score of a try that was handed in; undefined where none was. */
function triedIn(about: About): { readonly score: number | null } | undefined {
  const { result, told, verb, terms } = about;
  switch (verb) {
    case verbs.attempted.id:
      return isPreTest(about) ? undefined : { score: number(told, terms.tryScore) ?? null };
    case verbs.passed.id:
    case verbs.failed.id:
      return { score: number(own(result, 'score'), 'scaled') ?? null };
    default:
      // No other verb ends a try.
      return undefined;
  }
}

function isPreTest({ told, verb, terms }: About): boolean {
  return verb === verbs.attempted.id && number(told, terms.try) === preTest;
}

function tryKey({ statement, told, terms }: About): string {
  const numbered = number(told, terms.try);
  return numbered === undefined ? (text(statement, 'id')?.toLowerCase() ?? '') : String(numbered);
}

function answerOf(about: About): Answer | null {
  const { statement, result, told, terms, time, version } = about;
  const item = partOf(about, 'questions');
  if (item === undefined) return null;
  const response = text(result, 'response');
  return {
    statement: text(statement, 'id')?.toLowerCase() ?? '',
    item,
    try: tryOf(about),
    version,
    score: number(told, terms.answerScore) ?? null,
    response: response === undefined ? null : heldText(response),
    seconds: duration(about) ?? null,
    at: time,
  };
}

function tryOf(about: About): number {
  const numbered = number(about.told, about.terms.try);
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
