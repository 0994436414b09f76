import { durationSeconds } from '../xapi/duration.js';
import { identityOf } from '../xapi/identity.js';
import { at, type JsonObject, listAt, numberAt, textAt } from '../xapi/json.js';
import { timeOf } from '../xapi/validate/time.js';
import { cmi5, moduleIriOf, type ProfileTerms, profileTerms, rejectVerb, verbs } from '../xapi/vocabulary.js';

/**
 * What statements say of one registration: a value that grows. Joining is the same in any order and any number of
 * times, so late and repeated statements end in the same tally.
 */
export interface Tally {
  readonly learner: Learner;
  readonly moduleIri: string;
  readonly registration: string;
  /** Id of the target it was played as; null when no statement says it. */
  readonly target: string | null;
  readonly completed: Mark | null;
  readonly passed: boolean;
  /** Failed for good: no try is left. */
  readonly failed: boolean;
  /** The last time anything was said by the package, with the module's version then. */
  readonly last: Mark | null;
  /** Handed-in tries with their scores (0 to 1). */
  readonly tries: ReadonlyMap<string, number | null>;
  /** Score of the pre-test, 0 to 1; null before there is one. */
  readonly preTest: number | null;
  readonly sessions: ReadonlyMap<string, SessionTally>;
}

/** An account, never a name. */
export interface Learner {
  readonly identity: string;
  /** Account name; a short fingerprint where the learner has no account. */
  readonly account: string;
  readonly homePage: string;
}

/** Milliseconds since the epoch, and the module's version at that time. */
export interface Mark {
  readonly at: number;
  readonly version: string | null;
}

interface SessionTally {
  readonly first: number;
  readonly last: number;
  /** Durations (seconds) of the ends that were reported, by their time. */
  readonly ends: ReadonlyMap<number, number>;
}

/** Tallies by learner, module and registration. */
export type Completion = ReadonlyMap<string, Tally>;

export const noCompletion: Completion = new Map();

/** Statements of one registration that name no session share this one. */
const unnamed = '';

/**
 * Adds statements to what is known. Pure: gives a new map, and takes the statements in any order.
 * Statements that are not about a module of ours leave it as it is.
 * @param iriBase the programme's base of all IRIs
 */
export function addStatements(known: Completion, statements: readonly JsonObject[], iriBase: string): Completion {
  const next = new Map(known);
  const terms = profileTerms(iriBase);
  for (const statement of statements) {
    const tally = tallyOf(statement, iriBase, terms);
    if (!tally) continue;
    const key = [tally.learner.identity, tally.moduleIri, tally.registration].join('\n');
    const before = next.get(key);
    next.set(key, before ? joined(before, tally) : tally);
  }
  return next;
}

/** What one statement says; undefined when it says nothing of a learner in a module of ours. */
function tallyOf(statement: JsonObject, iriBase: string, terms: ProfileTerms): Tally | undefined {
  const learner = learnerOf(at(statement, 'actor'));
  const moduleIri = moduleOf(statement, iriBase);
  const time = timeOf(textAt(statement, 'timestamp') ?? '');
  if (!learner || moduleIri === undefined || Number.isNaN(time)) return undefined;
  const context = at(statement, 'context');
  const registration = textAt(context, 'registration')?.toLowerCase() ?? '';
  const base: Tally = {
    learner,
    moduleIri,
    registration,
    target: targetOf(context, terms),
    completed: null,
    passed: false,
    failed: false,
    last: null,
    tries: new Map(),
    preTest: null,
    sessions: new Map(),
  };
  const verb = textAt(statement, 'verb', 'id');
  const ours = listAt(context, 'contextActivities', 'category').some((one) => textAt(one, 'id') === terms.profile);
  if (ofNoLearner.has(verb ?? '')) return undefined;
  // An LMS speaks of the same registration (launched, satisfied): that alone is no start of learning.
  if (!ours) return verb === abandoned ? { ...base, sessions: sessionOf(statement, context, terms, time) } : base;
  const mark = { at: time, version: textAt(context, 'extensions', terms.moduleVersion) ?? null };
  return {
    ...base,
    last: mark,
    sessions: sessionOf(statement, context, terms, time),
    completed: verb === verbs.completed.id ? mark : null,
    passed: verb === verbs.passed.id,
    failed: verb === verbs.failed.id,
    tries: triesOf(statement, verb, terms),
    preTest: preTestOf(statement, verb, terms),
  };
}

/** cmi5 9.3.7: the LMS says how long a session was that did not end by itself. */
const abandoned = 'https://w3id.org/xapi/adl/verbs/abandoned';

/** In what an LMS voids or rejects, it is the actor itself. */
const ofNoLearner: ReadonlySet<string> = new Set([verbs.voided.id, rejectVerb]);

/** In cmi5 the LMS chooses activity ids and puts the publisher's id into grouping (cmi5 9.6.2.3), where ours stands anyway. */
function moduleOf(statement: JsonObject, iriBase: string): string | undefined {
  const grouping = listAt(statement, 'context', 'contextActivities', 'grouping').map((one) => textAt(one, 'id'));
  for (const id of [...grouping, textAt(statement, 'object', 'id')]) {
    const found = id === undefined ? undefined : moduleIriOf(iriBase, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function learnerOf(actor: unknown): Learner | undefined {
  const identity = identityOf(actor);
  if (identity === undefined) return undefined;
  const account = textAt(actor, 'account', 'name');
  return {
    identity,
    account: account ?? `no account (${fingerprint(identity)})`,
    homePage: textAt(actor, 'account', 'homePage') ?? '',
  };
}

/** Eight characters that tell mailboxes apart without showing them (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function targetOf(context: unknown, terms: ProfileTerms): string | null {
  const said = textAt(context, 'extensions', terms.target);
  return said ?? (at(context, 'extensions', cmi5.sessionId) === undefined ? null : 'cmi5');
}

function sessionOf(
  statement: JsonObject,
  context: unknown,
  terms: ProfileTerms,
  time: number,
): ReadonlyMap<string, SessionTally> {
  const id = textAt(context, 'extensions', cmi5.sessionId) ?? textAt(context, 'extensions', terms.session) ?? unnamed;
  const verb = textAt(statement, 'verb', 'id');
  const ends = verb === verbs.terminated.id || verb === abandoned;
  const seconds = ends ? durationSeconds(textAt(statement, 'result', 'duration') ?? '') : undefined;
  return new Map([[id, { first: time, last: time, ends: new Map(seconds === undefined ? [] : [[time, seconds]]) }]]);
}

/** Its number among the tries. */
const preTest = 0;

function triesOf(
  statement: JsonObject,
  verb: string | undefined,
  terms: ProfileTerms,
): ReadonlyMap<string, number | null> {
  const result = at(statement, 'result');
  const number = numberAt(result, 'extensions', terms.try);
  switch (verb) {
    case verbs.attempted.id:
      if (number === preTest) return new Map();
      return new Map([[tryKey(number, statement), numberAt(result, 'extensions', terms.tryScore) ?? null]]);
    case verbs.passed.id:
    case verbs.failed.id:
      return new Map([[tryKey(number, statement), numberAt(result, 'score', 'scaled') ?? null]]);
    default:
      // No other verb ends a try.
      return new Map();
  }
}

function preTestOf(statement: JsonObject, verb: string | undefined, terms: ProfileTerms): number | null {
  const extensions = at(at(statement, 'result'), 'extensions');
  const isPreTest = verb === verbs.attempted.id && numberAt(extensions, terms.try) === preTest;
  return numberAt(extensions, isPreTest ? terms.tryScore : terms.preTestScore) ?? null;
}

function tryKey(number: number | undefined, statement: JsonObject): string {
  return number === undefined ? (textAt(statement, 'id')?.toLowerCase() ?? '') : String(number);
}

function joined(a: Tally, b: Tally): Tally {
  return {
    ...a,
    target: larger(a.target, b.target),
    completed: a.completed && b.completed ? earlier(a.completed, b.completed) : (a.completed ?? b.completed),
    passed: a.passed || b.passed,
    failed: a.failed || b.failed,
    last: a.last && b.last ? later(a.last, b.last) : (a.last ?? b.last),
    preTest: a.preTest === null || b.preTest === null ? (a.preTest ?? b.preTest) : Math.max(a.preTest, b.preTest),
    tries: united(a.tries, b.tries, (x, y) => (x === null ? y : y === null ? x : Math.max(x, y))),
    sessions: united(a.sessions, b.sessions, (x, y) => ({
      first: Math.min(x.first, y.first),
      last: Math.max(x.last, y.last),
      ends: united(x.ends, y.ends, Math.max),
    })),
  };
}

function united<Key, Value>(
  a: ReadonlyMap<Key, Value>,
  b: ReadonlyMap<Key, Value>,
  join: (x: Value, y: Value) => Value,
): ReadonlyMap<Key, Value> {
  const all = new Map(a);
  for (const [key, value] of b) {
    const before = all.get(key);
    all.set(key, before === undefined ? value : join(before, value));
  }
  return all;
}

function later(a: Mark, b: Mark): Mark {
  return a.at === b.at ? { at: a.at, version: larger(a.version, b.version) } : a.at > b.at ? a : b;
}

function earlier(a: Mark, b: Mark): Mark {
  return a.at === b.at ? { at: a.at, version: larger(a.version, b.version) } : a.at < b.at ? a : b;
}

/** A choice that does not depend on who comes first. */
function larger(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
