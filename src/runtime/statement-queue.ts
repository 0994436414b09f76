import type { Statement, StatementDoor } from './lms/session.js';
import { answerOf, waitAfter } from './queue/answer.js';
import { type Entry, entryOf, fitting, nextBatch } from './queue/entry.js';
import { bytesOf, type LastingFetch } from './queue/lasting-fetch.js';
import type { Left, Outbox } from './queue/outbox.js';
import { statementSender } from './queue/post-statements.js';
import type { Timer } from './timer.js';

/**
 * Statements on their way to one record store: their order is kept, their ids and times are fixed before the first
 * try, so that a repeat is harmless (xAPI 1.0.3 Communication 2.1.2). What earlier loads of the page left goes first.
 * One request is under way at a time.
 */
export interface StatementQueue {
  /** @param alone posted in a request of its own (cmi5's Initialized: some LMSs judge a whole batch by what came before it) */
  add(statement: Statement, alone?: boolean): void;
  /** Resolves when nothing waits any more, or after `milliseconds`. */
  drained(milliseconds: number): Promise<void>;
  /** Within `pagehide`: what waits, and behind it this last statement, leave by keepalive; then nothing more is sent. */
  close(last: Statement | null): void;
  /** Tries now (the network is back). */
  retry(): void;
  /** Since when sending has failed, in milliseconds since the epoch; null while it works. */
  failingSince(): number | null;
  /** Everything that is not acknowledged, oldest first. */
  unacknowledged(): readonly Statement[];
}

export interface QueueParts {
  readonly door: Pick<StatementDoor, 'endpoint' | 'authorization' | 'version' | 'session'>;
  readonly net: LastingFetch;
  readonly outbox: Outbox;
  readonly now: () => number;
  readonly timer: Timer;
  /** The record store has these. */
  readonly acknowledged: (statements: readonly Statement[]) => void;
  /** The record store does not take this one; `status` is its answer. Only what may be taken another day stays in the outbox. */
  readonly setAside: (statement: Statement, status: number) => void;
  /** `failingSince` changed. */
  readonly health: () => void;
}

/** Bytes of one request: two of them, and what else a closing page sends, stay below what may be under way by keepalive. */
const batchBytes = 20_000;
/** So many different statements refused one after the other are not at fault themselves: it is the credential. */
const doubts = 3;

export function createStatementQueue(parts: QueueParts): StatementQueue {
  const { door, net, outbox, now, timer } = parts;
  const { post, put } = statementSender(net, door);
  const postAll = (batch: readonly Entry[]) => post(batch.map((e) => e.statement));
  let ready = false;
  let pending: Entry[] = [];
  let underWay: readonly Entry[] = [];
  /** Refused one by one, and passed over for now. */
  let doubtful: readonly Entry[] = [];
  /** Those of them that are tried once more, since the credential is good. */
  let again: readonly Entry[] = [];
  /** How many of the next entries go one by one, for one of them spoilt its batch. */
  let singly = 0;
  let failures = 0;
  let failing: number | null = null;
  let waiting: number | null = null;
  let closed = false;
  const idle: (() => void)[] = [];

  const everything = (): readonly Entry[] => [...doubtful, ...underWay, ...pending];

  function restore(found: readonly Left[]): void {
    if (closed) return;
    const known = new Set(found.map(({ statement }) => statement.id));
    // A verdict that was told again before the outbox had opened: the older telling is the one to keep.
    const [twice, own] = divide(pending, (e) => known.has(e.statement.id) && !e.old);
    const there = new Set([...underWay, ...own].map((e) => e.statement.id));
    const [besides, news] = divide(found, (l) => there.has(l.statement.id));
    outbox.drop([...twice, ...besides].map((e) => e.key));
    const [old, young] = divide(own, (e) => e.old);
    const left = [...old, ...news.map((l) => entryOf(l, true))].sort((a, b) => a.key[0] - b.key[0]);
    pending = [...left, ...young];
    pump();
  }

  function pump(): void {
    if (!ready || closed || underWay.length > 0 || waiting !== null) return;
    if (pending.length === 0) {
      // What nothing waits behind is tried again, but not at once.
      if (doubtful.length > 0) later([], null);
      else for (const tell of idle.splice(0)) tell();
      return;
    }
    const batch =
      singly > 0 || doubtful.length > 0 || pending.some((e) => again.includes(e))
        ? pending.slice(0, 1)
        : nextBatch(pending, batchBytes);
    underWay = batch;
    pending = pending.slice(batch.length);
    postAll(batch).then(
      (response) => answered(batch, response),
      () => later(batch, null),
    );
  }

  function answered(batch: readonly Entry[], response: Response): void {
    const { status } = response;
    switch (answerOf(status, batch.length)) {
      case 'arrived':
        accepted(batch);
        break;
      case 'later':
        later(batch, response.headers.get('Retry-After'));
        break;
      case 'divide':
        singly = batch.length;
        underWay = [];
        pending = [...batch, ...pending];
        break;
      case 'never':
        settle(batch);
        outbox.drop(batch.map((e) => e.key));
        setAside(batch, status);
        break;
      case 'doubtful':
        settle(batch);
        // Refused for itself, then. It stays in the outbox for another launch.
        if (batch.every((entry) => again.includes(entry))) setAside(batch, status);
        else doubtful = [...doubtful, ...batch];
        if (doubtful.length >= doubts) later([], null);
    }
    pump();
  }

  function setAside(batch: readonly Entry[], status: number): void {
    for (const { statement } of batch) parts.setAside(statement, status);
  }

  function accepted(batch: readonly Entry[]): void {
    settle(batch);
    outbox.drop(batch.map((e) => e.key));
    failures = 0;
    setFailing(null);
    again = [...again, ...doubtful];
    pending = [...doubtful, ...pending];
    doubtful = [];
    parts.acknowledged(batch.map((e) => e.statement));
  }

  function settle(batch: readonly Entry[]): void {
    underWay = [];
    singly = Math.max(0, singly - batch.length);
  }

  /** All that was tried goes back to its place, and is tried again after a while. */
  function later(batch: readonly Entry[], retryAfter: string | null): void {
    pending = [...doubtful, ...batch, ...pending];
    doubtful = [];
    again = [];
    underWay = [];
    failures += 1;
    setFailing(failing ?? now());
    if (closed) return;
    waiting = timer.set(
      () => {
        waiting = null;
        pump();
      },
      waitAfter(failures, retryAfter, now()),
    );
  }

  function setFailing(since: number | null): void {
    if (since === failing) return;
    failing = since;
    parts.health();
  }

  outbox.open(restore).then(() => {
    ready = true;
    pump();
  });

  return {
    add(statement, alone = false) {
      if (closed || everything().some((e) => e.statement.id === statement.id)) return;
      pending.push(entryOf({ statement, alone, key: outbox.keep(statement, alone) }, false));
      // All that one action brings goes together.
      queueMicrotask(pump);
    },
    drained(milliseconds) {
      if (ready && everything().length === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const late = timer.set(resolve, milliseconds);
        idle.push(() => {
          timer.clear(late);
          resolve();
        });
      });
    },
    close(last) {
      if (closed) return;
      closed = true;
      if (waiting !== null) timer.clear(waiting);
      // A session's own end means nothing to a later one (cmi5 9.3.6: the LMS says Abandoned instead).
      if (last !== null && door.session === undefined) outbox.keep(last, false);
      const room = net.room() - (last === null ? 0 : bytesOf(JSON.stringify(last)));
      const batch = fitting([...doubtful, ...pending], room);
      if (batch.length > 0) postAll(batch).catch(() => undefined);
      if (last === null) return;
      // By PUT: its address is new to the browser, which then asks the store's leave first (CORS preflight), as it does
      // for a document that is on its way. A POST with leave already given would overtake that document, and a store
      // that has Terminated takes nothing more of the session (A1).
      put(last).catch(() => undefined);
    },
    retry() {
      if (waiting === null) return;
      timer.clear(waiting);
      waiting = null;
      pump();
    },
    failingSince: () => failing,
    unacknowledged: () => everything().map((e) => e.statement),
  };
}

function divide<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}
