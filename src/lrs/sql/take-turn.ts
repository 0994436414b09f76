import type { Dialect } from './dialect.js';
import type { Trx } from './group-commit.js';

/** What one commit of statements begins with. */
export interface Turn {
  /** The first of its keys; the others follow without a gap. */
  readonly firstKey: number;
  /** Which state of the names (verbs, agents, activities) this is: another than before means that some were changed or went. */
  readonly epoch: number;
}

/**
 * The turn to write statements: keys for them, and no other writer on this database before the transaction ends.
 * So keys become visible in their order, in every process, and whoever pages by key misses none.
 * @param now this program's clock, for a database that has none; milliseconds since the epoch
 * @param notBefore no key stands for an earlier time; milliseconds since the epoch
 */
export async function takeTurn(
  trx: Trx,
  dialect: Dialect,
  count: number,
  now: number,
  notBefore: number,
): Promise<Turn> {
  const { rows } = await dialect.takeKeys(count, now, notBefore).execute(trx);
  const [row] = rows;
  if (!row) throw new Error('The database has no clock row');
  return { firstKey: Number(row.last_key) - count + 1, epoch: Number(row.epoch) };
}
