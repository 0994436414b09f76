/** Which learner of which LMS an opaque account stands for. Nothing else in the record store knows. */
export interface RosterStore {
  /**
   * The accounts of learners, in the order given. A learner who has none yet gets the one that is offered; a learner
   * who has one keeps it, whatever is offered. When this resolves, the entries will outlive a crash.
   * @param at milliseconds since the epoch
   */
  accountsOf(learners: readonly OfferedAccount[], at: number): Promise<readonly string[]>;
  rosterEntry(account: string): Promise<RosterEntry | undefined>;
  /** Those that there are, by account. */
  rosterEntries(accounts: readonly string[]): Promise<ReadonlyMap<string, RosterEntry>>;
  /** Entries in the order of their accounts, behind `after` when it is given. */
  rosterPage(after: string | undefined, limit: number): Promise<readonly RosterEntry[]>;
}

export interface Learner {
  /** Home page of the LMS's accounts. */
  readonly homePage: string;
  /** The learner's id in that LMS. */
  readonly learner: string;
}

export interface OfferedAccount extends Learner {
  readonly account: string;
}

export interface RosterEntry extends OfferedAccount {
  /** Milliseconds since the epoch. */
  readonly firstSeen: number;
}
