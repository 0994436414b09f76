/** What a person can make go wrong on purpose, to see how a course bears it. */
export const mishaps = ['refuse', 'fault', 'slow', 'expired', 'offline'] as const;
export type Mishap = (typeof mishaps)[number];

/** What happens to a request while mishaps are on: a wait first, then one of the ends. */
export interface MishapPlan {
  /** Milliseconds. */
  readonly wait: number;
  readonly end: MishapEnd;
}

/** `pass` lets it through; `drop` cuts the connection without an answer. */
export type MishapEnd = 'pass' | 'drop' | { readonly status: 401 | 429 | 500; readonly reason: string };

/** The graver mishap wins: no network at all, then no session, then a broken server, then no willingness. */
export function planOf(on: ReadonlySet<Mishap>): MishapPlan {
  const wait = on.has('slow') ? 3000 : 0;
  if (on.has('offline')) return { wait, end: 'drop' };
  if (on.has('expired')) return { wait, end: { status: 401, reason: `The session has expired ${onPurpose}` } };
  if (on.has('fault')) return { wait, end: { status: 500, reason: `The server has a fault ${onPurpose}` } };
  // 429 is what a record store has for "not now" (RFC 6585); an LMS's API has only its "false".
  if (on.has('refuse')) return { wait, end: { status: 429, reason: `The LMS refuses to save ${onPurpose}` } };
  return { wait, end: 'pass' };
}

const onPurpose = '(switched on beside the course).';
