import { type Kysely, sql } from 'kysely';
import type { Tables } from '../lrs/sql/tables.js';
import type { TrackingTables } from '../tracking/tables.js';

/** What a backup holds, or what came back from it. */
export interface BackupCount {
  readonly statements: number;
  readonly documents: number;
  /** In the statewide roster. */
  readonly people: number;
  /** What they have done, whatever told of it. */
  readonly achievements: number;
  /** Who may sign in. */
  readonly users: number;
  readonly certificates: number;
}

export type Everything = Tables & TrackingTables;

/** Counts what a database with the tables of both holds; a table that is not there holds nothing. */
export async function countOf(db: Kysely<Everything>): Promise<BackupCount> {
  const tables = new Set((await db.introspection.getTables()).map(({ name }) => name));
  const count = async (table: keyof BackupCount): Promise<number> => {
    if (!tables.has(table)) return 0;
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db);
    return Number(rows[0]?.n ?? 0);
  };
  return {
    statements: await count('statements'),
    documents: await count('documents'),
    people: await count('people'),
    achievements: await count('achievements'),
    users: await count('users'),
    certificates: await count('certificates'),
  };
}
