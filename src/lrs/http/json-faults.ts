import { type JSONVisitor, printParseErrorCode, visit } from 'jsonc-parser';
import { type Fault, member, mostFaults } from '../../xapi/validate/check.js';

/** Names given twice and numbers that can't be kept, each with its path, in JSON that is otherwise well formed. */
export function jsonFaults(text: string, root: string): Fault[] {
  const faults: Fault[] = [];
  const names: Set<string>[] = [];
  const add = (path: readonly (string | number)[], message: string) => {
    faults.push({ path: pathText(root, path), message });
    if (faults.length === mostFaults) throw enough;
  };
  walk(text, {
    onObjectBegin: () => {
      names.push(new Set());
    },
    onObjectEnd: () => {
      names.pop();
    },
    onObjectProperty: (name, _offset, _length, line, column, path) => {
      const here = names.at(-1);
      if (here?.has(name)) {
        add([...path(), name], `is given twice in its object (again at ${place(line, column)}); keep one`);
      }
      here?.add(name);
    },
    onLiteralValue: (value, offset, length, _line, _column, path) => {
      if (typeof value !== 'number') return;
      const written = text.slice(offset, offset + length);
      const message = numberFault(written, value);
      if (message !== undefined) add(path(), message);
    },
  });
  return faults;
}

/** Where and why a text is no JSON: the first place at which it goes wrong. */
export function syntaxFault(text: string, root: string): Fault {
  let first: Fault = { path: root, message: 'is not valid JSON' };
  let path: () => readonly (string | number)[] = () => [];
  const follow = (_at: number, _length: number, _line: number, _column: number, now: typeof path) => {
    path = now;
  };
  walk(text, {
    onObjectBegin: follow,
    onArrayBegin: follow,
    onError: (error, offset, _length, line, column) => {
      const wanted = complaints[printParseErrorCode(error)] ?? 'this is no JSON';
      first = {
        path: pathText(root, path()),
        message: `is not valid JSON at ${place(line, column)}: ${wanted}, found ${found(text, offset)}`,
      };
      throw enough;
    },
  });
  return first;
}

/** Where bytes stop being UTF-8 (RFC 3629). */
export function utf8Fault(bytes: Buffer, root: string): Fault {
  let good = 0;
  let bad = bytes.length;
  // A longer beginning can't become right again, so halving finds the byte.
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // What is left when a character is broken off is the text before it.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, good), { stream: true });
  const lines = whole.split('\n');
  const byte = (bytes[Buffer.byteLength(whole)] ?? 0).toString(16).padStart(2, '0');
  const where = place(lines.length - 1, lines.at(-1)?.length ?? 0);
  return { path: root, message: `is not UTF-8 at ${where}: found the byte 0x${byte}; send JSON in UTF-8` };
}

function isBeginning(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Thrown by a visitor that needs to see no more. */
const enough = new Error('Seen enough');

function walk(text: string, visitor: JSONVisitor): void {
  try {
    visit(text, visitor, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error !== enough) throw error;
  }
}

/** What is wrong with a number for a reader that has doubles, as nearly all have; undefined for nothing. */
function numberFault(written: string, value: number): string | undefined {
  const instead = 'write it as a text';
  if (!Number.isFinite(value)) return `is a number too large to be kept, found ${shown(written)}; ${instead}`;
  if (value === 0 && /^-?[0.]*[1-9]/.test(written))
    return `is a number too small to be kept, found ${shown(written)}; ${instead}`;
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return undefined;
  // A double that is finite has at most 309 digits before its point.
  if (written.length < 400 && decimal(String(value)) === decimal(written)) return undefined;
  return `is a number that would be kept as ${value}, found ${shown(written)}; ${instead}`;
}

/** A number in one form of writing: its digits without zeros at the ends, and where the point stands. */
function decimal(written: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const shift = Number(exponent) - fraction.length + (digits.length - digits.replace(/0+$/, '').length);
  return `${digits.replace(/0+$/, '')}e${shift}`;
}

/** A JSON path as faults show it. */
function pathText(root: string, path: readonly (string | number)[]): string {
  return path.reduce<string>((at, part) => (typeof part === 'number' ? `${at}[${part}]` : member(at, part)), root);
}

function place(line: number, column: number): string {
  return `line ${line + 1}, column ${column + 1}`;
}

function found(text: string, offset: number): string {
  const rest = text.slice(offset).trimStart();
  if (rest === '') return 'the end';
  return shown(/^[\w.+-]+|^./su.exec(rest)?.[0] ?? rest);
}

function shown(piece: string): string {
  return JSON.stringify(piece.length > 30 ? `${piece.slice(0, 30)}…` : piece);
}

const complaints: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no value of JSON',
  InvalidNumberFormat: 'expected a number',
  PropertyNameExpected: 'expected a name in double quotes',
  ValueExpected: 'expected a value',
  ColonExpected: 'expected a colon',
  CommaExpected: 'expected a comma',
  CloseBraceExpected: 'expected "}"',
  CloseBracketExpected: 'expected "]"',
  EndOfFileExpected: 'expected nothing more',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'the text has no closing quote',
  UnexpectedEndOfNumber: 'the number is not finished',
  InvalidUnicode: 'expected four hexadecimal digits behind \\u',
  InvalidEscapeCharacter: 'expected one of "\\/bfnrtu behind \\',
  InvalidCharacter: 'control characters in a text are written as \\u0000',
};
