/** One attempt as facts have it: a learner, a module and a registration. */
export interface AttemptFact {
  readonly learner: Learner;
  readonly moduleIri: string;
  readonly registration: string;
  readonly target: string | null;
  /** False while only an LMS has spoken of it. */
  readonly begun: boolean;
  /** Version that was completed, or else the one seen last. */
  readonly version: string | null;
  /** Times: milliseconds since the epoch. */
  readonly lastAt: number;
  readonly completedAt: number | null;
  readonly passedAt: number | null;
  readonly failedAt: number | null;
  readonly score: number | null;
  readonly preTest: number | null;
  readonly tries: number;
  readonly seconds: number;
}

/** An account, never a name. */
export interface Learner {
  readonly identity: string;
  /** Account name; a short fingerprint where the learner has no account. */
  readonly account: string;
  readonly homePage: string;
}

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
export function completionRecords(attempts: Iterable<AttemptFact>): CompletionRecord[] {
  const groups = new Map<string, AttemptFact[]>();
  for (const attempt of attempts) {
    const key = `${attempt.moduleIri}\n${attempt.learner.identity}`;
    const group = groups.get(key);
    if (group) group.push(attempt);
    else groups.set(key, [attempt]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, mine]) => {
      const [first] = mine;
      return first ? [recordOf(first, mine)] : [];
    });
}

function recordOf(one: AttemptFact, attempts: readonly AttemptFact[]): CompletionRecord {
  // What was seen last speaks for the learner, unless something was completed before.
  const inOrder = [...attempts].sort((a, b) => seen(a) - seen(b) || (a.registration < b.registration ? -1 : 1));
  const latest = inOrder.at(-1) ?? one;
  const completed = inOrder.find((attempt) => statusOf(attempt) === 'completed');
  const scores = attempts.flatMap(({ score }) => score ?? []);
  return {
    learner: one.learner,
    moduleIri: one.moduleIri,
    status: statusOf(completed ?? latest),
    score: scores.length === 0 ? null : Math.max(...scores),
    preTest: inOrder.find((attempt) => attempt.preTest !== null)?.preTest ?? null,
    tries: attempts.reduce((sum, attempt) => sum + attempt.tries, 0),
    attempts: attempts.length,
    seconds: attempts.reduce((sum, attempt) => sum + attempt.seconds, 0),
    lastSeen: latest.begun ? latest.lastAt : null,
    version: (completed ?? latest).version,
    registrations: attempts
      .map(({ registration, target }) => ({ registration, target }))
      .sort((a, b) => (a.registration < b.registration ? -1 : 1)),
  };
}

function seen({ begun, lastAt }: AttemptFact): number {
  return begun ? lastAt : 0;
}

function statusOf(attempt: AttemptFact): Status {
  if (!attempt.begun) return 'not-started';
  // Failing for good also completes a module; only passing makes that a success.
  if (attempt.failedAt !== null && attempt.passedAt === null) return 'failed';
  if (attempt.completedAt !== null) return 'completed';
  return attempt.tries > 0 && attempt.passedAt === null ? 'not-passed-yet' : 'in-progress';
}
