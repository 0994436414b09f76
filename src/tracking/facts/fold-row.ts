import type { Selectable } from 'kysely';
import type { TrackingDb } from '../open-tracking.js';
import type { TrackingTables } from '../tables.js';

/** How far one fold has come. */
export type FoldRow = Readonly<Selectable<TrackingTables['fold']>>;

/** The row of the facts that are read, and of those that are made anew beside them. */
export const foldRows = { live: 1, beside: 2 } as const;
export type WhichFold = (typeof foldRows)[keyof typeof foldRows];

export async function readFold(db: TrackingDb, one: WhichFold): Promise<FoldRow | undefined> {
  const row = await db.selectFrom('fold').selectAll().where('one', '=', one).executeTakeFirst();
  return row && { ...row, through: Number(row.through) };
}

/**
 * Takes the fold from one place to another, for the transaction it is in: nobody else does so at the same time.
 * @throws Overtaken when another process was there first
 */
export async function moveFold(trx: TrackingDb, from: FoldRow, to: Partial<Omit<FoldRow, 'one'>>): Promise<void> {
  await holdFold(trx);
  const { numUpdatedRows } = await trx
    .updateTable('fold')
    .set(to)
    .where('one', '=', from.one)
    .where('cursor', '=', from.cursor)
    .where('revision', '=', from.revision)
    .where('removals', '=', from.removals)
    .where('rules', '=', from.rules)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) throw new Overtaken();
}

/** Whoever changes facts waits here for whoever does so already, until that one's transaction ends. */
export async function holdFold(trx: TrackingDb): Promise<void> {
  await trx
    .updateTable('fold')
    .set((e) => ({ rules: e.ref('rules') }))
    .where('one', '=', foldRows.live)
    .execute();
}

/** Another process has taken in the same statements meanwhile; what was prepared here no longer fits. */
export class Overtaken extends Error {
  constructor() {
    super('Another process has folded these statements meanwhile');
    this.name = 'Overtaken';
  }
}
