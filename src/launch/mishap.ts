/** What a person can make go wrong on purpose, to see how a course bears it. */
export const mishaps = ['refuse', 'slow', 'expired', 'offline'] as const;
export type Mishap = (typeof mishaps)[number];

/** What happens to a request while mishaps are on: a wait first, then one of the ends. */
export interface MishapPlan {
  /** Milliseconds. */
  readonly wait: number;
  /** `pass` lets it through; `drop` cuts the connection without an answer. */
  readonly end: 'pass' | 'drop' | { readonly status: 401 | 503; readonly reason: string };
}

/** The graver mishap wins: no network at all, then no session, then no willingness. */
export function planOf(on: ReadonlySet<Mishap>): MishapPlan {
  const wait = on.has('slow') ? 3000 : 0;
  if (on.has('offline')) return { wait, end: 'drop' };
  if (on.has('expired'))
    return { wait, end: { status: 401, reason: 'The session has expired (switched on beside the course).' } };
  if (on.has('refuse'))
    return { wait, end: { status: 503, reason: 'The LMS refuses to save (switched on beside the course).' } };
  return { wait, end: 'pass' };
}
