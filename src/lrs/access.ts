import type { SessionStep } from './session-step.js';

/** What a credential may do; xAPI leaves the words open, these follow the trusted stores. */
export type Scope =
  | 'all'
  | 'all/read'
  | 'statements/write'
  | 'statements/read'
  | 'statements/read/mine'
  | 'state'
  | 'profile'
  | 'define'
  | 'roster';

/** Who makes a request, as told by its Authorization header. */
export interface Principal {
  /** Id of the credential, never its secret. */
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** The authority the store writes into each statement (xAPI 4.1.9): an agent with an account. */
  readonly authority: {
    readonly objectType: 'Agent';
    readonly account: { readonly homePage: string; readonly name: string };
  };
  /**
   * A further say on each request of this principal (a launch that holds a cmi5 session to its rules,
   * a package key that is limited to its activities). Called before anything is stored.
   */
  readonly guard?: Guard;
  /** True for a package key: good at the collector, which makes learners opaque, and nowhere else. */
  readonly packageKey?: boolean;
}

export interface Guard {
  /** Statements of requests whose guards have the same line are judged and stored one request after the other. */
  readonly line?: string;
  /**
   * Called with the statements of a PUT or POST, parsed, valid and as they were sent: without the id that the store gives
   * to one that came without. A refusal stores none of them.
   * A step is stored together with them; when that fails because the session moved, it is called again.
   */
  statements(
    statements: readonly Readonly<Record<string, unknown>>[],
  ): Refusal | SessionStep | null | Promise<Refusal | SessionStep | null>;
  /** Called for every document request (state, profiles) before it is carried out. */
  document(request: DocumentRequest): Refusal | null | Promise<Refusal | null>;
  /** Called for any other request (GET statements, agents, activities); null lets it pass. */
  other(request: { readonly method: string; readonly path: string }): Refusal | null | Promise<Refusal | null>;
  /**
   * Told of statements that are refused because they are not valid (400).
   * @param reason what the sender is told
   * @returns what it is told instead
   */
  malformed?(reason: string): string | Promise<string>;
  /** Called after statements were stored, with these as they are stored. */
  stored(statements: readonly Readonly<Record<string, unknown>>[]): void | Promise<void>;
}

export interface DocumentRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly resource: 'activities/state' | 'agents/profile' | 'activities/profile';
  readonly params: Readonly<Record<string, string>>;
}

/** A refusal with its HTTP status and a reason a developer can act on. */
export interface Refusal {
  readonly status: 401 | 403 | 409 | 413 | 429 | 503;
  readonly reason: string;
  /** Whole seconds after which another try may succeed (429, 503). */
  readonly retryAfter?: number;
  /** What a 401 says in WWW-Authenticate; Basic alone when absent. */
  readonly challenges?: readonly string[];
}

/**
 * Finds the principal of an Authorization header. Compares secrets in constant time.
 * @returns null when the header names no credential in force; a refusal when there is more to say than that
 */
export type Authenticate = (authorization: string | undefined) => Promise<Principal | Refusal | null>;

/** Tells the two answers of `Authenticate` apart. */
export function isRefusal(answer: Principal | Refusal): answer is Refusal {
  return 'reason' in answer;
}
