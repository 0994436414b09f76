import type { Fault } from '../../xapi/validate/check.js';
import type { Attachment } from '../store.js';
import { type Call, mediaType } from './call.js';
import { checkedJson } from './checked-json.js';
import { readMultipart } from './multipart.js';
import { HttpRefusal } from './refusal.js';

/** What was sent to the statements resource. */
export interface StatementBody {
  readonly json: unknown;
  /** See `CheckedJson.written`. */
  readonly written: readonly string[] | null;
  readonly attachments: readonly Attachment[];
  /** What is wrong with it so far; it can be looked at further, but not stored. */
  readonly faults: readonly Fault[];
}

/**
 * Reads a request's statements, with their files where it has any (xAPI 1.0.3 Communication 1.5).
 * @throws HttpRefusal when there is nothing to look at further
 */
export function statementBody(call: Call): StatementBody {
  const type = call.header('content-type') ?? '';
  switch (mediaType(type)) {
    case 'application/json': {
      const { value, faults, written } = checkedJson(call.body);
      if (value === undefined) throw new HttpRefusal(400, 'The body is no JSON that can be read.', faults);
      return { json: value, written, attachments: [], faults };
    }
    case 'multipart/mixed': {
      const { json, attachments, faults: inParts } = readMultipart(type, call.body);
      const { value, faults, written } = checkedJson(json);
      if (value === undefined)
        throw new HttpRefusal(400, 'The first part is no JSON that can be read.', [...faults, ...inParts]);
      return { json: value, written, attachments, faults: [...faults, ...inParts] };
    }
    default:
      throw new HttpRefusal(
        400,
        `Statements are sent as application/json, or as multipart/mixed with attachments, not as ${type === '' ? 'a body without Content-Type' : JSON.stringify(type.slice(0, 60))}.`,
      );
  }
}
