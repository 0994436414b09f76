import type { AttemptState, SessionState } from './attempt-state.js';

/** Columns of `attempts` that follow from the state. */
export interface AttemptColumns {
  readonly target: string | null;
  readonly begun: 0 | 1;
  readonly version: string | null;
  readonly first_at: number;
  readonly last_at: number;
  readonly completed_at: number | null;
  readonly passed_at: number | null;
  readonly failed_at: number | null;
  readonly progress: number;
  readonly score: number | null;
  readonly pre_test: number | null;
  readonly tries: number;
  readonly seconds: number;
}

export function attemptColumns(state: AttemptState): AttemptColumns {
  const { completed, last, besides, tries } = state;
  const scores = [...tries.values()].filter((score) => score !== null);
  return {
    target: state.target,
    begun: last === null ? 0 : 1,
    version: (completed ?? last)?.version ?? null,
    first_at: state.first ?? besides?.first ?? 0,
    last_at: last?.at ?? besides?.last ?? 0,
    completed_at: completed?.at ?? null,
    passed_at: state.passed,
    failed_at: state.failed,
    progress: state.progress,
    score: scores.length === 0 ? null : Math.max(...scores),
    pre_test: state.preTest,
    // Who passed by the pre-test alone has a score, and no try.
    tries: tries.size - (tries.has('0') ? 1 : 0),
    seconds: secondsOf(state),
  };
}

/** Rows of `page_visits` that follow from the state. */
export interface PageVisit {
  readonly page: string;
  readonly version: string | null;
  readonly first_at: number;
  readonly seconds: number | null;
}

export function pageVisits(state: AttemptState): PageVisit[] {
  const times = new Map<string, number>();
  for (const [id, session] of state.sessions) {
    // What names no session may be of several: it tells no time.
    if (id !== '') addTimes(times, session);
  }
  return [...state.pages].map(([page, { at, version }]) => {
    return { page, version, first_at: at, seconds: secondsFrom(times.get(page)) };
  });
}

/** Added up as whole milliseconds first: sums of fractions would depend on their order. */
function secondsFrom(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : milliseconds / 1000;
}

/** From the opening of a page to whatever tells next that the learner was no longer there. */
function addTimes(times: Map<string, number>, { opened, left }: SessionState): void {
  if (opened.size === 0) return;
  const ends = [...opened.keys(), ...left].sort((a, b) => a - b);
  let n = 0;
  for (const [at, page] of [...opened].sort(([a], [b]) => a - b)) {
    while ((ends[n] ?? Number.POSITIVE_INFINITY) <= at) n += 1;
    const end = ends[n];
    if (end !== undefined) times.set(page, (times.get(page) ?? 0) + end - at);
  }
}

/** Reported durations; a session that never reported its end counts from its first statement to its last. */
function secondsOf({ sessions }: AttemptState): number {
  let sum = 0;
  for (const [id, session] of sorted(sessions)) {
    const ends = sorted(session.ends).map(([, seconds]) => seconds);
    if (ends.length === 0) sum += (session.last - session.first) / 1000;
    // Without a session's id, each end is another session's.
    else sum += id === '' ? ends.reduce((a, b) => a + b, 0) : Math.max(...ends);
  }
  return sum;
}

/** In one order, so that sums of fractions come out the same whatever came first. */
function sorted<Key extends string | number, Value>(map: ReadonlyMap<Key, Value>): [Key, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
