import { durationSeconds } from '../../xapi/duration.js';
import { identityOf } from '../../xapi/identity.js';
import { at, type JsonObject, listAt, numberAt, textAt } from '../../xapi/json.js';
import { timeOf } from '../../xapi/validate/time.js';
import { cmi5, type ProfileTerms, rejectVerb, verbs } from '../../xapi/vocabulary.js';
import { type AttemptState, noState, type SessionState } from './attempt-state.js';

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

/** An account, never a name. */
export interface Learner {
  readonly identity: string;
  /** Account name; a short fingerprint where the learner has no account. */
  readonly account: string;
  readonly homePage: string;
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
  const context = at(statement, 'context');
  const module = moduleOf(statement, context, terms);
  if (module === undefined) return undefined;
  const verb = textAt(statement, 'verb', 'id') ?? '';
  const time = timeOf(textAt(statement, 'timestamp') ?? '');
  const learner = learnerOf(statement.actor);
  if (!learner || Number.isNaN(time) || ofNoLearner.has(verb)) return undefined;
  const registration = textAt(context, 'registration')?.toLowerCase() ?? '';
  const ours = listAt(context, 'contextActivities', 'category').some((one) => textAt(one, 'id') === terms.profile);
  const about = {
    statement,
    context,
    terms,
    verb,
    time,
    version: short(textAt(context, 'extensions', terms.moduleVersion)),
  };
  return {
    learner,
    module,
    registration,
    state: ours ? stateOf(about) : stateBesides(about),
    answer: ours && verb === verbs.answered.id ? answerOf(about) : null,
  };
}

interface About {
  readonly statement: JsonObject;
  readonly context: unknown;
  readonly terms: ProfileTerms;
  readonly verb: string;
  readonly time: number;
  readonly version: string | null;
}

/** An LMS speaks of the same registration (launched, satisfied): that alone is no start of learning. */
function stateBesides(about: About): AttemptState {
  const { context, terms, verb, time } = about;
  const sessions = verb === abandoned ? sessionOf(about) : noState.sessions;
  return { ...noState, target: targetOf(context, terms), besides: { first: time, last: time }, sessions };
}

function stateOf(about: About): AttemptState {
  const { statement, context, terms, verb, time, version } = about;
  const mark = { at: time, version };
  const result = at(statement, 'result');
  const page = verb === verbs.experienced.id ? partOf(about, 'pages') : undefined;
  return {
    target: targetOf(context, terms),
    completed: verb === verbs.completed.id ? mark : null,
    passed: verb === verbs.passed.id ? time : null,
    failed: verb === verbs.failed.id ? time : null,
    first: time,
    last: mark,
    besides: null,
    progress: verb === verbs.progressed.id ? percent(numberAt(result, 'extensions', cmi5.progress)) : 0,
    preTest: preTestOf(result, verb, terms),
    tries: triesOf(statement, result, verb, terms),
    pages: page === undefined ? noState.pages : new Map([[page, mark]]),
    sessions: sessionOf(about, page),
  };
}

/** In cmi5 the LMS chooses activity ids and puts the publisher's id into grouping (cmi5 9.6.2.3), where ours stands anyway. */
function moduleOf(statement: JsonObject, context: unknown, terms: ProfileTerms): string | undefined {
  for (const one of listAt(context, 'contextActivities', 'grouping')) {
    const found = moduleIn(textAt(one, 'id'), terms);
    if (found !== undefined) return found;
  }
  return moduleIn(textAt(statement, 'object', 'id'), terms);
}

function moduleIn(iri: string | undefined, { modules }: ProfileTerms): string | undefined {
  if (iri === undefined || !iri.startsWith(modules)) return undefined;
  const id = /^[^/?#]+/.exec(iri.slice(modules.length))?.[0];
  return id === undefined || id.length > longest ? undefined : clean(id);
}

/** Id of the page or question that the statement is about; undefined when it is about none of ours. */
function partOf({ statement, terms: { modules } }: About, kind: 'pages' | 'questions'): string | undefined {
  const iri = textAt(statement, 'object', 'id');
  if (iri === undefined || !iri.startsWith(modules)) return undefined;
  const [, of, id] = iri.slice(modules.length).split('/', 3);
  return of !== kind || id === undefined || id === '' || id.length > longest ? undefined : clean(id);
}

function learnerOf(actor: unknown): Learner | undefined {
  const identity = identityOf(actor);
  if (identity === undefined) return undefined;
  const account = textAt(actor, 'account', 'name');
  return {
    identity: clean(identity),
    account: account === undefined ? `no account (${fingerprint(identity)})` : clean(account),
    homePage: clean(textAt(actor, 'account', 'homePage') ?? ''),
  };
}

/** Eight characters that tell mailboxes apart without showing them (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function targetOf(context: unknown, terms: ProfileTerms): string | null {
  const target = short(textAt(context, 'extensions', terms.target));
  return target ?? (at(context, 'extensions', cmi5.sessionId) === undefined ? null : 'cmi5');
}

function sessionOf(about: About, page?: string): ReadonlyMap<string, SessionState> {
  const { statement, context, terms, verb, time } = about;
  const extensions = at(context, 'extensions');
  const id = short(textAt(extensions, cmi5.sessionId) ?? textAt(extensions, terms.session)) ?? '';
  const ends = verb === verbs.terminated.id || verb === abandoned;
  const seconds = ends ? durationSeconds(textAt(statement, 'result', 'duration') ?? '') : undefined;
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

const none = { ends: new Map<number, number>(), opened: new Map<number, string>(), left: new Set<number>() };

/**
 * By when the learner was no longer at the page that was open. What is said along with opening a page, or from it
 * (progressed, completed, a knowledge check), says nothing of that; an answer of the assessment was begun its duration before.
 */
function leftBy({ statement, verb, time }: About): number | undefined {
  switch (verb) {
    case verbs.terminated.id:
    case abandoned:
    case verbs.attempted.id:
    case verbs.passed.id:
    case verbs.failed.id:
      return time;
    case verbs.answered.id: {
      if (!ofAssessment(statement)) return undefined;
      const seconds = durationSeconds(textAt(statement, 'result', 'duration') ?? '') ?? 0;
      return Math.max(0, Math.round(time - seconds * 1000));
    }
    default:
      // No other verb tells that a page was left.
      return undefined;
  }
}

function ofAssessment(statement: JsonObject): boolean {
  const parents = listAt(statement, 'context', 'contextActivities', 'parent');
  return parents.some((one) => textAt(one, 'id')?.endsWith('/assessment'));
}

function triesOf(
  statement: JsonObject,
  result: unknown,
  verb: string,
  terms: ProfileTerms,
): ReadonlyMap<string, number | null> {
  const number = numberAt(result, 'extensions', terms.try);
  switch (verb) {
    case verbs.attempted.id:
      if (number === preTest) return noState.tries;
      return new Map([[tryKey(number, statement), numberAt(result, 'extensions', terms.tryScore) ?? null]]);
    case verbs.passed.id:
    case verbs.failed.id:
      return new Map([[tryKey(number, statement), numberAt(result, 'score', 'scaled') ?? null]]);
    default:
      // No other verb ends a try.
      return noState.tries;
  }
}

function tryKey(number: number | undefined, statement: JsonObject): string {
  return number === undefined ? (textAt(statement, 'id')?.toLowerCase() ?? '') : String(number);
}

function preTestOf(result: unknown, verb: string, terms: ProfileTerms): number | null {
  const extensions = at(result, 'extensions');
  const isPreTest = verb === verbs.attempted.id && numberAt(extensions, terms.try) === preTest;
  return numberAt(extensions, isPreTest ? terms.tryScore : terms.preTestScore) ?? null;
}

function answerOf(about: About): Answer | null {
  const { statement, terms, time, version } = about;
  const item = partOf(about, 'questions');
  if (item === undefined) return null;
  const result = at(statement, 'result');
  const extensions = at(result, 'extensions');
  const number = numberAt(extensions, terms.try);
  const response = textAt(result, 'response');
  return {
    statement: textAt(statement, 'id')?.toLowerCase() ?? '',
    item,
    try: number === undefined || !Number.isInteger(number) || Math.abs(number) > most ? ifUnsaid(statement) : number,
    version,
    score: numberAt(extensions, terms.answerScore) ?? null,
    response: response === undefined ? null : clean(response),
    seconds: durationSeconds(textAt(result, 'duration') ?? '') ?? null,
    at: time,
  };
}

function ifUnsaid(statement: JsonObject): number {
  return ofAssessment(statement) ? 1 : check;
}

/** Highest number of a try that is believed. */
const most = 1_000_000;
/** Longest id or version that is believed: longer ones don't fit into indexes. */
const longest = 200;

function percent(value: number | undefined): number {
  return Math.round(Math.min(100, Math.max(0, value ?? 0)));
}

function short(text: string | undefined): string | null {
  return text === undefined ? null : clean(text.slice(0, longest));
}

/** Without what databases can't hold as it is (NUL, halves of characters): it would not be found again. */
function clean(text: string): string {
  return unholdable.test(text) ? text.replace(unholdables, '\uFFFD') : text;
}

const unholdable = /\0|\p{Surrogate}/u;
const unholdables = /\0|\p{Surrogate}/gu;
