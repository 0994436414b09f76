import { type JsonObject, textAt } from '../../xapi/json.js';
import { attachmentHashes } from '../attachment-hashes.js';
import { type Links, linksOf } from '../links.js';
import { prepareStatement } from '../prepare.js';
import type { IncomingBatch } from '../store.js';
import { storedAt } from './tables.js';

/** A statement on its way into the tables. */
export interface Arrival {
  readonly key: number;
  /** Lower case. */
  readonly id: string;
  /** As its sender wrote it. */
  readonly sentId: string;
  readonly sent: JsonObject;
  readonly body: string;
  readonly links: Links;
  /** Hashes of its attachments, lower case. */
  readonly files: ReadonlySet<string>;
  readonly define: boolean;
}

/** A statement of a request with all that goes into the tables. */
export function arrivalOf(sent: JsonObject, batch: IncomingBatch, key: number): Arrival {
  const statement = prepareStatement(sent, batch, storedAt(key));
  const sentId = textAt(sent, 'id') ?? '';
  return {
    key,
    id: sentId.toLowerCase(),
    sentId,
    sent,
    body: JSON.stringify(statement),
    links: linksOf(statement),
    files: new Set(attachmentHashes([statement])),
    define: batch.define,
  };
}
