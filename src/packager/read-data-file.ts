import { existsSync, readFileSync } from 'node:fs';
import type * as z from 'zod';
import type { Checked, Diagnostic } from '../diagnostics.js';

/** What a data file of `packaging/` holds, with the means to report what else is wrong with it. */
export interface DataFile<T> {
  readonly data: T;
  /** A fault at the key that a path leads to. */
  fault(keys: readonly PropertyKey[], what: string, message: string, hint: string): Diagnostic;
}

/**
 * A JSON file held to its shape, every fault with its line.
 * @param file absolute path
 * @param shown path in diagnostics
 * @param room first part of the diagnostics' codes (`target`)
 */
export function readDataFile<S extends z.ZodType>(
  file: string,
  shown: string,
  room: string,
  shape: S,
): Checked<DataFile<z.infer<S>>> {
  const faulty = (line: number, what: string, message: string, hint: string): Diagnostic => ({
    code: `${room}/${what}`,
    severity: 'error',
    file: shown,
    line,
    column: 1,
    message,
    hint,
  });
  if (!existsSync(file)) {
    const name = shown.split('/').at(-1) ?? '';
    const hint = 'every folder in packaging/ is a target: write one, or move the folder.';
    return { diagnostics: [faulty(1, 'missing', `The folder has no ${name}.`, hint)] };
  }
  const text = readFileSync(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = Number(/position (\d+)/.exec(reason)?.[1] ?? 0);
    const line = text.slice(0, position).split('\n').length;
    const hint = 'look for a missing comma, quote or bracket before this place.';
    return { diagnostics: [faulty(line, 'json', `This is not JSON: ${reason}.`, hint)] };
  }
  const checked = shape.safeParse(json);
  if (!checked.success) {
    const diagnostics = checked.error.issues.map((issue) => {
      const key = issue.path.join('.');
      const extra = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const keys = [...(isThere(json, issue.path) ? issue.path : issue.path.slice(0, -1)), ...extra];
      const message = `${key === '' ? 'The file' : `\`${key}\``}: ${issue.message}.`;
      return faulty(lineOf(text, keys), 'shape', message, 'compare with the other files of its kind in packaging/.');
    });
    return { diagnostics };
  }
  const fault: DataFile<unknown>['fault'] = (keys, what, message, hint) =>
    faulty(lineOf(text, keys), what, message, hint);
  return { value: { data: checked.data, fault }, diagnostics: [] };
}

/** False for a path to something missing: a later block may have a key of that name. */
function isThere(json: unknown, keys: readonly PropertyKey[]): boolean {
  let value = json;
  for (const key of keys) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value !== undefined;
}

/** The line of the key that a path leads to, or of the last one on the way that the text holds. */
function lineOf(text: string, keys: readonly PropertyKey[]): number {
  let at = 0;
  for (const key of keys) {
    const next = text.indexOf(`"${String(key)}"`, at);
    if (next >= 0) at = next;
  }
  return text.slice(0, at).split('\n').length;
}
