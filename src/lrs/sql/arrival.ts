import { type JsonObject, textAt } from '../../xapi/json.js';
import { attachmentHashes } from '../attachment-hashes.js';
import { type Links, linksOf } from '../links.js';
import { preparedStatement } from '../prepared-statement.js';
import { type StatementText, statementText, textAsSent, textStoredAt } from '../statement-text.js';
import type { IncomingBatch, NewStatement } from '../store.js';
import { storedAt } from './tables.js';

/** A statement that waits for its turn. */
export interface Draft {
  /** Lower case. */
  readonly id: string;
  /** As its sender wrote it. */
  readonly sentId: string;
  readonly sent: JsonObject;
  /** As it is stored, but for the time of storing. */
  readonly prepared: JsonObject;
  readonly text: StatementText;
  readonly links: Links;
  /** Hashes of its attachments, lower case. */
  readonly files: ReadonlySet<string>;
  readonly define: boolean;
}

/** A request with its statements as drafts. */
export interface DraftedBatch extends IncomingBatch {
  readonly drafts: readonly Draft[];
}

/** A statement on its way into the tables. */
export interface Arrival extends Draft {
  readonly key: number;
  readonly body: string;
}

/** A statement of a request with all that goes into the tables but what its turn gives it. */
export function draftOf(sent: JsonObject, batch: IncomingBatch): Draft {
  const prepared = preparedStatement(sent, batch);
  const sentId = textAt(sent, 'id') ?? '';
  return {
    id: sentId.toLowerCase(),
    sentId,
    sent,
    prepared,
    text: textAsSent(batch.texts?.get(sent), sent, prepared) ?? statementText(prepared),
    links: linksOf(prepared),
    files: new Set(attachmentHashes([prepared])),
    define: batch.define,
  };
}

/** The statement with the key that it got. */
export function arrivalOf(draft: Draft, key: number): Arrival {
  return { ...draft, key, body: textStoredAt(draft.text, storedAt(key)) };
}

/** What listeners are told of a statement that got this key. */
export function newStatement({ sentId, prepared, text }: Draft, key: number): NewStatement {
  const statement = text.untimed ? { ...prepared, timestamp: new Date(storedAt(key)).toISOString() } : prepared;
  return { cursor: String(key), id: sentId, statement };
}
