import { isObject, type JsonObject, textAt } from '../../xapi/json.js';
import type { XapiVersion } from '../../xapi/validate/check.js';
import { attachmentHashes } from '../attachment-hashes.js';
import type { WaitingStatement } from '../forward-store.js';

/** Statements that go in one request, in order. */
export interface Batch {
  /** `json` as it is sent. */
  readonly statements: readonly WaitingStatement[];
  readonly version: XapiVersion;
  /** Hashes of attached files; a statement that has any goes alone. */
  readonly files: readonly string[];
}

export interface BatchLimits {
  readonly statements: number;
  /** Of the statements' JSON. */
  readonly bytes: number;
  /** Which version of xAPI the receiver is spoken to in; each statement's own when absent. */
  readonly version?: XapiVersion;
}

/**
 * The first of these statements that may go together: of one version, within the limits.
 * What the receiver sets itself is left out: `stored`, and `authority`, which names a credential of ours and which
 * a receiver must not take from somebody it does not trust anyway (xAPI 1.0.3 Data 2.4.8, 2.4.9).
 * @param waiting at least one
 */
export function nextBatch(waiting: readonly WaitingStatement[], limits: BatchLimits): Batch {
  const statements: WaitingStatement[] = [];
  let version: XapiVersion | undefined;
  let files: readonly string[] = [];
  let bytes = 2;
  for (const one of waiting) {
    const statement = parsed(one.json);
    const hashes = attachmentHashes([statement]);
    const spoken = limits.version ?? versionOf(statement);
    const json = JSON.stringify(outgoing(statement, limits.version !== undefined));
    bytes += Buffer.byteLength(json) + 1;
    const fits =
      statements.length < limits.statements && bytes <= limits.bytes && spoken === version && hashes.length === 0;
    if (statements.length > 0 && !fits) break;
    statements.push({ ...one, json });
    version = spoken;
    files = hashes;
    if (hashes.length > 0) break;
  }
  return { statements, version: version ?? '1.0.3', files };
}

function outgoing(statement: JsonObject, withoutVersion: boolean): JsonObject {
  const { stored: _stored, authority: _authority, version, ...rest } = statement;
  return withoutVersion || version === undefined ? rest : { ...rest, version };
}

function versionOf(statement: JsonObject): XapiVersion {
  return /^2\./.test(textAt(statement, 'version') ?? '') ? '2.0.0' : '1.0.3';
}

function parsed(json: string): JsonObject {
  const value: unknown = JSON.parse(json);
  return isObject(value) ? value : {};
}
