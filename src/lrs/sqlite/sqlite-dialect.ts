import { CompiledQuery, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Dialect, LinkRow, StatementRows } from '../sql/dialect.js';
import type { Trx } from '../sql/group-commit.js';
import { keysPerMillisecond } from '../sql/tables.js';

/**
 * What is particular to SQLite: one writer at a time (`begin immediate`), so nothing to lock; lists come in as JSON;
 * the clock is the program's.
 */
export const sqliteDialect: Dialect = {
  blob: 'blob',
  bigInteger: 'integer',
  identity: 'integer primary key',
  keyOnly: 'without rowid',
  withKey: '',
  takeKeys(count, now, notBefore) {
    const least = Math.max(now, notBefore) * keysPerMillisecond + count - 1;
    return sql`update clock set last_key = max(last_key + ${count}, ${least}) where one = 1 returning last_key, epoch`;
  },
  lock: () => null,
  beforeMigration: async () => undefined,
  among: (column, values): RawBuilder<SqlBool> =>
    sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  // What is deleted is overwritten in the database (`secure_delete`), but its log still has it.
  wipe: sql`pragma wal_checkpoint(truncate)`,
  again: '',
  async put(trx, rows) {
    const stored = await putStatements(trx, rows.statements);
    if (stored < rows.statements.length) return { stored, awaited: [] };
    await putLinks(trx, 'statement_agents', 'agent_id', rows.agents);
    await putLinks(trx, 'statement_activities', 'activity_id', rows.activities);
    const ids = JSON.stringify(rows.statements.map((row) => row.id));
    const { rows: awaited } = await sql<{
      target_id: string;
    }>`select distinct r.target_id from json_each(${ids}) as one cross join statement_refs as r on r.target_id = one.value`.execute(
      trx,
    );
    return { stored, awaited: awaited.map((row) => row.target_id) };
  },
};

/** Few sizes make few texts, each prepared once. Bodies go in as they are: as JSON within JSON they would take twice the time. */
const sizes = [32, 8, 1] as const;

const texts = new Map(
  sizes.map((size) => [
    size,
    `insert into statements (key, id, verb_id, registration, voided, voiding, body) values ${Array(size).fill('(?, ?, ?, ?, 0, ?, ?)').join(', ')} on conflict (id) do nothing`,
  ]),
);

async function putStatements(trx: Trx, rows: StatementRows['statements']): Promise<number> {
  let stored = 0;
  let at = 0;
  for (const size of sizes) {
    for (; rows.length - at >= size; at += size) {
      const values = rows
        .slice(at, at + size)
        .flatMap((row) => [row.key, row.id, row.verb, row.registration, row.voiding, row.body]);
      const done = await trx.executeQuery(CompiledQuery.raw(texts.get(size) ?? '', values));
      stored += Number(done.numAffectedRows ?? 0);
    }
  }
  return stored;
}

async function putLinks(trx: Trx, table: string, column: string, rows: readonly LinkRow[]): Promise<void> {
  if (rows.length === 0) return;
  const text = `insert into ${table} (${column}, role, key) select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') from json_each(?)`;
  await trx.executeQuery(CompiledQuery.raw(text, [JSON.stringify(rows)]));
}
