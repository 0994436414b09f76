import type { UpkeepStore } from '../../upkeep-store.js';
import type { Dialect } from '../dialect.js';
import type { Db, Trx } from '../group-commit.js';
import { auditLines, noteAudit, removals } from './audit.js';
import { dataOf, erase } from './erase.js';
import { identitiesOf } from './identities-of.js';
import { olderThan, pruneAgents, pruneDocuments, pruneStatements } from './prune.js';

/**
 * The operator's part of the record store.
 * @param task runs a write within the store's next commit
 * @param now milliseconds since the epoch
 */
export function sqlUpkeep(
  db: Db,
  dialect: Dialect,
  task: <Value>(run: (trx: Trx) => Promise<Value>) => Promise<Value>,
  now: () => number,
): UpkeepStore {
  return {
    dataOf: (identity) => dataOf(db, identity),
    async erase(identity, inPlace) {
      const done = await task((trx) => erase(trx, identity, inPlace, now()));
      await dialect.wipe?.();
      return done;
    },
    identitiesOf: (homePage, learner) => identitiesOf(db, homePage, learner),
    olderThan: (before) => olderThan(db, before),
    async prune(before, progress) {
      let statements = 0;
      for (;;) {
        const gone = await task((trx) => pruneStatements(trx, before));
        statements += gone;
        if (gone === 0) break;
        progress(statements);
      }
      const documents = await task(async (trx) => {
        const gone = await pruneDocuments(trx, before);
        await noteAudit(trx, now(), 'prune', {
          before: new Date(before).toISOString(),
          statements,
          documents: gone,
        });
        return gone;
      });
      while ((await task(pruneAgents)) > 0);
      return { statements, documents };
    },
    note: (action, detail) => task((trx) => noteAudit(trx, now(), action, detail)),
    async mark(name) {
      const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
      return Number(row?.value ?? 0);
    },
    moveMark: (name, to) =>
      task(async (trx) => {
        const value = String(to);
        await trx
          .insertInto('settings')
          .values({ name, value })
          .onConflict((c) => c.column('name').doUpdateSet({ value }))
          .execute();
      }),
    removals: () => removals(db),
    auditLines: () => auditLines(db),
  };
}
