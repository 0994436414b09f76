import type { Selectable } from 'kysely';
import type { Learner, OfferedAccount, RosterEntry, RosterStore } from '../roster-store.js';
import { chunks } from './chunks.js';
import type { Db, GroupCommit } from './group-commit.js';
import { insertRows } from './insert-rows.js';
import type { Tables } from './tables.js';

/** The roster in its table. */
export function sqlRoster(db: Db, task: GroupCommit<never, never>['task']): RosterStore {
  return {
    async accountsOf(learners, at) {
      const known = await accounts(db, learners);
      if (known.every((account) => account !== undefined)) return known;
      return task(async (trx) => {
        // In one order, so that two processes with the same learners wait for each other and never in a circle.
        const rows = learners.map(({ account, homePage, learner }) => ({
          account,
          home_page: homePage,
          learner,
          first_seen: at,
        }));
        await insertRows(trx, 'roster', rows.sort(byAccount));
        return (await accounts(trx, learners)).map((account, n) => {
          if (account === undefined) throw new Error(`The roster did not take entry ${n}`);
          return account;
        });
      });
    },
    async rosterEntry(account) {
      const row = await db.selectFrom('roster').selectAll().where('account', '=', account).executeTakeFirst();
      return row && fromRow(row);
    },
    async rosterEntries(wanted) {
      const found = new Map<string, RosterEntry>();
      for (const part of chunks([...new Set(wanted)])) {
        const rows = await db.selectFrom('roster').selectAll().where('account', 'in', part).execute();
        for (const row of rows) found.set(row.account, fromRow(row));
      }
      return found;
    },
    async rosterPage(after, limit) {
      const all = db.selectFrom('roster').selectAll().orderBy('account').limit(limit);
      return (await (after === undefined ? all : all.where('account', '>', after)).execute()).map(fromRow);
    },
  };
}

async function accounts(db: Db, learners: readonly Learner[]): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for (const { homePage, learner } of learners) {
    const row = await db
      .selectFrom('roster')
      .select('account')
      .where('home_page', '=', homePage)
      .where('learner', '=', learner)
      .executeTakeFirst();
    found.push(row?.account);
  }
  return found;
}

function byAccount(a: Pick<OfferedAccount, 'account'>, b: Pick<OfferedAccount, 'account'>): number {
  return a.account < b.account ? -1 : 1;
}

function fromRow(row: Selectable<Tables['roster']>): RosterEntry {
  return { account: row.account, homePage: row.home_page, learner: row.learner, firstSeen: Number(row.first_seen) };
}
