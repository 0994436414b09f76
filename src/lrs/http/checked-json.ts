import { isUtf8 } from 'node:buffer';
import { isObject } from '../../xapi/json.js';
import type { Fault } from '../../xapi/validate/check.js';
import { jsonFaults, syntaxFault, utf8Fault } from './json-faults.js';

/** Objects and lists within each other: statements need some twenty, and all who walk through them need an end. */
const deepest = 200;
/** A whole number with more digits than this may be one that a double can't hold. */
const safeDigits = 15;

/** What a JSON text came to: its value, and what is wrong with it although it can be read. */
export interface CheckedJson {
  /** Undefined when the text can't be read at all. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

/**
 * Reads JSON as a sender must write it (RFC 8259, I-JSON RFC 7493): UTF-8, no name twice in an object, no number
 * that would be kept as another one, no nesting without end. One pass over the bytes and one over the value find out
 * whether something may be wrong; only then it is read again, slowly, to say where.
 * @param root what paths of faults begin with: `$` for a body, `?agent` for a parameter
 */
export function checkedJson(bytes: Buffer, root = '$'): CheckedJson {
  if (!isUtf8(bytes)) return { value: undefined, faults: [utf8Fault(bytes, root)] };
  const seen = scan(bytes);
  if (seen.depth > deepest) {
    const message = `is nested more than ${deepest} levels deep; a statement needs fewer than 20`;
    return { value: undefined, faults: [{ path: root, message }] };
  }
  const text = withoutMark(bytes.toString('utf8'));
  const value = parsed(text);
  if (value === undefined) return { value, faults: [syntaxFault(text, root)] };
  const suspect = seen.oddNumber || namesIn(value) !== seen.names;
  return { value, faults: suspect ? jsonFaults(text, root) : [] };
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

interface Scanned {
  readonly depth: number;
  /** Names of properties, those that are given twice counted twice. */
  readonly names: number;
  /** There is a number with an exponent or with many digits before its point. */
  readonly oddNumber: boolean;
}

const [quote, backslash, colon, point] = [0x22, 0x5c, 0x3a, 0x2e];
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d];

/** What can be told about JSON without reading it. */
function scan(json: Buffer): Scanned {
  let depth = 0;
  let most = 0;
  let names = 0;
  let digits = 0;
  let oddNumber = false;
  for (let n = 0; n < json.length; n++) {
    const byte = json[n] ?? 0;
    if (byte === quote) {
      n = endOfText(json, n + 1);
      digits = 0;
    } else if (byte >= 0x30 && byte <= 0x39) {
      digits++;
      if (digits > safeDigits) oddNumber = true;
    } else {
      // "e" or "E" behind a digit; behind the point digits don't count.
      if ((byte | 0x20) === 0x65 && digits !== 0) oddNumber = true;
      digits = byte === point ? Number.NEGATIVE_INFINITY : 0;
      if (byte === colon) names++;
      else if (byte === openObject || byte === openList) {
        depth++;
        if (depth > most) most = depth;
        if (depth > deepest) break;
      } else if (byte === closeObject || byte === closeList) depth--;
    }
  }
  return { depth: most, names, oddNumber };
}

/** Place of the quote that ends the text which begins here. */
function endOfText(json: Buffer, from: number): number {
  let n = from;
  for (; n < json.length; n++) {
    const byte = json[n];
    if (byte === backslash) n++;
    else if (byte === quote) return n;
  }
  return n;
}

function namesIn(value: unknown): number {
  let count = 0;
  if (Array.isArray(value)) for (const entry of value) count += namesIn(entry);
  else if (isObject(value)) {
    const keys = Object.keys(value);
    count += keys.length;
    for (const key of keys) count += namesIn(value[key]);
  }
  return count;
}
