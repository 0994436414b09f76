import { isObject, type JsonObject } from '../json.js';

/** One fault in a statement: where (JSON path from `$`) and what is wrong. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The editions of xAPI that are told apart. */
export type XapiVersion = '1.0.3' | '2.0.0';

/** What every check is given beside the value: the edition in force and the place for faults. */
export interface Report {
  readonly version: XapiVersion;
  /** True while it is only asked whether there is any fault: paths need not be made. */
  readonly quick: boolean;
  add(path: string, message: string): void;
}

/** Looks at one value and reports every fault in it; never throws. */
export type Check = (value: unknown, path: string, report: Report) => void;

export interface Field {
  readonly check: Check;
  readonly required?: true;
  /** The field exists from this edition on. */
  readonly since?: '2.0.0';
}

/** So many faults show what is wrong with a sender's program; finding a million more would only cost time. */
export const mostFaults = 1000;

/** Runs a check on a value and gives back every fault found, the first 1,000 of them. */
export function faultsOf(check: Check, value: unknown, version: XapiVersion, path = '$'): Fault[] {
  // Nearly all that is sent is right, and to make paths takes as long as to look.
  if (passes(check, value, version)) return [];
  const faults: Fault[] = [];
  const add = (where: string, message: string) => {
    faults.push({ path: where, message });
    if (faults.length === mostFaults) throw enough;
  };
  try {
    check(value, path, { version, quick: false, add });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return faults;
}

function passes(check: Check, value: unknown, version: XapiVersion): boolean {
  const add = () => {
    throw enough;
  };
  try {
    check(value, '', { version, quick: true, add });
    return true;
  } catch (error) {
    if (error !== enough) throw error;
    return false;
  }
}

const enough = new Error('Found enough faults');

/** An object of exactly these fields. `also` looks at the whole once its fields were looked at. */
export function shape(
  fields: Readonly<Record<string, Field>>,
  also?: (value: JsonObject, path: string, report: Report) => void,
): Check {
  const byName = new Map(Object.entries(fields));
  const required = Object.keys(fields).filter((name) => fields[name]?.required);
  return (value, path, report) => {
    if (!isObject(value)) {
      report.add(path, `must be an object, found ${kindOf(value)}`);
      return;
    }
    let known: string[] | undefined;
    for (const key of Object.keys(value)) {
      const field = byName.get(key);
      if (!field || !isKnown(field, report)) {
        known ??= Object.keys(fields).filter((name) => isKnown(fields[name], report));
        const message = `is not a property that xAPI ${report.version} knows here; it knows ${known.join(', ')}`;
        report.add(member(path, key), message);
      } else {
        field.check(value[key], report.quick ? path : member(path, key), report);
      }
    }
    for (const key of required) {
      if (!Object.hasOwn(value, key)) report.add(member(path, key), 'is missing');
    }
    also?.(value, path, report);
  };
}

function isKnown(field: Field | undefined, report: Report): boolean {
  return field?.since === undefined || field.since === report.version;
}

/** A list of values that each pass. */
export function listOf(check: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report.add(path, `must be an array, found ${kindOf(value)}`);
    else for (const [index, entry] of value.entries()) check(entry, report.quick ? path : `${path}[${index}]`, report);
  };
}

/** A text that passes a test. */
export function text(test?: (value: string) => boolean, wanted = 'a string'): Check {
  return (value, path, report) => {
    if (typeof value !== 'string') report.add(path, `must be ${wanted}, found ${kindOf(value)}`);
    else if (test && !test(value)) report.add(path, `must be ${wanted}, found ${quoted(value)}`);
  };
}

/** One of these texts. */
export function oneOf(...words: readonly string[]): Check {
  return text((value) => words.includes(value), `one of ${words.map((w) => `"${w}"`).join(', ')}`);
}

export const boolean: Check = (value, path, report) => {
  if (typeof value !== 'boolean') report.add(path, `must be true or false, found ${kindOf(value)}`);
};

/** The path of a property; a name without end is cut short. */
export function member(path: string, key: string): string {
  return /^[A-Za-z_]\w{0,99}$/.test(key) ? `${path}.${key}` : `${path}[${quoted(key, 300)}]`;
}

/** What a value of the wrong kind is, in words; texts and numbers with what they say. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'object' ? 'an object' : String(value);
}

/** A text as faults show it: the start of a long one. */
export function quoted(value: string, most = 60): string {
  return JSON.stringify(value.length > most ? `${value.slice(0, most)}…` : value);
}
