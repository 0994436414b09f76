import { type Kysely, type RawBuilder, sql } from 'kysely';
import { chunks } from '../sql/chunks.js';
import type { Tables } from '../sql/tables.js';

/** Told how far a copy is: the table under way and the rows copied of it. */
export type CopyProgress = (table: string, rows: number) => void;

/** Every table with the columns of its primary key, in the order of copying. What a database makes by itself is left out. */
const primaryKeys: Readonly<Record<Exclude<keyof Tables, 'schema_version'>, readonly string[]>> = {
  settings: ['name'],
  credentials: ['id'],
  verbs: ['id'],
  agents: ['id'],
  activities: ['id'],
  attachments: ['sha2'],
  statements: ['key'],
  statement_agents: ['agent_id', 'role', 'key'],
  statement_activities: ['activity_id', 'role', 'key'],
  statement_refs: ['target_id', 'key'],
  statement_attachments: ['sha2', 'key'],
  inherited: ['key', 'via'],
  inherited_agents: ['agent_id', 'role', 'key', 'via'],
  inherited_activities: ['activity_id', 'role', 'key', 'via'],
  documents: ['resource', 'activity', 'agent', 'registration', 'id'],
  roster: ['account'],
  sessions: ['id'],
  forwards: ['url'],
  forward_refusals: ['url', 'key'],
  audit: ['id'],
  clock: ['one'],
};

/** Rows read at a time; where a row may hold a whole file, fewer. */
const pageSize = 2000;
const fewer: Readonly<Record<string, number>> = { attachments: 8, documents: 100, statements: 500 };

/**
 * Copies every row of a store into another, empty one of the same version. The reader sees one moment of the source
 * when it runs in a transaction that does.
 * @returns rows copied by table
 */
export async function copyTables(
  from: Kysely<Tables>,
  to: Kysely<Tables>,
  progress: CopyProgress,
): Promise<ReadonlyMap<string, number>> {
  const copied = new Map<string, number>();
  // The new store has a clock of its own already.
  await to.deleteFrom('clock').execute();
  for (const [table, key] of Object.entries(primaryKeys)) {
    let rows = 0;
    for await (const page of pages(from, table, key, fewer[table] ?? pageSize)) {
      await insert(to, table, page);
      rows += page.length;
      progress(table, rows);
    }
    copied.set(table, rows);
  }
  return copied;
}

type Row = Readonly<Record<string, unknown>>;

/** A table in the order of its primary key, page by page: each begins behind the last row of the one before. */
async function* pages(
  from: Kysely<Tables>,
  table: string,
  key: readonly string[],
  size: number,
): AsyncGenerator<readonly Row[]> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  let last: Row | undefined;
  for (;;) {
    const behind: RawBuilder<unknown> =
      last === undefined ? sql`` : sql`where (${columns}) > (${sql.join(key.map((name) => last?.[name]))})`;
    const { rows } =
      await sql<Row>`select * from ${sql.table(table)} ${behind} order by ${columns} limit ${size}`.execute(from);
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    last = rows.at(-1);
  }
}

async function insert(to: Kysely<Tables>, table: string, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  const size = Math.max(1, Math.floor(20_000 / Math.max(1, names.length)));
  for (const part of chunks(rows, size)) {
    const values = part.map((row) => sql`(${sql.join(names.map((name) => bindable(row[name])))})`);
    await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))}) values ${sql.join(values)}`.execute(
      to,
    );
  }
}

/** libsql gives bytes as ArrayBuffer, the other drivers as Buffer. */
function bindable(value: unknown): unknown {
  return value instanceof ArrayBuffer ? Buffer.from(value) : value;
}
