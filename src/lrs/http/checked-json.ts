import { isUtf8 } from 'node:buffer';
import { isObject } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { jsonFaults, syntaxFault, utf8Fault } from './json-faults.js';
import { type ScannedJson, scanJson } from './scan-json.js';

/** Objects and lists within each other: statements need some twenty, and all who walk through them need an end. */
const deepest = 200;

/** What a JSON text came to: its value, and what is wrong with it although it can be read. */
export interface CheckedJson {
  /** Undefined when the text can't be read at all. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** The value as it was written, or each entry of a list; null where that is not as JSON is usually kept (blanks in between). */
  readonly written: readonly string[] | null;
}

/**
 * Reads JSON as a sender must write it (RFC 8259, I-JSON RFC 7493): UTF-8, no name twice in an object, no number
 * that would be kept as another one, no nesting without end. One pass over the bytes and one over the value find out
 * whether something may be wrong; only then it is read again, slowly, to say where.
 * @param root what paths of faults begin with: `$` for a body, `?agent` for a parameter
 */
export function checkedJson(bytes: Buffer, root = '$'): CheckedJson {
  if (!isUtf8(bytes)) return unread(utf8Fault(bytes, root));
  const text = withoutMark(bytes.toString('utf8'));
  const seen = scanJson(text, deepest);
  if (seen.depth > deepest) {
    const message = `is nested more than ${deepest} levels deep; a statement needs fewer than 20`;
    return unread({ path: root, message });
  }
  const value = parsed(text);
  if (value === undefined) return unread(syntaxFault(text, root));
  const suspect = seen.oddNumber || namesIn(value) !== seen.names;
  return { value, faults: suspect ? jsonFaults(text, root) : [], written: writtenIn(text, value, seen) };
}

function unread(fault: Fault): CheckedJson {
  return { value: undefined, faults: [fault], written: null };
}

function writtenIn(text: string, value: unknown, { compact, commas }: ScannedJson): readonly string[] | null {
  if (!compact) return null;
  if (!Array.isArray(value)) return [text];
  if (value.length === 0) return [];
  return [...commas, text.length - 1].map((end, n) => text.slice((commas[n - 1] ?? 0) + 1, end));
}

/** JSON has no undefined: it stands for a text that is no JSON. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** A byte order mark is no part of the text (RFC 8259 8.1). */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function namesIn(value: unknown): number {
  let count = 0;
  if (Array.isArray(value)) for (const entry of value) count += namesIn(entry);
  else if (isObject(value)) {
    const values = Object.values(value);
    count += values.length;
    for (const one of values) count += namesIn(one);
  }
  return count;
}
