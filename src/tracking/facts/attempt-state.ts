/**
 * What statements say of one learner in one module and registration: a value that grows. Joining is the same in any
 * order and any number of times, so late and repeated statements end in the same state.
 */
export interface AttemptState {
  /** Id of the target it was played as; null when no statement says it. */
  readonly target: string | null;
  readonly completed: Mark | null;
  /** Milliseconds since the epoch, as all times here: the earliest. */
  readonly passed: number | null;
  /** Failed for good: no try is left. */
  readonly failed: number | null;
  /** First and last time that the package said anything; `last` with the module's version then. */
  readonly first: number | null;
  readonly last: Mark | null;
  /** First and last time that only an LMS spoke of it. */
  readonly besides: { readonly first: number; readonly last: number } | null;
  /** Whole percent of the pages seen. */
  readonly progress: number;
  /** Score of the pre-test, 0 to 1. */
  readonly preTest: number | null;
  /** Handed-in tries with their scores (0 to 1), by number, or by id of the statement where none is said. */
  readonly tries: ReadonlyMap<string, number | null>;
  /** When a page was opened first, with the version then. */
  readonly pages: ReadonlyMap<string, Mark>;
  /** By id; statements that name no session share ''. */
  readonly sessions: ReadonlyMap<string, SessionState>;
}

/** A time, and the module's version then. */
export interface Mark {
  readonly at: number;
  readonly version: string | null;
}

export interface SessionState {
  readonly first: number;
  readonly last: number;
  /** Durations (seconds) of the ends that were reported, by their time. */
  readonly ends: ReadonlyMap<number, number>;
  /** Pages by the time that they were opened. */
  readonly opened: ReadonlyMap<number, string>;
  /** Times by which the learner had left whatever page was open: the assessment was on, or the session at its end. */
  readonly left: ReadonlySet<number>;
}

export const noState: AttemptState = {
  target: null,
  completed: null,
  passed: null,
  failed: null,
  first: null,
  last: null,
  besides: null,
  progress: 0,
  preTest: null,
  tries: new Map(),
  pages: new Map(),
  sessions: new Map(),
};

/** What one statement says of an attempt. */
export interface Moment {
  readonly at: number;
  readonly version: string | null;
  readonly target: string | null;
  /** False where only an LMS speaks of it: that alone is no start of learning. */
  readonly isOurs: boolean;
  readonly outcome: 'completed' | 'passed' | 'failed' | null;
  readonly progress: number;
  readonly preTest: number | null;
  /** Key of the try that was handed in, as in `AttemptState.tries`. */
  readonly tryKey: string | null;
  readonly tryScore: number | null;
  /** The page that was opened. */
  readonly page: string | null;
  /** Id of the session; null where nothing is said of one. */
  readonly session: string | null;
  /** How long the session was, where this is its end. */
  readonly seconds: number | null;
  /** By when the learner had left whatever page was open. */
  readonly left: number | null;
}

type Growing<State> = { -readonly [Key in keyof State]: State[Key] };

/** A state that grows in place: a new value for each statement would cost more than reading it. Seen by nobody else before it is whole. */
export interface GrowingState extends Growing<Omit<AttemptState, 'tries' | 'pages' | 'sessions'>> {
  readonly tries: Map<string, number | null>;
  readonly pages: Map<string, Mark>;
  readonly sessions: Map<string, GrowingSession>;
}

interface GrowingSession extends SessionState {
  first: number;
  last: number;
  readonly ends: Map<number, number>;
  readonly opened: Map<number, string>;
  readonly left: Set<number>;
}

export function growingState(): GrowingState {
  return { ...noState, tries: new Map(), pages: new Map(), sessions: new Map() };
}

/** All that some states say, together. Pure; any order, any repeats. */
export function joined(states: Iterable<AttemptState>): AttemptState {
  const known = growingState();
  for (const state of states) {
    known.target = larger(known.target, state.target);
    known.completed = either(known.completed, state.completed, earlier);
    known.passed = either(known.passed, state.passed, Math.min);
    known.failed = either(known.failed, state.failed, Math.min);
    known.first = either(known.first, state.first, Math.min);
    known.last = either(known.last, state.last, later);
    known.besides = either(known.besides, state.besides, span);
    known.progress = Math.max(known.progress, state.progress);
    known.preTest = either(known.preTest, state.preTest, Math.max);
    unite(known.tries, state.tries, best);
    unite(known.pages, state.pages, earlier);
    for (const [id, session] of state.sessions) joinSession(known.sessions, id, session);
  }
  return known;
}

/** Adds what one statement says: the same as joining a state that says nothing else. */
export function takeIn(known: GrowingState, moment: Moment): void {
  const { at, version, target, outcome, page, session } = moment;
  if (target !== null) known.target = larger(known.target, target);
  if (session !== null) sessionAt(known.sessions, session, moment);
  if (!moment.isOurs) {
    known.besides = either(known.besides, { first: at, last: at }, span);
    return;
  }
  const mark = { at, version };
  known.first = either(known.first, at, Math.min);
  known.last = either(known.last, mark, later);
  if (outcome === 'completed') known.completed = either(known.completed, mark, earlier);
  else if (outcome !== null) known[outcome] = either(known[outcome], at, Math.min);
  known.progress = Math.max(known.progress, moment.progress);
  known.preTest = either(known.preTest, moment.preTest, Math.max);
  if (moment.tryKey !== null) put(known.tries, moment.tryKey, moment.tryScore, best);
  if (page !== null) put(known.pages, page, mark, earlier);
}

function sessionAt(sessions: Map<string, GrowingSession>, id: string, { at, seconds, page, left }: Moment): void {
  let known = sessions.get(id);
  if (!known) {
    known = { first: at, last: at, ends: new Map(), opened: new Map(), left: new Set() };
    sessions.set(id, known);
  }
  known.first = Math.min(known.first, at);
  known.last = Math.max(known.last, at);
  if (seconds !== null) put(known.ends, at, seconds, Math.max);
  if (page !== null) put(known.opened, at, page, largest);
  if (left !== null) known.left.add(left);
}

function joinSession(sessions: Map<string, GrowingSession>, id: string, more: SessionState): void {
  const known = sessions.get(id);
  if (!known) {
    const copy = { ends: new Map(more.ends), opened: new Map(more.opened), left: new Set(more.left) };
    sessions.set(id, { first: more.first, last: more.last, ...copy });
    return;
  }
  known.first = Math.min(known.first, more.first);
  known.last = Math.max(known.last, more.last);
  unite(known.ends, more.ends, Math.max);
  unite(known.opened, more.opened, largest);
  for (const time of more.left) known.left.add(time);
}

function unite<Key, Value>(
  known: Map<Key, Value>,
  more: ReadonlyMap<Key, Value>,
  join: (x: Value, y: Value) => Value,
): void {
  for (const [key, value] of more) put(known, key, value, join);
}

function put<Key, Value>(known: Map<Key, Value>, key: Key, value: Value, join: (x: Value, y: Value) => Value): void {
  const before = known.get(key);
  known.set(key, before === undefined ? value : join(before, value));
}

function either<Value>(a: Value | null, b: Value | null, join: (x: Value, y: Value) => Value): Value | null {
  return a === null || b === null ? (a ?? b) : join(a, b);
}

function best(a: number | null, b: number | null): number | null {
  return either(a, b, Math.max);
}

function later(a: Mark, b: Mark): Mark {
  return a.at === b.at ? { at: a.at, version: larger(a.version, b.version) } : a.at > b.at ? a : b;
}

function earlier(a: Mark, b: Mark): Mark {
  return a.at === b.at ? { at: a.at, version: larger(a.version, b.version) } : a.at < b.at ? a : b;
}

function span(a: { first: number; last: number }, b: { first: number; last: number }): { first: number; last: number } {
  return { first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

/** A choice that does not depend on who comes first. */
function larger(a: string | null, b: string | null): string | null {
  return either(a, b, largest);
}

function largest(a: string, b: string): string {
  return a > b ? a : b;
}
