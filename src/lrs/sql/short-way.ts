import type { StatementText } from '../statement-text.js';
import type { LinkRow } from './dialect.js';
import type { KnownActivity, KnownAgent, NamesInUse } from './known-names.js';
import type { Said } from './said.js';

/** Rows of statements in which nothing is new, but for the keys and times that their turn gives them. */
export interface ShortRows {
  /** Their numbers are those of this state of the names. */
  readonly epoch: number;
  /** This program's clock, for a database that has none; milliseconds since the epoch. Asked within the turn. */
  readonly now: () => number;
  /** Nothing is stored with an earlier time; milliseconds since the epoch. Asked as late as can be. */
  readonly notBefore: () => number;
  readonly statements: readonly {
    readonly id: string;
    readonly verb: number;
    readonly registration: string | null;
    readonly text: StatementText;
  }[];
  /** In the place of the key: which of the statements. */
  readonly agents: readonly LinkRow[];
  readonly activities: readonly LinkRow[];
  /** Written together with the statements. */
  readonly newcomers?: Newcomers;
}

/** What is said for the first time, or in more words, with its number and all that is known of it now. */
export interface Newcomers {
  /** The key given out last when they were looked up, where they hold only as long as no other one was. */
  readonly lastKey: number | null;
  readonly verbs: readonly (readonly [number: number, iri: string])[];
  readonly agents: readonly (readonly [identity: string, agent: KnownAgent])[];
  readonly activities: readonly (readonly [iri: string, activity: KnownActivity])[];
}

/**
 * Takes a turn, writes and commits with as few ways to the database as it allows.
 * @returns the first key, the others follow without a gap; null, with nothing written, where the names have changed, an
 * id is known, a statement is referred to already or anything else is in the way: then the long way finds out what
 */
export type ShortWay = (rows: ShortRows) => Promise<number | null>;

/**
 * Looks up and numbers what `names` does not know, and has it learn it.
 * @returns null when the long way has to do it; what was learned then is good for nothing
 */
export type Welcome = (names: NamesInUse, said: Said) => Promise<Newcomers | null>;
