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

/** All that some states say, together. Pure; any order, any repeats. */
export function joined(states: Iterable<AttemptState>): AttemptState {
  const all = { ...noState, tries: new Map(), pages: new Map(), sessions: new Map() } satisfies AttemptState;
  const known: { -readonly [Key in keyof AttemptState]: AttemptState[Key] } = all;
  // One new value out of many: a copy for each pair would cost more than reading the statements.
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
    unite(all.tries, state.tries, (x, y) => either(x, y, Math.max));
    unite(all.pages, state.pages, earlier);
    for (const [id, session] of state.sessions) joinSession(all.sessions, id, session);
  }
  return known;
}

/** Sessions under growth: made here, seen by nobody else before they are whole. */
interface GrowingSession extends SessionState {
  first: number;
  last: number;
  readonly ends: Map<number, number>;
  readonly opened: Map<number, string>;
  readonly left: Set<number>;
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
  unite(known.opened, more.opened, (x, y) => (x > y ? x : y));
  for (const time of more.left) known.left.add(time);
}

function unite<Key, Value>(
  known: Map<Key, Value>,
  more: ReadonlyMap<Key, Value>,
  join: (x: Value, y: Value) => Value,
): void {
  for (const [key, value] of more) {
    const before = known.get(key);
    known.set(key, before === undefined ? value : join(before, value));
  }
}

function either<Value>(a: Value | null, b: Value | null, join: (x: Value, y: Value) => Value): Value | null {
  return a === null || b === null ? (a ?? b) : join(a, b);
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
  return either(a, b, (x, y) => (x > y ? x : y));
}
