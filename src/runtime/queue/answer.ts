/** What a record store's answer means for the statements of a request. */
export type Answer =
  /** They are there. */
  | 'arrived'
  /** One of them spoils the request: each has to go by itself. */
  | 'divide'
  /** This one will never be taken. */
  | 'never'
  /** This one is not taken, for its own sake or for the credential's: the next one tells. */
  | 'doubtful'
  /** Not now: no credential (yet), asked to wait, or the store's own trouble. */
  | 'later';

/** @param count statements in the request */
export function answerOf(status: number, count: number): Answer {
  if (status >= 200 && status < 300) return 'arrived';
  const meant = ofStatus[status] ?? 'later';
  return meant !== 'later' && count > 1 ? 'divide' : meant;
}

const ofStatus: Readonly<Record<number, Answer>> = {
  // xAPI 1.0.3 Communication 3.2: the statement is not valid, or too large, or not for this credential.
  400: 'never',
  403: 'doubtful',
  413: 'doubtful',
  // An id that is there already is the same statement: it arrived, only the answer was lost (Communication 2.1.1).
  409: 'arrived',
};

/** The wait before try number `failures + 1`, in milliseconds: twice as long each time, and what the store asks for (RFC 9110 10.2.3). */
export function waitAfter(failures: number, retryAfter: string | null, now: number): number {
  const own = Math.min(1000 * 2 ** (failures - 1), longestRetry);
  const seconds = Number(retryAfter ?? '');
  const asked = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter ?? '') - now;
  return Number.isFinite(asked) ? Math.max(own, Math.min(asked, longestAsked)) : own;
}

const longestRetry = 60_000;
/** A store that asks for more is asked again all the same: the learner's page may not be open for long. */
const longestAsked = 600_000;
