import type { Completion, Learner, Mark, Tally } from './completion.js';

export const statuses = ['completed', 'in-progress', 'not-passed-yet', 'failed', 'not-started'] as const;
export type Status = (typeof statuses)[number];

/** One learner in one module, over all registrations and targets. */
export interface CompletionRecord {
  readonly learner: Learner;
  readonly moduleIri: string;
  readonly status: Status;
  /** Best score of all tries, 0 to 1; null before the first. */
  readonly score: number | null;
  /** Score of the pre-test, 0 to 1: the difference is what was gained. Null without one. */
  readonly preTest: number | null;
  /** Handed-in tries. */
  readonly tries: number;
  /** Attempts: one a registration. */
  readonly attempts: number;
  readonly seconds: number;
  /** Milliseconds since the epoch; null when the package never spoke. */
  readonly lastSeen: number | null;
  /** Version that was completed, or else the one seen last. */
  readonly version: string | null;
  readonly registrations: readonly { readonly registration: string; readonly target: string | null }[];
}

/** The records of all learners and modules, by module and account. */
export function completionRecords(completion: Completion): CompletionRecord[] {
  const groups = new Map<string, Tally[]>();
  for (const tally of completion.values()) {
    const key = `${tally.moduleIri}\n${tally.learner.identity}`;
    const group = groups.get(key);
    if (group) group.push(tally);
    else groups.set(key, [tally]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, tallies]) => {
      const [first] = tallies;
      return first ? [recordOf(first, tallies)] : [];
    });
}

function recordOf(one: Tally, tallies: readonly Tally[]): CompletionRecord {
  // What was seen last speaks for the learner, unless something was completed before.
  const inOrder = [...tallies].sort(
    (a, b) => (a.last?.at ?? 0) - (b.last?.at ?? 0) || (a.registration < b.registration ? -1 : 1),
  );
  const latest = inOrder.at(-1) ?? one;
  const completed = inOrder.find((tally) => statusOf(tally) === 'completed');
  const scores = tallies.flatMap((tally) => [...tally.tries.values()].filter((score) => score !== null));
  const version: Mark | null = completed ? (completed.completed ?? completed.last) : latest.last;
  return {
    learner: one.learner,
    moduleIri: one.moduleIri,
    status: statusOf(completed ?? latest),
    score: scores.length === 0 ? null : Math.max(...scores),
    preTest: inOrder.find((tally) => tally.preTest !== null)?.preTest ?? null,
    tries: tallies.reduce((sum, tally) => sum + tally.tries.size, 0),
    attempts: tallies.length,
    seconds: tallies.reduce((sum, tally) => sum + secondsOf(tally), 0),
    lastSeen: latest.last?.at ?? null,
    version: version?.version ?? null,
    registrations: tallies
      .map(({ registration, target }) => ({ registration, target }))
      .sort((a, b) => (a.registration < b.registration ? -1 : 1)),
  };
}

function statusOf(tally: Tally): Status {
  if (tally.last === null) return 'not-started';
  // Failing for good also completes a module; only passing makes that a success.
  if (tally.failed && !tally.passed) return 'failed';
  if (tally.completed) return 'completed';
  return tally.tries.size > 0 && !tally.passed ? 'not-passed-yet' : 'in-progress';
}

/** Reported durations; a session that never reported its end counts from its first statement to its last. */
function secondsOf(tally: Tally): number {
  let sum = 0;
  for (const [id, session] of tally.sessions) {
    const ends = [...session.ends.values()];
    if (ends.length === 0) sum += (session.last - session.first) / 1000;
    // Without a session's id, each end is another session's.
    else sum += id === '' ? ends.reduce((a, b) => a + b, 0) : Math.max(...ends);
  }
  return sum;
}
