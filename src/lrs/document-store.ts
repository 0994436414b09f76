export type DocumentResource = 'activities/state' | 'agents/profile' | 'activities/profile';

/** Whose documents: what a resource does not use is ''. */
export interface DocumentScope {
  readonly resource: DocumentResource;
  /** Activity id. */
  readonly activity: string;
  /** Identity of the agent. */
  readonly agent: string;
}

export interface DocumentAddress extends DocumentScope {
  /** '' for a state document outside of any registration. */
  readonly registration: string;
  readonly id: string;
}

export interface StoredDocument {
  readonly content: Uint8Array;
  readonly contentType: string;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly updated: number;
}

export type DocumentContent = Pick<StoredDocument, 'content' | 'contentType'>;

export interface DocumentStore {
  document(address: DocumentAddress): Promise<StoredDocument | undefined>;
  /** @param registration undefined: of any registration and of none @param since milliseconds, exclusive */
  documentIds(
    scope: DocumentScope,
    registration: string | undefined,
    since: number | undefined,
  ): Promise<readonly string[]>;
  /**
   * Reads, decides and writes as one step that nothing can come between.
   * @param decide gets what is there; its answer is stored, null deletes. What it throws changes nothing.
   */
  changeDocument(
    address: DocumentAddress,
    decide: (current: StoredDocument | undefined) => DocumentContent | null,
  ): Promise<void>;
  deleteDocuments(scope: DocumentScope, registration: string | undefined): Promise<void>;
}
