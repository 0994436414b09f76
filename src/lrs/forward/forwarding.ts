import type { XapiVersion } from '../../xapi/validate/check.js';
import type { RecordStore } from '../store.js';
import { createLease } from './lease.js';
import { type Batch, nextBatch } from './next-batch.js';
import { createRest } from './rest.js';
import { sendBatch } from './send-batch.js';

/** Brings everything that is stored to another record store, in order, from the first statement on. */
export interface Forwarding {
  status(): Promise<ForwardStatus>;
  /** Lets the request under way end, up to some seconds, and leaves the rest to whoever goes on. */
  close(): Promise<void>;
}

export interface ForwardStatus {
  readonly url: string;
  /**
   * `idle`: all is there. `sending`. `waiting`: a try failed, another follows. `denied`: no try will succeed until the
   * address or the credential is mended; tried again from time to time. `standby`: another process does it.
   */
  readonly state: ForwardState;
  /** Statements that are not dealt with yet; counted up to `mostCounted`. */
  readonly behind: number;
  /** When the first of them was stored, milliseconds since the epoch; null when there is none. */
  readonly behindSince: number | null;
  /** Failed tries in a row. */
  readonly failures: number;
  readonly lastError: string | null;
  /** Statements that the other store did not take; they are set aside with its reason. */
  readonly refused: number;
}

type ForwardState = 'idle' | 'sending' | 'waiting' | 'denied' | 'standby';

/** `behind` is not counted further. */
export const mostCounted = 10_000;

export interface ForwardingOptions {
  readonly store: RecordStore;
  /** Endpoint of the other record store, as `forwardTarget` gives it. */
  readonly url: string;
  /** Value of the Authorization header; null for a record store that asks for none. */
  readonly authorization: string | null;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 0 to below 1. */
  readonly random: () => number;
  /** Names this process, unlike any other that ever runs on this database. */
  readonly holder: string;
  /** What an operator should know; facts hold no learner data and no credential. */
  readonly log: (message: string, facts: Readonly<Record<string, string | number>>) => void;
  /** Told of errors of this store itself. */
  readonly onError: (error: unknown) => void;
  /** Version of xAPI that the other store is spoken to in; each statement's own when absent. */
  readonly version?: XapiVersion;
  readonly timings?: Partial<ForwardTimings>;
}

/** Milliseconds. */
export interface ForwardTimings {
  /** How long what another process stored may wait to be seen. */
  readonly poll: number;
  /** How long after the end of a killed process another takes over. */
  readonly lease: number;
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** Between tries of what only a person can mend. */
  readonly deniedRetry: number;
  /** For one request. */
  readonly patience: number;
  /** For the request under way when it is closed. */
  readonly grace: number;
}

const usual: ForwardTimings = {
  poll: 5000,
  lease: 30_000,
  firstRetry: 1000,
  longestRetry: 5 * 60_000,
  deniedRetry: 5 * 60_000,
  patience: 20_000,
  grace: 3000,
};

const mostStatements = 100;
const mostBytes = 1_000_000;
/** A receiver asks for more time than this in vain. */
const longestAsked = 3_600_000;
/** So many refusals in a row speak against the address or the version rather than against each statement. */
const suspiciousRefusals = 50;

export function startForwarding(options: ForwardingOptions): Forwarding {
  const { store, url, now, log } = options;
  const timings = { ...usual, ...options.timings };
  const hardStop = new AbortController();
  const receiver = { ...options, endpoint: url, patience: timings.patience, signal: hardStop.signal };
  const lease = createLease({
    ...options,
    lasts: timings.lease,
    needed: Math.min(timings.patience, (timings.lease * 2) / 3),
  });
  const rest = createRest();
  const unsubscribe = store.onStored(() => rest.stir());
  let state: ForwardState = 'idle';
  let failures = 0;
  let refusedInARow = 0;
  /** How many statements the next request may have: fewer while one of them spoils its batch. */
  let most = mostStatements;

  /** One look at what is there to send, and one request. */
  async function turn(): Promise<void> {
    const reached = (await store.forwarding(url))?.lastKey ?? 0;
    const [waiting] = await store.statementsAfter(reached, 1);
    if (!waiting) {
      become('idle');
      return rest.sleep(timings.poll, true);
    }
    const from = await lease.hold();
    if (from === null) {
      become('standby');
      return rest.sleep(timings.poll, false);
    }
    const found = await store.statementsAfter(from, most);
    if (found.length === 0) return;
    if (state === 'idle' || state === 'standby') become('sending');
    const batch = nextBatch(found, {
      statements: most,
      bytes: mostBytes,
      ...(options.version === undefined ? {} : { version: options.version }),
    });
    await send(batch);
  }

  async function send(batch: Batch): Promise<void> {
    const files = batch.files.length === 0 ? [] : [...(await store.attachments(batch.files)).values()];
    const outcome = await sendBatch(batch, files, receiver);
    const last = batch.statements.at(-1);
    if (!last || hardStop.signal.aborted) return;
    switch (outcome.kind) {
      case 'taken':
        await lease.move({ lastKey: last.key });
        refusedInARow = 0;
        most = Math.min(mostStatements, most * 2);
        return works();
      case 'refused':
        if (batch.statements.length > 1) {
          most = Math.ceil(batch.statements.length / 2);
          return;
        }
        return setAside(last.key, outcome.status, outcome.reason);
      case 'later':
        return failed('waiting', outcome.error, backOff(outcome.afterMs));
      case 'denied':
        return failed('denied', outcome.error, timings.deniedRetry);
    }
  }

  async function setAside(key: number, status: number, reason: string): Promise<void> {
    await lease.move({ lastKey: key, refusal: `${status} ${reason}` });
    refusedInARow += 1;
    log('The other record store did not take a statement; it is set aside', { url, status, key });
    if (refusedInARow < suspiciousRefusals) return works();
    // Slowly on, so that a wrong address or version does not set everything aside.
    const error = `The other record store refused the last ${refusedInARow} statements (${status}); is the address right?`;
    await failed('denied', error, timings.deniedRetry);
  }

  function works(): void {
    if (failures > 0) log('Forwarding works again', { url });
    failures = 0;
    become('sending');
  }

  async function failed(next: 'waiting' | 'denied', error: string, delay: number): Promise<void> {
    failures += 1;
    if (failures === 1 || state !== next) log(error, { url });
    become(next);
    await lease.fail(error);
    await pause(delay);
  }

  function backOff(asked: number): number {
    const grown = Math.min(timings.longestRetry, timings.firstRetry * 2 ** Math.min(failures, 30));
    return Math.max(grown * (0.5 + options.random() / 2), Math.min(asked, longestAsked));
  }

  /** Waits without letting go: another process would only fail alike. */
  async function pause(milliseconds: number): Promise<void> {
    const end = now() + milliseconds;
    while (!rest.closed() && now() < end) {
      await rest.sleep(Math.min(end - now(), timings.lease / 3), false);
      if (now() < end) await lease.keep();
    }
  }

  function become(next: ForwardState): void {
    state = next;
  }

  async function run(): Promise<void> {
    while (!rest.closed()) {
      try {
        await turn();
      } catch (error) {
        options.onError(error);
        become('waiting');
        await rest.sleep(timings.poll, false);
      }
    }
    await lease.release().catch(options.onError);
  }

  const running = run();
  return {
    async status() {
      const record = await store.forwarding(url);
      const waiting = await store.waitingAfter(record?.lastKey ?? 0, mostCounted);
      return {
        url,
        state,
        behind: waiting.count,
        behindSince: waiting.since,
        failures: record?.failures ?? 0,
        lastError: record?.lastError ?? null,
        refused: await store.countForwardRefusals(url),
      };
    },
    async close() {
      unsubscribe();
      rest.close();
      const impatient = setTimeout(() => hardStop.abort(), timings.grace);
      await running;
      clearTimeout(impatient);
    },
  };
}
