import type { CommitResult, LmsSession, Refusal, Snapshot } from './lms/session.js';
import type { Timer } from './timer.js';
import type { FailCause, SavedSign } from './view.js';

/** Keeps the LMS up to date: values at once, commits seldom, the last one never lost. */
export interface Saver {
  /** Something changed. `urgent`: it decides (passed, handed in, final) and is committed now. */
  changed(urgent: boolean): void;
  /** The page may go any moment (hidden, about to unload): commits what is not committed. */
  flush(): void;
  /** The learner is back at this window, or the network: what failed is tried now. */
  retry(): void;
  /** Ends the session. Effective once; what changes afterwards is shown as not saved. */
  close(): void;
  /** Ends without a word to the LMS: another window has written since. */
  abandon(): void;
  /** The browser brought the page back after its session was ended: says so, starts nothing. */
  returned(): void;
}

export interface SaverParts {
  readonly session: LmsSession;
  readonly snapshot: () => Snapshot;
  readonly now: () => number;
  readonly timer: Timer;
  readonly show: (sign: SavedSign) => void;
}

/** At most one commit in this time, in milliseconds. */
const pause = 2000;
/** How old a commit may be, in milliseconds, before a page that may end makes another. */
const fresh = 10_000;
const firstRetry = 2000;
const longestRetry = 60_000;

/** No answer and a refusal are one to the learner: it is tried again. */
const causes: Readonly<Record<Refusal, FailCause>> = {
  refused: 'refused',
  offline: 'refused',
  expired: 'expired',
  gone: 'ended',
  full: 'full',
};

export function createSaver({ session, snapshot, now, timer, show }: SaverParts): Saver {
  let dirty = false;
  let committing = false;
  let again = false;
  let closed = false;
  let begun = Number.NEGATIVE_INFINITY;
  let failingSince: number | null = null;
  let failures = 0;
  let waiting: number | null = null;

  function schedule(delay: number): void {
    if (waiting !== null) timer.clear(waiting);
    waiting = timer.set(() => {
      waiting = null;
      commit();
    }, delay);
  }

  function commit(): void {
    if (closed || !dirty) return;
    if (committing) {
      again = true;
      return;
    }
    if (waiting !== null) timer.clear(waiting);
    waiting = null;
    committing = true;
    dirty = false;
    begun = now();
    // Elements that were refused are offered again.
    if (failures > 0) session.set(snapshot());
    if (failingSince === null) show({ state: 'saving' });
    session.commit().then(ended, () => ended({ ok: false, reason: 'refused', retry: true }));
  }

  function ended(result: CommitResult): void {
    committing = false;
    const urgent = again;
    again = false;
    if (closed) return;
    if (result.ok) {
      failingSince = null;
      failures = 0;
      if (!dirty) show({ state: 'saved', at: now() });
      else if (urgent) commit();
      else schedule(Math.max(0, begun + pause - now()));
      return;
    }
    // What could not be kept is still to be kept, together with all that came since.
    dirty = true;
    failingSince ??= now();
    failures += 1;
    show({ state: 'failing', since: failingSince, retrying: result.retry, cause: causes[result.reason] });
    // An expired session may come back (a new login beside the course), so trying never ends, only slows down.
    schedule(result.retry ? Math.min(firstRetry * 2 ** (failures - 1), longestRetry) : longestRetry);
  }

  function lost(): void {
    failingSince ??= now();
    show({ state: 'failing', since: failingSince, retrying: false, cause: 'ended' });
  }

  /** True the first time. */
  function stop(): boolean {
    if (closed) return false;
    closed = true;
    if (waiting !== null) timer.clear(waiting);
    return true;
  }

  return {
    changed(urgent) {
      if (closed) return lost();
      dirty = true;
      session.set(snapshot());
      if (urgent) commit();
      else if (!committing && waiting === null) schedule(Math.max(0, begun + pause - now()));
      if (!committing && failingSince === null) show({ state: 'saving' });
    },
    flush() {
      if (closed || (!dirty && now() - begun < fresh)) return;
      // Also without news: the time spent is news to an LMS that hears nothing after this.
      dirty = true;
      session.set(snapshot());
      commit();
    },
    retry() {
      if (failingSince !== null) commit();
    },
    close() {
      if (stop()) session.close(snapshot());
    },
    abandon: () => void stop(),
    returned() {
      if (closed) lost();
    },
  };
}
