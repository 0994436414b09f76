import type { StatementText } from '../statement-text.js';
import type { LinkRow } from './dialect.js';

/** Rows of statements in which nothing is new, but for the keys and times that their turn gives them. */
export interface ShortRows {
  /** Their numbers are those of this state of the names. */
  readonly epoch: number;
  /** This program's clock, for a database that has none; milliseconds since the epoch. */
  readonly now: number;
  /** Nothing is stored with an earlier time; milliseconds since the epoch. */
  readonly notBefore: number;
  readonly statements: readonly {
    readonly id: string;
    readonly verb: number;
    readonly registration: string | null;
    readonly text: StatementText;
  }[];
  /** In the place of the key: which of the statements. */
  readonly agents: readonly LinkRow[];
  readonly activities: readonly LinkRow[];
}

/**
 * Takes a turn, writes and commits with as few ways to the database as it allows.
 * @returns the first key, the others follow without a gap; null, with nothing written, where the names have changed, an
 * id is known, a statement is referred to already or anything else is in the way: then the long way finds out what
 */
export type ShortWay = (rows: ShortRows) => Promise<number | null>;
