import * as z from 'zod';
import type { Diagnostic } from '../../diagnostics.js';
import { didYouMean } from '../../did-you-mean.js';
import { fault } from '../fault.js';
import { describeField, type Field } from './describe-field.js';
import { likelyValue } from './likely-value.js';
import { nameOf } from './name-of.js';
import type { Path, YamlFile } from './read-yaml.js';
import { hasNoneOfItsFields, meantBy, unknownField } from './unknown-field.js';

export interface Shape<T> {
  /** The whole value; null when anything in it is wrong. */
  readonly whole: T | null;
  /** The fields that are right by themselves, so that later stages can go on. */
  readonly parts: Partial<T>;
}

/**
 * Holds a block of a YAML file to its schema and says what is wrong in an author's words.
 * @param base path of the block in the file
 * @param what how messages name the block (`module.yaml`, `a question`)
 * @param data the block itself, when it is not just what stands at `base`
 * @param known more fields that may stand here, for "did you mean"
 * @param quiet fields that are not reported missing: a misspelt one was reported in their place
 */
export function checkShape<S extends z.ZodObject>(
  schema: S,
  file: YamlFile,
  base: Path,
  what: string,
  data: unknown,
  report: (d: Diagnostic) => void,
  known: readonly string[] = [],
  quiet: ReadonlySet<string | undefined> = new Set(),
): Shape<z.infer<S>> {
  const result = schema.safeParse(data);
  if (result.success) return { whole: result.data, parts: result.data };
  const issues = result.error.issues.flatMap(unfoldKeys);
  const renamed = renamedFields(schema, issues, known);
  const wrong = new Set<string>();
  const told = new Set<string>();
  for (const issue of issues) {
    const first = issue.path[0] ?? (issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined);
    if (first !== undefined) wrong.add(String(first));
    if (
      quiet.has(String(issue.path[0])) &&
      issue.path.length === 1 &&
      valueAt(data, [String(issue.path[0])]) === undefined
    )
      continue;
    const found = toFault(schema, file, base, what, data, issue, renamed, known);
    if (found === null) continue;
    // A list that is none fails its length too: one slip, one message.
    const said = JSON.stringify(found);
    if (!told.has(said)) report(found);
    told.add(said);
  }
  return { whole: null, parts: rightFields(schema, data, wrong) };
}

type Issue = z.core.$ZodIssue;

/** One issue a key, so that each points at its own place. */
function unfoldKeys(issue: Issue): Issue[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

/** For each misspelt field the path of the field that was meant: then the meant one is not missing too. */
function renamedFields(
  schema: z.ZodObject,
  issues: readonly Issue[],
  known: readonly string[],
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const key = issue.keys[0] ?? '';
    const candidates = [...fieldsAt(schema, issue.path), ...(issue.path.length === 0 ? known : [])];
    const meant = meantBy(key, candidates);
    if (meant !== undefined) renamed.set(JSON.stringify([...issue.path, meant]), key);
    // One that stands too far to the left or right is not missing where it belongs.
    for (let length = 0; length < issue.path.length; length += 1)
      renamed.set(JSON.stringify([...issue.path.slice(0, length), key]), key);
    for (const name of candidates) renamed.set(JSON.stringify([...issue.path, name, key]), key);
  }
  return renamed;
}

function toFault(
  schema: z.ZodObject,
  file: YamlFile,
  base: Path,
  what: string,
  data: unknown,
  issue: Issue,
  renamed: ReadonlyMap<string, string>,
  known: readonly string[],
): Diagnostic | null {
  const inside = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const path = [...base, ...inside];
  if (issue.code === 'unrecognized_keys')
    return unknownField({ schema, file, base, what, data, known }, inside, issue.keys[0] ?? '');
  if (issue.path.length > 1 && hasNoneOfItsFields(schema, data, inside.slice(0, -1))) return null;
  const field = describeField(schema, inside);
  const name = capital(nameOf(inside, what));
  const value = valueAt(data, inside);
  const last = inside.at(-1);
  const isListed = typeof last === 'number';
  if (value === undefined && !isListed) {
    if (renamed.has(JSON.stringify(inside))) return null;
    const owner = inside.length > 1 ? ` in ${nameOf(inside.slice(0, -1), what)}` : ` in ${what}`;
    return fault('field/missing', file.value(path), `\`${String(last ?? what)}\` is missing${owner}.`, addHint(field));
  }
  if (value === null) {
    return fault(
      'field/missing',
      file.value(path),
      `${name} is empty.`,
      field.required ? addHint(field) : `fill it in or delete the field${forExample(field)}`,
    );
  }
  const written = file.written(path);
  if (field.isText && typeof value !== 'string' && typeof value !== 'object' && written !== undefined) {
    return notQuoted(file, path, name, field, value, written);
  }
  if (typeof value === 'string' && value.trim() === '') {
    return fault('field/missing', file.value(path), `${name} is empty.`, addHint(field));
  }
  if (issue.code === 'custom')
    return fault('field/wrong-value', file.value(path), `${name}: ${issue.message}.`, field.hint);
  const at = Array.isArray(value) && inside.length > 0 ? file.key(path) : file.value(path);
  return fault(
    'field/wrong-value',
    at,
    `${name} is ${shown(value)}, but must be ${field.must}.`,
    wrongHint(field, value, written === undefined),
  );
}

/** YAML reads `1.10` as 1.1 and `2024` as a number: shows what it read, and the quotes to write. */
function notQuoted(
  file: YamlFile,
  path: Path,
  name: string,
  field: Field,
  value: unknown,
  written: string,
): Diagnostic {
  const read = String(value);
  const kind = typeof value === 'boolean' ? 'a yes/no value' : 'the number';
  const key = path.at(-1);
  const lead = typeof key === 'number' ? '' : `${String(key)}: `;
  const loses = read !== written ? `${kind} ${read}` : typeof value === 'boolean' ? kind : 'a number';
  const right = [written, `${written}.0`].find((one) => field.pattern?.test(one) ?? true);
  const rest = right === written ? '' : `; it must be ${field.must}${right === undefined ? forExample(field) : ''}`;
  return fault(
    'field/not-quoted',
    file.value(path),
    `${name} stands without quotes, so YAML reads \`${written}\` as ${loses}, not as text.`,
    `write quotes: \`${lead}"${right ?? written}"\`${rest}`,
  );
}

/** @param isQuoted whether the value stands between quotes, or over several lines */
function wrongHint(field: Field, value: unknown, isQuoted: boolean): string {
  const meant = typeof value === 'string' ? didYouMean(value, field.values) : undefined;
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  if (field.isList && typeof value === 'object' && !Array.isArray(value))
    return 'begin each entry with `- `: write it before the first field, and indent the fields below it by two blanks more';
  const [first] = field.fields;
  if (field.key === undefined && field.example === undefined && first !== undefined && typeof value === 'string')
    return `write the name of its field before it: \`- ${first}: ${value}\``;
  const likely = likelyValue(field, value);
  if (likely === undefined) return field.hint;
  const how = isQuoted && likely === value ? 'write it without quotes: ' : 'write ';
  return `${how}\`${field.key === undefined ? '' : `${field.key}: `}${likely}\``;
}

function addHint(field: Field): string {
  const example =
    field.example === undefined
      ? ''
      : `, for example \`${field.key === undefined ? '' : `${field.key}: `}${field.example}\``;
  const first = field.description.split(/\.(?:\s|$)/)[0] ?? '';
  const about = first === '' ? '' : ` (${first})`;
  return `write it${example}${about}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function forExample(field: Field): string {
  return field.example === undefined ? '' : `, for example \`${field.example}\``;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? 'a list with 1 entry' : `a list with ${value.length} entries`;
  if (typeof value === 'object') return 'a block of fields';
  const text = String(value);
  return typeof value === 'string' ? `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"` : text;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function fieldsAt(schema: z.ZodObject, path: Path | readonly PropertyKey[]): string[] {
  return describeField(
    schema,
    path.map((step) => (typeof step === 'number' ? step : String(step))),
  ).fields;
}

function rightFields<S extends z.ZodObject>(schema: S, data: unknown, wrong: ReadonlySet<string>): Partial<z.infer<S>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {};
  const kept = Object.entries(data).filter(([key]) => !wrong.has(key) && key in schema.shape);
  const result = z.object(schema.shape).partial().safeParse(Object.fromEntries(kept));
  // The schema was made partial at run time; the type says the same for every schema.
  return result.success ? (result.data as Partial<z.infer<S>>) : {};
}
