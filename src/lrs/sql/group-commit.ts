import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from './tables.js';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

/** What became of one request among those that shared a commit. */
export type Settled<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly error: unknown };

/** Runs the statement requests of one commit together: one outcome each, in order. Throwing undoes them all. */
export type RunBatches<Batch, Result> = (trx: Trx, batches: readonly Batch[]) => Promise<readonly Settled<Result>[]>;

export interface GroupCommit<Batch, Result> {
  /** Adds a request's statements to the next commit; resolves after it. */
  batch(batch: Batch): Promise<Result>;
  /** Adds any other write to the next commit; what it throws undoes only itself. */
  task<Value>(run: (trx: Trx) => Promise<Value>): Promise<Value>;
  /** Start of the commit under way (milliseconds), or null. */
  openSince(): number | null;
  /** Resolves when nothing is left to write. */
  idle(): Promise<void>;
}

interface Waiting<Batch, Result> {
  readonly batch?: { readonly value: Batch; settle(outcome: Settled<Result>): void };
  readonly task?: { run(trx: Trx): Promise<() => void>; fail(error: unknown): void };
}

/**
 * Writers that arrive while a commit runs share the next one, and are answered after it:
 * one wait for the disk serves them all.
 */
export function groupCommit<Batch, Result>(
  db: Db,
  runBatches: RunBatches<Batch, Result>,
  now: () => number,
): GroupCommit<Batch, Result> {
  let queue: Waiting<Batch, Result>[] = [];
  let running: Promise<void> | null = null;
  let started: number | null = null;

  const wake = () => {
    // The turn of the loop in between lets every request that has arrived by now join.
    running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(drain);
  };
  const drain = async (): Promise<void> => {
    const mine = queue;
    queue = [];
    started = now();
    await commit(db, mine, runBatches);
    started = null;
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
    task: (run) =>
      new Promise((resolve, reject) => {
        queue.push({
          task: {
            run: async (trx) => {
              const value = await run(trx);
              return () => resolve(value);
            },
            fail: reject,
          },
        });
        wake();
      }),
    openSince: () => started,
    async idle() {
      while (running) await running;
    },
  };
}

async function commit<Batch, Result>(
  db: Db,
  waiting: readonly Waiting<Batch, Result>[],
  runBatches: RunBatches<Batch, Result>,
): Promise<void> {
  const batches = waiting.flatMap((one) => (one.batch ? [one.batch] : []));
  const tasks = waiting.flatMap((one) => (one.task ? [one.task] : []));
  const answers: (() => void)[] = [];
  try {
    await db.transaction().execute(async (trx) => {
      const outcomes =
        batches.length === 0
          ? []
          : await runBatches(
              trx,
              batches.map((one) => one.value),
            );
      for (const [index, one] of batches.entries()) {
        const outcome = outcomes[index] ?? { ok: false, error: new Error('A request was left without an outcome') };
        answers.push(() => one.settle(outcome));
      }
      for (const task of tasks) answers.push(await inSavepoint(trx, task));
    });
  } catch (error) {
    for (const one of batches) one.settle({ ok: false, error });
    for (const one of tasks) one.fail(error);
    return;
  }
  for (const answer of answers) answer();
}

async function inSavepoint(
  trx: Trx,
  task: { run(trx: Trx): Promise<() => void>; fail(error: unknown): void },
): Promise<() => void> {
  await sql`savepoint task`.execute(trx);
  try {
    const answer = await task.run(trx);
    await sql`release savepoint task`.execute(trx);
    return answer;
  } catch (error) {
    await sql`rollback to savepoint task`.execute(trx);
    await sql`release savepoint task`.execute(trx);
    return () => task.fail(error);
  }
}
