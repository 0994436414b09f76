import { type Kysely, sql, type Transaction } from 'kysely';
import pRetry from 'p-retry';
import { DatabaseFull, DatabaseUnavailable } from '../store.js';
import type { Dialect } from './dialect.js';
import type { Tables } from './tables.js';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

/** What became of one request among those that shared a commit. */
export type Settled<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly error: unknown };

/** One outcome for each request, in order. */
export interface Ran<Result> {
  readonly outcomes: readonly Settled<Result>[];
  /** Called once they are committed. */
  committed(): void;
}

/**
 * Runs the statement requests of one commit together. Throwing undoes them all; called again with the same ones
 * when another process or a lost connection was in the way.
 */
export type RunBatches<Batch, Result> = (trx: Trx, batches: readonly Batch[]) => Promise<Ran<Result>>;

/** The ways that requests of statements can go. */
export interface Ways<Batch, Result> {
  readonly long: RunBatches<Batch, Result>;
  /**
   * Commits by itself those that can go the short way, when they are so many or all there are.
   * @returns null, with nothing stored, when all have to go the long way
   */
  readonly short: (batches: readonly Batch[], least: number) => Promise<RanShortly<Result> | null>;
}

/** As `Ran`, with null in the place of a request that has to go the long way. */
export interface RanShortly<Result> {
  readonly outcomes: readonly (Settled<Result> | null)[];
  committed(): void;
}

export interface GroupCommit<Batch, Result> {
  /** Adds a request's statements to the next commit; resolves after it. */
  batch(batch: Batch): Promise<Result>;
  /**
   * Adds any other write to the next commit; what it throws undoes only itself. It may run more than once.
   * @param lock held in all processes until the commit: for what must not change between reading and writing it
   */
  task<Value>(run: (trx: Trx) => Promise<Value>, lock?: string): Promise<Value>;
  /** Resolves when nothing is left to write. */
  idle(): Promise<void>;
}

interface WaitingBatch<Batch, Result> {
  readonly value: Batch;
  settle(outcome: Settled<Result>): void;
}

interface Waiting<Batch, Result> {
  readonly batch?: WaitingBatch<Batch, Result>;
  readonly task?: Task;
}

interface Task {
  readonly lock: string | undefined;
  run(trx: Trx): Promise<() => void>;
  fail(error: unknown): void;
}

/**
 * Writers that arrive while a commit runs share the next one, and are answered after it:
 * one wait for the disk serves them all.
 */
export function groupCommit<Batch, Result>(
  db: Db,
  dialect: Dialect,
  ways: Ways<Batch, Result>,
): GroupCommit<Batch, Result> {
  let queue: Waiting<Batch, Result>[] = [];
  let running: Promise<void> | null = null;

  const wake = () => {
    // The turn of the loop in between lets every request that has arrived by now join.
    running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(drain);
  };
  const drain = async (): Promise<void> => {
    const mine = queue;
    queue = [];
    await commit(db, dialect, mine, ways);
    running = null;
    if (queue.length > 0) wake();
  };

  return {
    batch: (value) =>
      new Promise((resolve, reject) => {
        queue.push({
          batch: { value, settle: (outcome) => (outcome.ok ? resolve(outcome.value) : reject(outcome.error)) },
        });
        wake();
      }),
    task: (run, lock) =>
      new Promise((resolve, reject) => {
        queue.push({
          task: {
            lock,
            run: async (trx) => {
              const value = await run(trx);
              return () => resolve(value);
            },
            fail: reject,
          },
        });
        wake();
      }),
    async idle() {
      while (running) await running;
    },
  };
}

/** Three seconds of waiting in all, longer each time. */
const budget = { retries: 6, minTimeout: 40, maxTimeout: 1500, factor: 2, randomize: true } as const;

async function commit<Batch, Result>(
  db: Db,
  dialect: Dialect,
  waiting: readonly Waiting<Batch, Result>[],
  { long, short }: Ways<Batch, Result>,
): Promise<void> {
  const all = waiting.flatMap((one) => (one.batch ? [one.batch] : []));
  const tasks = waiting.flatMap((one) => (one.task ? [one.task] : []));
  const batches = await leftBy(short, all, tasks.length === 0);
  if (batches.length + tasks.length === 0) return;
  const values = batches.map((one) => one.value);
  const settle = ({ outcomes }: Ran<Result>) => {
    for (const [index, one] of batches.entries())
      one.settle(outcomes[index] ?? { ok: false, error: new Error('A request was left without an outcome') });
  };
  let committing = false;
  const attempt = async (): Promise<(() => void)[]> => {
    committing = false;
    const answers: (() => void)[] = [];
    await db.transaction().execute(async (trx) => {
      // Locks of documents before the turn of statements, in every process: so none waits for one that waits for it.
      const locks = tasks.flatMap((task) => task.lock ?? []);
      if (locks.length > 0) await dialect.lock(locks)?.execute(trx);
      const alone = batches.length + tasks.length === 1;
      for (const task of tasks) answers.push(alone ? await task.run(trx) : await inSavepoint(trx, task));
      if (batches.length > 0) {
        const ran = await long(trx, values);
        answers.push(() => {
          ran.committed();
          settle(ran);
        });
      }
      committing = true;
    });
    return answers;
  };
  try {
    const shouldRetry = ({ error }: { error: Error }) =>
      // A connection lost during COMMIT leaves open whether it happened: who asked may ask again, which does no harm.
      error instanceof DatabaseUnavailable && error.reason !== 'waited' && (!committing || error.reason === 'conflict');
    for (const answer of await pRetry(attempt, { ...budget, shouldRetry })) answer();
  } catch (error) {
    for (const one of batches) one.settle({ ok: false, error });
    for (const one of tasks) one.fail(error);
  }
}

/** So many usual requests are worth a commit of their own beside that of the others. */
const worthACommit = 4;

/** Lets the usual requests go the short way, and answers them. @returns those that are left for the long one */
async function leftBy<Batch, Result>(
  short: Ways<Batch, Result>['short'],
  batches: readonly WaitingBatch<Batch, Result>[],
  areAll: boolean,
): Promise<readonly WaitingBatch<Batch, Result>[]> {
  if (batches.length === 0) return [];
  const least = areAll ? Math.min(worthACommit, batches.length) : worthACommit;
  let done: RanShortly<Result> | null;
  try {
    done = await short(
      batches.map(({ value }) => value),
      least,
    );
    done?.committed();
  } catch (error) {
    for (const one of batches) one.settle({ ok: false, error });
    return [];
  }
  if (!done) return batches;
  const { outcomes } = done;
  return batches.filter((one, index) => {
    const outcome = outcomes[index];
    if (outcome) one.settle(outcome);
    return !outcome;
  });
}

async function inSavepoint(trx: Trx, task: Task): Promise<() => void> {
  await sql`savepoint task`.execute(trx);
  try {
    const answer = await task.run(trx);
    await sql`release savepoint task`.execute(trx);
    return answer;
  } catch (error) {
    // With the connection or the room on the disk the whole transaction is gone.
    if (error instanceof DatabaseUnavailable || error instanceof DatabaseFull) throw error;
    await sql`rollback to savepoint task`.execute(trx);
    await sql`release savepoint task`.execute(trx);
    return () => task.fail(error);
  }
}
