import type { QueryExecutorProvider, RawBuilder, SqlBool, Transaction } from 'kysely';
import type { Tables } from './tables.js';

/** What one commit of statements begins with. */
export interface Turn {
  /** The first of its keys; the others follow without a gap. */
  readonly firstKey: number;
  /** Which state of the names (verbs, agents, activities) this is: another than before means that some were changed or went. */
  readonly epoch: number;
}

/** How one kind of database writes what SQL leaves open. */
export interface Dialect {
  readonly blob: 'blob' | 'bytea';
  readonly bigInteger: 'integer' | 'bigint';
  /** A number that the database hands out. */
  readonly identity: string;
  /** Put behind a table whose primary key is all there is to it. */
  readonly keyOnly: string;
  /** Put behind an index that has the key in an expression only: with it the index is read alone, without the table. */
  readonly withKey: string;
  /**
   * Gives out `count` keys and holds all other writers of statements off until the transaction ends: so keys become
   * visible in their order, in every process, and whoever pages by key misses none.
   * @param now this program's clock, for a database that has none; milliseconds since the epoch
   * @param notBefore no key stands for an earlier time; milliseconds since the epoch
   */
  takeTurn(trx: Transaction<Tables>, count: number, now: number, notBefore: number): Promise<Turn>;
  /** Holds off every other transaction that takes one of these locks; null where there is only one writer anyhow. */
  lock(names: readonly string[]): RawBuilder<unknown> | null;
  /** Called first in the transaction that migrates: no other program does so at the same time, and it may take its time. */
  beforeMigration(trx: QueryExecutorProvider): Promise<void>;
  /** True for a column that holds one of these values; the text is the same for any number of them. */
  among(column: string, values: readonly (string | number)[]): RawBuilder<SqlBool>;
  /** The entries of a JSON list as a table of one column, `value`: many rows come in as one text. */
  entries(json: string): RawBuilder<unknown>;
  /** Run after a person was erased, so that no file of the database holds what went; null where the database sees to it in time. */
  readonly wipe: (() => Promise<void>) | null;
  /** Put before a text that comes again and again. */
  readonly again: string;
  /** Writes the rows of statements. One whose id is known already is passed over; then no links are written at all. */
  put(trx: Transaction<Tables>, rows: StatementRows): Promise<Put>;
}

/** Number of the agent or activity, its role, key of the statement. */
export type LinkRow = readonly [number: number, role: number, key: number];

/** What every statement has rows in. */
export interface StatementRows {
  readonly statements: readonly {
    readonly key: number;
    readonly id: string;
    readonly verb: number;
    readonly registration: string | null;
    readonly voiding: 0 | 1;
    readonly body: string;
  }[];
  readonly agents: readonly LinkRow[];
  readonly activities: readonly LinkRow[];
}

export interface Put {
  /** How many statements were stored. */
  readonly stored: number;
  /** Ids of those that an earlier statement refers to. */
  readonly awaited: readonly string[];
}
