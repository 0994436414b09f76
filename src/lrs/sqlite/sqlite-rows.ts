import type { LinkRow, Put, StatementRows, Turn } from '../sql/dialect.js';
import { keysPerMillisecond } from '../sql/tables.js';
import type { LibsqlDatabase } from './libsql-database.js';

/** The writing of statements in SQL, each thing in one text, run at once on the store's one connection. */
export interface SqliteRows {
  /** See `Dialect.takeTurn`. */
  takeTurn(count: number, now: number, notBefore: number): Turn;
  /** See `Dialect.put`. */
  put(rows: StatementRows): Put;
}

/** @param database within a transaction whenever one of these is called */
export function sqliteRows(database: LibsqlDatabase): SqliteRows {
  return {
    takeTurn(count, now, notBefore) {
      const least = Math.max(now, notBefore) * keysPerMillisecond + count - 1;
      const [row] = database.prepare(takeText).all([count, least]);
      if (typeof row !== 'object' || row === null || !('last_key' in row) || !('epoch' in row))
        throw new Error('The database has no clock row');
      return { firstKey: Number(row.last_key) - count + 1, epoch: Number(row.epoch) };
    },
    put({ statements, agents, activities }) {
      let stored = 0;
      inSizes(statements, (rows) => {
        const values = rows.flatMap((row) => [row.key, row.id, row.verb, row.registration, row.voiding, row.body]);
        stored += Number(database.prepare(textFor(statementTexts, rows.length)).run(values).changes);
      });
      if (stored < statements.length) return { stored, awaited: [] };
      const link = (texts: Texts, all: readonly LinkRow[]) =>
        inSizes(all, (rows) => void database.prepare(textFor(texts, rows.length)).run(rows.flat()));
      link(agentTexts, agents);
      link(activityTexts, activities);
      const awaited = new Set<string>();
      inSizes(statements, (rows) => {
        const ids = rows.map(({ id }) => id);
        for (const row of database.prepare(textFor(awaitedTexts, ids.length)).all(ids))
          if (typeof row === 'object' && row !== null && 'target_id' in row) awaited.add(String(row.target_id));
      });
      return { stored, awaited: [...awaited] };
    },
  };
}

const takeText = 'update clock set last_key = max(last_key + ?, ?) where one = 1 returning last_key, epoch';

type Texts = ReadonlyMap<number, string>;

/** Few sizes make few texts, each prepared once. */
const sizes = [32, 8, 4, 3, 2, 1] as const;

const statementTexts = inserting(
  'statements (key, id, verb_id, registration, voided, voiding, body)',
  '(?, ?, ?, ?, 0, ?, ?)',
  ' on conflict (id) do nothing',
);
const agentTexts = inserting('statement_agents (agent_id, role, key)', '(?, ?, ?)');
const activityTexts = inserting('statement_activities (activity_id, role, key)', '(?, ?, ?)');
const awaitedTexts: Texts = new Map(
  sizes.map((size) => [
    size,
    `select target_id from statement_refs where target_id in (${Array(size).fill('?').join(', ')})`,
  ]),
);

function inserting(into: string, row: string, end = ''): Texts {
  return new Map(sizes.map((size) => [size, `insert into ${into} values ${Array(size).fill(row).join(', ')}${end}`]));
}

function textFor(texts: Texts, size: number): string {
  const text = texts.get(size);
  if (text === undefined) throw new Error(`There is no text for ${size} rows`);
  return text;
}

/** Hands out all rows, as many at a time as there is a text for. */
function inSizes<Row>(rows: readonly Row[], run: (part: readonly Row[]) => void): void {
  let at = 0;
  for (const size of sizes) for (; rows.length - at >= size; at += size) run(rows.slice(at, at + size));
}
