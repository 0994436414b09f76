import type { AuditLine } from '../../upkeep-store.js';
import type { Db } from '../group-commit.js';

/** Notes what was done to data by hand. @param detail plain data that names no person */
export async function noteAudit(db: Db, at: number, action: string, detail: object): Promise<void> {
  await db
    .insertInto('audit')
    .values({ at, action, detail: JSON.stringify(detail) })
    .execute();
}

/** Every audit line, oldest first. */
export async function auditLines(db: Db): Promise<AuditLine[]> {
  const rows = await db.selectFrom('audit').select(['at', 'action', 'detail']).orderBy('id').execute();
  return rows.map(({ at, action, detail }) => ({ at: Number(at), action, detail }));
}

/** How many lines tell of statements removed or changed. */
export async function removals(db: Db): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select((e) => e.fn.countAll().as('n'))
    .where('action', 'in', ['erase', 'prune'])
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
