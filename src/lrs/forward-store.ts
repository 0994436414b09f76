/** How far statements were brought to another record store, and who brings them. */
export interface ForwardStore {
  /** Statements in the order of storing behind a key (0: from the beginning), voided ones and their voidings too. */
  statementsAfter(key: number, limit: number): Promise<readonly WaitingStatement[]>;
  /** How many statements there are behind a key, counted up to `most`; and when the first was stored (milliseconds). */
  waitingAfter(key: number, most: number): Promise<{ readonly count: number; readonly since: number | null }>;
  forwarding(url: string): Promise<ForwardRecord | undefined>;
  /**
   * Becomes, or stays, the one holder until a time: only when nobody else holds it now.
   * @param at now, milliseconds since the epoch @returns where to go on, or null while another holds it
   */
  takeForwarding(url: string, hold: Hold): Promise<ForwardRecord | null>;
  /** Notes that everything up to a key is dealt with. @returns false, and changes nothing, when the hold was lost */
  moveForwarding(url: string, hold: Hold, step: ForwardStep): Promise<boolean>;
  /** Notes a failure. @param error for people; names no learner @returns false when the hold was lost */
  failForwarding(url: string, hold: Hold, error: string): Promise<boolean>;
  /** Lets another go on at once. */
  releaseForwarding(url: string, holder: string): Promise<void>;
  /** Statements that the other store did not take, oldest first, behind a key. */
  forwardRefusals(url: string, after: number, limit: number): Promise<readonly ForwardRefusal[]>;
  countForwardRefusals(url: string): Promise<number>;
}

export interface WaitingStatement {
  /** Place in the order of storing. */
  readonly key: number;
  /** Lower case. */
  readonly id: string;
  /** The whole statement as JSON text. */
  readonly json: string;
}

export interface Hold {
  /** Names one running process. */
  readonly holder: string;
  /** Now, milliseconds since the epoch. */
  readonly at: number;
  /** Others may take over after this time. */
  readonly until: number;
}

export interface ForwardRecord {
  /** Everything up to this key is dealt with. */
  readonly lastKey: number;
  readonly holder: string | null;
  readonly leaseUntil: number;
  readonly updated: number;
  /** In a row. */
  readonly failures: number;
  readonly lastError: string | null;
}

export interface ForwardStep {
  readonly lastKey: number;
  /** When the statement with this key was refused for good: why. */
  readonly refusal?: string;
}

export interface ForwardRefusal {
  readonly key: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}
