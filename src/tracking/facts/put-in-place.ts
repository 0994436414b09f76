import { type RawBuilder, sql } from 'kysely';
import type { Tracking } from '../open-tracking.js';
import { refreshAchievements } from './achievements.js';
import { type FactTable, factTables, refs } from './fact-rows.js';
import { type FoldRow, foldRows, moveFold } from './fold-row.js';

/** `fold.rules` beside: facts were put in place, and standings are still to follow. */
export const followDue = 'follow';

/**
 * Puts facts that were made anew into the place of those that are read, in one transaction, and as differences:
 * whoever reads sees the old or the new, and what stayed the same is not written.
 */
export async function putInPlace(
  { db, dialect }: Tracking,
  live: FoldRow,
  made: FoldRow,
  through: number,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { cursor, last_id, removals, rules } = made;
    await moveFold(trx, live, { cursor, last_id, removals, rules, through, revision: live.revision + 1 });
    await moveFold(trx, made, { cursor: '', last_id: '', rules: followDue, revision: made.revision + 1 });
    for (const table of ['page_visits', 'item_results', 'attempts', 'learners'] as const)
      await gone(table).execute(trx);
    for (const table of ['learners', 'attempts', 'item_results', 'page_visits'] as const) {
      await arrived(table).execute(trx);
      await sql`delete from ${sql.table(`next_${table}`)}`.execute(trx);
    }
    await refreshAchievements(trx, dialect, 'all');
  });
}

/** Empties what is beside, for facts to be made anew there. @returns where that begins */
export async function beginBeside({ db }: Tracking, removals: number, rules: string): Promise<FoldRow> {
  return db.transaction().execute(async (trx) => {
    const fresh = { cursor: '', last_id: '', removals, rules, through: 0 };
    await trx
      .insertInto('fold')
      .values({ one: foldRows.beside, revision: 0, ...fresh })
      // Never a revision again that was there before: who was at it must notice.
      .onConflict((c) => c.column('one').doUpdateSet((e) => ({ ...fresh, revision: e('fold.revision', '+', 1) })))
      .execute();
    for (const table of Object.keys(factTables)) await sql`delete from ${sql.table(`next_${table}`)}`.execute(trx);
    return trx.selectFrom('fold').selectAll().where('one', '=', foldRows.beside).executeTakeFirstOrThrow();
  });
}

function gone(table: FactTable): RawBuilder<unknown> {
  const next = sql.table(`next_${table}`);
  const same = factTables[table].key.map((name) => sql`${sql.ref(`n.${name}`)} = ${sql.ref(`${table}.${name}`)}`);
  return sql`delete from ${sql.table(table)} where not exists (select 1 from ${next} as n where ${sql.join(same, sql` and `)})`;
}

function arrived(table: FactTable): RawBuilder<unknown> {
  const { key, rest } = factTables[table];
  // Whom a learner is linked to is known best where the roster was read last.
  const changing = rest.filter((name) => name !== 'person_id');
  const set = changing.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  const differs = changing.map(
    (name) => sql`${sql.ref(`${table}.${name}`)} is distinct from ${sql.ref(`excluded.${name}`)}`,
  );
  const columns = refs([...key, ...rest]);
  return sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${sql.table(`next_${table}`)} where true
    on conflict (${refs(key)}) do update set ${sql.join(set)} where ${sql.join(differs, sql` or `)}`;
}
