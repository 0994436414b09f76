import type { OldData } from '../../upkeep-store.js';
import type { Db, Trx } from '../group-commit.js';
import { holdWriters } from '../hold-writers.js';
import { keysPerMillisecond } from '../tables.js';
import { deleteStatements } from './delete-statements.js';

/** How many statements go in one transaction: others write in between. */
const partSize = 1000;

/** What is older than a time, milliseconds since the epoch. */
export async function olderThan(db: Db, before: number): Promise<OldData> {
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
  return { statements: Number(statements?.n ?? 0), documents: Number(documents?.n ?? 0) };
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
