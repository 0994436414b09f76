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

/** Runs a check on a value and gives back every fault found. */
export function faultsOf(check: Check, value: unknown, version: XapiVersion, path = '$'): Fault[] {
  const faults: Fault[] = [];
  check(value, path, { version, add: (where, message) => faults.push({ path: where, message }) });
  return faults;
}

/** An object of exactly these fields. `also` looks at the whole once its fields were looked at. */
export function shape(
  fields: Readonly<Record<string, Field>>,
  also?: (value: JsonObject, path: string, report: Report) => void,
): Check {
  return (value, path, report) => {
    if (!isObject(value)) {
      report.add(path, 'must be an object');
      return;
    }
    for (const key of Object.keys(value)) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (!field || (field.since !== undefined && report.version !== field.since)) {
        report.add(member(path, key), `is not a property that xAPI ${report.version} knows here`);
      } else {
        field.check(value[key], member(path, key), report);
      }
    }
    for (const [key, field] of Object.entries(fields)) {
      if (field.required && !Object.hasOwn(value, key)) report.add(member(path, key), 'is missing');
    }
    also?.(value, path, report);
  };
}

/** A list of values that each pass. */
export function listOf(check: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report.add(path, 'must be an array');
    else for (const [index, entry] of value.entries()) check(entry, `${path}[${index}]`, report);
  };
}

/** A text that passes a test. */
export function text(test?: (value: string) => boolean, wanted = 'a string'): Check {
  return (value, path, report) => {
    if (typeof value !== 'string') report.add(path, `must be ${wanted}`);
    else if (test && !test(value)) report.add(path, `must be ${wanted}, found ${quoted(value)}`);
  };
}

/** One of these texts. */
export function oneOf(...words: readonly string[]): Check {
  return text((value) => words.includes(value), `one of ${words.map((w) => `"${w}"`).join(', ')}`);
}

export const boolean: Check = (value, path, report) => {
  if (typeof value !== 'boolean') report.add(path, 'must be true or false');
};

/** The path of a property. */
export function member(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
