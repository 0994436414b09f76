import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../lrs/sql/dialect.js';
import type { TrackingDb } from '../open-tracking.js';

export const factTables = {
  learners: { key: ['id'], rest: ['identity', 'account', 'home_page', 'person_id'] },
  attempts: {
    key: ['id'],
    rest: [
      ...['learner_id', 'module', 'registration', 'target', 'begun', 'version', 'first_at', 'last_at', 'completed_at'],
      ...['passed_at', 'failed_at', 'progress', 'score', 'pre_test', 'tries', 'seconds', 'state'],
    ],
  },
  item_results: {
    key: ['attempt_id', 'item', 'try', 'statement'],
    rest: ['module', 'version', 'learner_id', 'score', 'response', 'seconds', 'at'],
  },
  page_visits: { key: ['attempt_id', 'page'], rest: ['module', 'version', 'first_at', 'seconds'] },
} as const satisfies Record<string, { readonly key: readonly string[]; readonly rest: readonly string[] }>;

export type FactTable = keyof typeof factTables;

/** Values in the order of the table's columns: key first. */
export type FactRow = readonly (string | number | null)[];

/** Writes rows of facts; a row that is there already gets the new values. */
export type PutRows = (trx: TrackingDb, table: FactTable, rows: readonly FactRow[]) => Promise<void>;

/** Few sizes make few texts: each is compiled once and kept prepared by the database. */
const sizes = [64, 16, 4, 1] as const;

/** @param db whose names of tables are meant */
export function factRows(db: TrackingDb, dialect: Dialect): PutRows {
  const texts = new Map<string, string>();
  const textFor = (table: FactTable, size: number): string => {
    const name = `${table} ${size}`;
    const known = texts.get(name);
    if (known !== undefined) return known;
    const text = putting(dialect, table, size).compile(db).sql;
    texts.set(name, text);
    return text;
  };
  return async (trx, table, rows) => {
    const inOrder = [...rows].sort(byKey(factTables[table].key.length));
    let at = 0;
    for (const size of sizes) {
      for (; inOrder.length - at >= size; at += size)
        await trx.executeQuery(CompiledQuery.raw(textFor(table, size), inOrder.slice(at, at + size).flat()));
    }
  };
}

function putting(dialect: Dialect, table: FactTable, size: number): RawBuilder<unknown> {
  const { key, rest } = factTables[table];
  const columns = [...key, ...rest];
  const row = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
  const values = sql.join(Array.from({ length: size }, () => row));
  const changes = sql.join(rest.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`));
  return sql`${sql.raw(dialect.again)} insert into ${sql.table(table)} (${refs(columns)}) values ${values}
    on conflict (${refs(key)}) do update set ${changes}`;
}

export function refs(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

/** In the order of the key, so that pages of the index are filled one after another. */
function byKey(columns: number): (a: FactRow, b: FactRow) => number {
  return (a, b) => {
    for (let n = 0; n < columns; n++) {
      const x = a[n] ?? '';
      const y = b[n] ?? '';
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };
}
