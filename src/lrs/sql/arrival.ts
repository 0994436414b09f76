import type { Links } from '../links.js';

/** A statement on its way into the tables. */
export interface Arrival {
  readonly key: number;
  /** Lower case. */
  readonly id: string;
  readonly body: string;
  readonly links: Links;
  /** Hashes of its attachments, lower case. */
  readonly files: ReadonlySet<string>;
  readonly define: boolean;
}
