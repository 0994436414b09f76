/** What an operator does to stored data by hand. Every method is whole or not at all unless it says otherwise. */
export interface UpkeepStore {
  /** What the store holds of a person; nothing is changed. @param identity `identityOf` the agent */
  dataOf(identity: string): Promise<PersonalData>;
  /**
   * Removes a person: statements that the person made or that are about the person are deleted, in all others
   * (the ones that the person sent, too) the person's identifier is replaced by `inPlace`; state and agent profile documents, names and roster entry go.
   * Leaves an audit line that names nobody.
   */
  erase(identity: string, inPlace: ErasedAgent): Promise<PersonalData>;
  /** Identities of the opaque account that stands for a learner of an LMS; none when the roster has no such learner. */
  identitiesOf(homePage: string, learner: string): Promise<readonly string[]>;
  /** What `prune` would remove. @param before milliseconds since the epoch, exclusive */
  olderThan(before: number): Promise<DueData>;
  /**
   * Removes statements stored, and documents last changed, before a time, in parts, so that others can write in between;
   * then the names and roster entries of those who appear in nothing any more.
   * @param progress told the number of statements removed so far
   */
  prune(before: number, progress: (statements: number) => void): Promise<OldData>;
  /** Notes what was done. @param detail plain data that names no person */
  note(action: string, detail: object): Promise<void>;
  /** How far a long task came that may be stopped and gone on with; 0 when it never began. */
  mark(task: string): Promise<number>;
  moveMark(task: string, to: number): Promise<void>;
  /** How often statements were taken away or changed by hand: what was made from them before no longer holds. */
  removals(): Promise<number>;
  /** What was done by hand, oldest first. */
  auditLines(): Promise<readonly AuditLine[]>;
}

/** Who stands in a statement where a person stood: an account that is nobody's. */
export interface ErasedAgent {
  readonly objectType: 'Agent';
  readonly account: { readonly homePage: string; readonly name: string };
}

/** How much there is of one person. */
export interface PersonalData {
  /** Statements by or about the person: deleted. */
  readonly statements: number;
  /** Statements of others that name the person (group, instructor, team, authority): changed. */
  readonly mentions: number;
  readonly documents: number;
  readonly attachments: number;
  readonly rosterEntries: number;
}

export interface OldData {
  readonly statements: number;
  readonly documents: number;
}

export interface DueData extends OldData {
  /** Statements among them that a record store which they are forwarded to has not got yet, and then never gets. */
  readonly notForwarded: number;
}

export interface AuditLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly action: string;
  /** JSON. */
  readonly detail: string;
}
