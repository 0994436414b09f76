import type { Selectable } from 'kysely';
import type { ForwardRecord, ForwardStore } from '../forward-store.js';
import type { Db, GroupCommit } from './group-commit.js';
import { insertRows } from './insert-rows.js';
import { storedAt, type Tables } from './tables.js';

/**
 * Forwarding in its tables. There is no second copy of what is to be sent: keys become visible in their order,
 * so that the key reached last says all.
 */
export function sqlForwards(db: Db, task: GroupCommit<never, never>['task']): ForwardStore {
  return {
    async statementsAfter(key, limit) {
      const rows = await db
        .selectFrom('statements')
        .select(['key', 'id', 'body'])
        .where('key', '>', key)
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ key: Number(row.key), id: row.id, json: row.body }));
    },
    async waitingAfter(key, most) {
      const rows = await db
        .selectFrom('statements')
        .select('key')
        .where('key', '>', key)
        .orderBy('key')
        .limit(most)
        .execute();
      const first = rows[0];
      return { count: rows.length, since: first === undefined ? null : storedAt(Number(first.key)) };
    },
    async forwarding(url) {
      const row = await db.selectFrom('forwards').selectAll().where('url', '=', url).executeTakeFirst();
      return row && fromRow(row);
    },
    takeForwarding: (url, { holder, at, until }) =>
      task(async (trx) => {
        await insertRows(trx, 'forwards', [
          { url, last_key: 0, holder: null, lease_until: 0, updated: at, failures: 0, last_error: null },
        ]);
        const row = await trx
          .updateTable('forwards')
          .set({ holder, lease_until: until })
          .where('url', '=', url)
          .where((e) => e.or([e('holder', '=', holder), e('holder', 'is', null), e('lease_until', '<', at)]))
          .returningAll()
          .executeTakeFirst();
        return row ? fromRow(row) : null;
      }),
    moveForwarding: (url, { holder, at, until }, { lastKey, refusal }) =>
      task(async (trx) => {
        const moved = await trx
          .updateTable('forwards')
          .set({ last_key: lastKey, lease_until: until, updated: at, failures: 0, last_error: null })
          .where('url', '=', url)
          .where('holder', '=', holder)
          .executeTakeFirst();
        if (moved.numUpdatedRows === 0n) return false;
        if (refusal !== undefined)
          await insertRows(trx, 'forward_refusals', [{ url, key: lastKey, at, reason: refusal }]);
        return true;
      }),
    failForwarding: (url, { holder, at, until }, error) =>
      task(async (trx) => {
        const noted = await trx
          .updateTable('forwards')
          .set((e) => ({ failures: e('failures', '+', 1), last_error: error, lease_until: until, updated: at }))
          .where('url', '=', url)
          .where('holder', '=', holder)
          .executeTakeFirst();
        return noted.numUpdatedRows > 0n;
      }),
    releaseForwarding: (url, holder) =>
      task(async (trx) => {
        await trx
          .updateTable('forwards')
          .set({ holder: null, lease_until: 0 })
          .where('url', '=', url)
          .where('holder', '=', holder)
          .execute();
      }),
    async forwardRefusals(url, after, limit) {
      const rows = await db
        .selectFrom('forward_refusals')
        .select(['key', 'at', 'reason'])
        .where('url', '=', url)
        .where('key', '>', after)
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map(({ key, at, reason }) => ({ key: Number(key), at: Number(at), reason }));
    },
    async countForwardRefusals(url) {
      const row = await db
        .selectFrom('forward_refusals')
        .select((e) => e.fn.countAll().as('n'))
        .where('url', '=', url)
        .executeTakeFirst();
      return Number(row?.n ?? 0);
    },
  };
}

function fromRow(row: Selectable<Tables['forwards']>): ForwardRecord {
  return {
    lastKey: Number(row.last_key),
    holder: row.holder,
    leaseUntil: Number(row.lease_until),
    updated: Number(row.updated),
    failures: row.failures,
    lastError: row.last_error,
  };
}
