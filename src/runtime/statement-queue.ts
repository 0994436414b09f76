import type { Statement, StatementDoor } from './lms/session.js';
import type { Timer } from './timer.js';

/**
 * Statements on their way to one record store: their order is kept, their ids are fixed before the first try,
 * so that a repeat is harmless (xAPI 1.0.3 Communication 2.1.2). One request is under way at a time.
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
}

export interface QueueParts {
  readonly door: Pick<StatementDoor, 'endpoint' | 'authorization' | 'version'>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  readonly timer: Timer;
  /** The record store has these. */
  readonly acknowledged: (statements: readonly Statement[]) => void;
  /** The record store will never take this one; it is set aside. `status` is its answer. */
  readonly setAside: (statement: Statement, status: number) => void;
  /** `failingSince` changed. */
  readonly health: () => void;
}

interface Entry {
  readonly statement: Statement;
  readonly size: number;
  readonly alone: boolean;
}

/** Bytes of one request. All requests outlive the page; together they may have 64 KiB under way (Fetch, keepalive). */
const batchBytes = 20_000;
const closingBytes = 60_000;
const longestRetry = 60_000;
const patience = 20_000;

export function createStatementQueue(parts: QueueParts): StatementQueue {
  const { door, now, timer } = parts;
  let pending: Entry[] = [];
  let underWay: readonly Entry[] = [];
  /** How many of the next entries go one by one, for one of them spoilt its batch. */
  let singly = 0;
  let failures = 0;
  let failing: number | null = null;
  let waiting: number | null = null;
  let closed = false;
  let idle: (() => void)[] = [];

  function send(method: 'POST' | 'PUT', resource: string, body: string): Promise<Response> {
    return parts.fetch(`${door.endpoint}${resource}`, {
      method,
      keepalive: true,
      headers: {
        Authorization: door.authorization,
        'Content-Type': 'application/json',
        'X-Experience-API-Version': door.version,
      },
      body,
      signal: AbortSignal.timeout(patience),
    });
  }

  function post(entries: readonly Entry[]): Promise<Response> {
    return send('POST', 'statements', `[${entries.map((e) => JSON.stringify(e.statement)).join(',')}]`);
  }

  function pump(): void {
    if (closed || underWay.length > 0 || waiting !== null) return;
    if (pending.length === 0) {
      for (const tell of idle) tell();
      idle = [];
      return;
    }
    const batch = nextBatch(pending, singly > 0);
    underWay = batch;
    pending = pending.slice(batch.length);
    post(batch).then(
      (response) => answered(batch, response),
      () => keep(batch, null),
    );
  }

  function answered(batch: readonly Entry[], response: Response): void {
    const { status } = response;
    // An id that is there already is the same statement: it arrived, only the answer was lost.
    if (response.ok || (status === 409 && batch.length === 1)) accepted(batch);
    else if (isForLater(status)) keep(batch, response.headers.get('Retry-After'));
    else if (batch.length > 1) {
      singly = batch.length;
      again(batch);
    } else {
      settle(batch);
      for (const { statement } of batch) parts.setAside(statement, status);
      pump();
    }
  }

  function accepted(batch: readonly Entry[]): void {
    settle(batch);
    failures = 0;
    setFailing(null);
    parts.acknowledged(batch.map((e) => e.statement));
    pump();
  }

  function settle(batch: readonly Entry[]): void {
    underWay = [];
    singly = Math.max(0, singly - batch.length);
  }

  function again(batch: readonly Entry[]): void {
    underWay = [];
    pending = [...batch, ...pending];
    pump();
  }

  function keep(batch: readonly Entry[], retryAfter: string | null): void {
    failures += 1;
    setFailing(failing ?? now());
    const asked = Number(retryAfter) * 1000;
    const delay = Math.max(
      Math.min(1000 * 2 ** (failures - 1), longestRetry),
      asked > 0 ? Math.min(asked, longestRetry) : 0,
    );
    if (!closed) {
      waiting = timer.set(() => {
        waiting = null;
        pump();
      }, delay);
    }
    again(batch);
  }

  function setFailing(since: number | null): void {
    if (since === failing) return;
    failing = since;
    parts.health();
  }

  return {
    add(statement, alone = false) {
      if (closed) return;
      pending.push({ statement, alone, size: bytes(statement) });
      // All that one action brings goes together.
      queueMicrotask(pump);
    },
    drained(milliseconds) {
      if (pending.length === 0 && underWay.length === 0) return Promise.resolve();
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
      const room = closingBytes - sum(underWay) - (last === null ? 0 : bytes(last));
      const batch = pending.filter((_, i) => sum(pending.slice(0, i + 1)) <= room);
      if (batch.length > 0) post(batch).catch(() => undefined);
      if (last === null) return;
      // By PUT: its address is new to the browser, which then asks the store's leave first (CORS preflight), as it does
      // for a document that is on its way. A POST with leave already given would overtake that document, and a store
      // that has Terminated takes nothing more of the session (A1).
      send('PUT', `statements?statementId=${String(last.id)}`, JSON.stringify(last)).catch(() => undefined);
    },
    retry() {
      if (waiting === null) return;
      timer.clear(waiting);
      waiting = null;
      pump();
    },
    failingSince: () => failing,
  };
}

/** The oldest entries that fit into one request; an entry that goes alone is a request of its own. */
function nextBatch(pending: readonly Entry[], single: boolean): readonly Entry[] {
  const first = pending[0];
  if (single || first?.alone) return pending.slice(0, 1);
  const batch: Entry[] = [];
  for (const entry of pending) {
    if (entry.alone || (batch.length > 0 && sum(batch) + entry.size > batchBytes)) break;
    batch.push(entry);
  }
  return batch;
}

/** A later try may succeed: no credential (yet), asked to wait, or the store's own trouble. */
function isForLater(status: number): boolean {
  return status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;
}

function bytes(statement: Statement): number {
  return new TextEncoder().encode(JSON.stringify(statement)).length + 1;
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, entry) => total + entry.size, 0);
}
