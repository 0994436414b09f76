import { type Kysely, type RawBuilder, sql } from 'kysely';
import { chunks } from '../lrs/sql/chunks.js';
import type { Everything } from './backup-count.js';
import type { KeptTables } from './kept-tables.js';

/** Told how far a copy is: the table under way and the rows copied of it. */
export type CopyProgress = (table: string, rows: number) => void;

/** Rows read at a time; where a row may hold a whole file, fewer. */
const pageSize = 2000;
const fewer: Readonly<Record<string, number>> = { attachments: 8, documents: 100, statements: 500, attempts: 500 };

/**
 * Copies every row of the tables into another database of the same version, in place of what stands in them there. The
 * reader sees one moment of the source when it runs in a transaction that does.
 */
export async function copyTables(
  from: Kysely<Everything>,
  to: Kysely<Everything>,
  tables: KeptTables,
  progress: CopyProgress,
): Promise<void> {
  for (const [table, key] of Object.entries(tables)) {
    // A new database has a clock and the like already.
    await sql`delete from ${sql.table(table)}`.execute(to);
    let rows = 0;
    for await (const page of pages(from, table, key, fewer[table] ?? pageSize)) {
      await insert(to, table, page);
      rows += page.length;
      progress(table, rows);
    }
  }
}

type Row = Readonly<Record<string, unknown>>;

/** A table in the order of its primary key, page by page: each begins behind the last row of the one before. */
async function* pages(
  from: Kysely<Everything>,
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

async function insert(to: Kysely<Everything>, table: string, rows: readonly Row[]): Promise<void> {
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
