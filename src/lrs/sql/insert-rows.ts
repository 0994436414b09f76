import type { Insertable } from 'kysely';
import { chunks } from './chunks.js';
import type { Db } from './group-commit.js';
import type { Tables } from './tables.js';

/** SQLite takes 32,766 values a statement, PostgreSQL 65,535. */
const valuesAStatement = 30_000;

/** Inserts rows, as many at a time as a statement of SQL can carry; rows that are there already stay as they are. */
export async function insertRows<Name extends keyof Tables>(
  trx: Db,
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const size = Math.max(1, Math.floor(valuesAStatement / Object.keys(first).length));
  for (const part of chunks(rows, size)) {
    await trx
      .insertInto(table)
      .values(part)
      .onConflict((c) => c.doNothing())
      .execute();
  }
}
