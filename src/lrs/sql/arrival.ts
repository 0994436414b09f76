import type { Links } from '../links.js';

/** A statement on its way into the tables. */
export interface Arrival {
  readonly key: number;
  /** Lower case. */
  readonly id: string;
  readonly body: string;
  readonly links: Links;
  readonly define: boolean;
}
