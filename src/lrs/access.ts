/** What a credential may do; xAPI leaves the words open, these follow the trusted stores. */
export type Scope =
  | 'all'
  | 'all/read'
  | 'statements/write'
  | 'statements/read'
  | 'statements/read/mine'
  | 'state'
  | 'profile'
  | 'define';

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
}

export interface Guard {
  /** Called with the statements of a PUT or POST, parsed and valid; a refusal stores none of them. */
  statements(statements: readonly Readonly<Record<string, unknown>>[]): Refusal | null | Promise<Refusal | null>;
  /** Called for every document request (state, profiles) before it is carried out. */
  document(request: DocumentRequest): Refusal | null | Promise<Refusal | null>;
  /** Called for any other request (GET statements, agents, activities); null lets it pass. */
  other(request: { readonly method: string; readonly path: string }): Refusal | null | Promise<Refusal | null>;
  /** Called after statements were stored, with the same list. */
  stored(statements: readonly Readonly<Record<string, unknown>>[]): void | Promise<void>;
}

export interface DocumentRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly resource: 'activities/state' | 'agents/profile' | 'activities/profile';
  readonly params: Readonly<Record<string, string>>;
}

/** A refusal with its HTTP status (401, 403 or 409) and a reason a developer can act on. */
export interface Refusal {
  readonly status: 401 | 403 | 409;
  readonly reason: string;
}

/** Finds the principal of an Authorization header, or null when there is none. Compares secrets in constant time. */
export type Authenticate = (authorization: string | undefined) => Promise<Principal | null>;
