import { sql } from 'kysely';
import { SessionMoved, type SessionStep } from '../session-step.js';
import type { IncomingBatch } from '../store.js';
import { chunks } from './chunks.js';
import type { Ran, RunBatches, Settled, Trx } from './group-commit.js';

/**
 * Stores statements together with what is noted of their senders' sessions, in one transaction: a request whose session
 * moved stores nothing, and a request that stores nothing notes nothing.
 */
export function withSteps<Batch extends IncomingBatch, Result>(
  run: RunBatches<Batch, Result>,
): RunBatches<Batch, Result> {
  return async (trx, batches): Promise<Ran<Result>> => {
    const steps = batches.flatMap(({ step }) => step ?? []);
    if (steps.length === 0) return run(trx, batches);
    const taken = await heldSteps(trx, steps);
    const going = batches.filter(({ step }) => !step || taken.has(step));
    const ran = going.length === 0 ? { outcomes: [], committed: () => undefined } : await run(trx, going);
    const outcomes = batches.map(
      (batch): Settled<Result> => ran.outcomes[going.indexOf(batch)] ?? { ok: false, error: new SessionMoved() },
    );
    for (const [index, { step }] of batches.entries()) if (step && outcomes[index]?.ok) await write(trx, step);
    return { ...ran, outcomes };
  };
}

/** The steps that can be taken: one a session. Their sessions' rows are held until the transaction ends. */
async function heldSteps(trx: Trx, steps: readonly SessionStep[]): Promise<ReadonlySet<SessionStep>> {
  const revisions = new Map<string, number>();
  for (const part of chunks([...new Set(steps.map(({ session }) => session))])) {
    // An update that changes nothing, for that holds a row in every database.
    const rows = await trx
      .updateTable('sessions')
      .set({ revision: sql<number>`revision` })
      .where('id', 'in', part)
      .returning(['id', 'revision'])
      .execute();
    for (const { id, revision } of rows) revisions.set(id, Number(revision));
  }
  const taken = new Set<SessionStep>();
  for (const step of steps) {
    if (revisions.get(step.session) !== step.revision) continue;
    revisions.delete(step.session);
    taken.add(step);
  }
  return taken;
}

async function write(trx: Trx, { session, revision, state }: SessionStep): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ state: JSON.stringify(state), revision: revision + 1 })
    .where('id', '=', session)
    .execute();
}
