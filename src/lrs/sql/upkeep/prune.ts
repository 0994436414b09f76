import type { DueData } from '../../upkeep-store.js';
import { chunks } from '../chunks.js';
import type { Db, Trx } from '../group-commit.js';
import { holdWriters } from '../hold-writers.js';
import { raiseEpoch } from '../raise-epoch.js';
import { keysPerMillisecond } from '../tables.js';
import { accountName } from './account-name.js';
import { deleteStatements } from './delete-statements.js';

/** How many statements go in one transaction: others write in between. */
const partSize = 1000;

/** What is older than a time, milliseconds since the epoch. */
export async function olderThan(db: Db, before: number): Promise<DueData> {
  const statements = await db
    .selectFrom('statements')
    .select((e) => e.fn.countAll().as('n'))
    .where('key', '<', before * keysPerMillisecond)
    .executeTakeFirst();
  const documents = await db
    .selectFrom('documents')
    .select((e) => e.fn.countAll().as('n'))
    .where('updated', '<', before)
    .executeTakeFirst();
  return {
    statements: Number(statements?.n ?? 0),
    documents: Number(documents?.n ?? 0),
    notForwarded: await notForwarded(db, before),
  };
}

/** Deletes the oldest statements stored before a time, one part of them. @returns how many; 0 when none is left */
export async function pruneStatements(trx: Trx, before: number): Promise<number> {
  // Else a statement that is on its way with a file that only old ones have would lose it.
  await holdWriters(trx);
  const rows = await trx
    .selectFrom('statements')
    .select('key')
    .where('key', '<', before * keysPerMillisecond)
    .orderBy('key')
    .limit(partSize)
    .execute();
  await deleteStatements(
    trx,
    rows.map((row) => Number(row.key)),
  );
  return rows.length;
}

/** Deletes documents that nobody changed since a time. @returns how many */
export async function pruneDocuments(trx: Trx, before: number): Promise<number> {
  const gone = await trx.deleteFrom('documents').where('updated', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** How many of the old statements another record store is still to get. */
async function notForwarded(db: Db, before: number): Promise<number> {
  const slowest = await db
    .selectFrom('forwards')
    .select((e) => e.fn.min('last_key').as('key'))
    .executeTakeFirst();
  if (slowest?.key === null || slowest?.key === undefined) return 0;
  const waiting = await db
    .selectFrom('statements')
    .select((e) => e.fn.countAll().as('n'))
    .where('key', '>', Number(slowest.key))
    .where('key', '<', before * keysPerMillisecond)
    .executeTakeFirst();
  return Number(waiting?.n ?? 0);
}

/**
 * Forgets agents that no statement and no document names any more, with their names and roster entries, one part of them.
 * @returns how many; 0 when none is left
 */
export async function pruneAgents(trx: Trx): Promise<number> {
  // A writer that remembers the number of such an agent would link to nobody.
  await raiseEpoch(trx);
  const unnamed = await trx
    .selectFrom('agents')
    .select(['id', 'identity'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('statement_agents').select('key').whereRef('agent_id', '=', 'agents.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('inherited_agents').select('key').whereRef('agent_id', '=', 'agents.id'))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('documents').select('id').whereRef('agent', '=', 'agents.identity'))),
    )
    .limit(partSize)
    .execute();
  for (const part of chunks(unnamed)) {
    const accounts = part.map(({ identity }) => accountName(identity)).filter((name) => name !== '');
    if (accounts.length > 0) await trx.deleteFrom('roster').where('account', 'in', accounts).execute();
    const ids = part.map((one) => one.id);
    await trx.deleteFrom('agents').where('id', 'in', ids).execute();
  }
  return unnamed.length;
}
