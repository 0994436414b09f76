import type * as z from 'zod';
import type { Diagnostic } from '../../diagnostics.js';
import { didYouMean } from '../../did-you-mean.js';
import { fault } from '../fault.js';
import { describeField } from './describe-field.js';
import { nameOf } from './name-of.js';
import { fieldCalled } from './other-names.js';
import type { Path, YamlFile } from './read-yaml.js';

/** A block that is held to its schema. */
interface Block {
  readonly schema: z.ZodObject;
  readonly file: YamlFile;
  /** Path of the block in the file. */
  readonly base: Path;
  readonly what: string;
  readonly data: unknown;
  /** More fields that may stand in it. */
  readonly known: readonly string[];
}

/** What is said of a field that nobody knows: what it is called here, where it belongs, or which there are. */
export function unknownField(block: Block, inside: Path, key: string): Diagnostic | null {
  const { schema, file, base, what, data } = block;
  const here = describeField(schema, inside).fields;
  const candidates = [...new Set([...here, ...(inside.length === 0 ? block.known : [])])];
  const place = file.key([...base, ...inside, key]);
  if (hasNoneOfItsFields(schema, data, inside)) {
    // One fault for the entry, not one for each of its fields.
    if (Object.keys(valueAt(data, inside) ?? {})[0] !== key) return null;
    const needed = here.filter((name) => describeField(schema, [...inside, name]).required);
    const names = needed.map((name) => `\`${name}\``).join(', ');
    return fault(
      'field/unknown',
      place,
      `${capital(nameOf(inside, what))} has none of the fields that it needs.`,
      `write ${names} below each other, each with a colon and its text, and \`- \` before the first`,
    );
  }
  const owner = inside.length === 0 ? what : nameOf(inside, what);
  const message = `\`${key}\` is not a field of ${owner}.`;
  const meant = meantBy(key, candidates);
  if (meant !== undefined) {
    const isTypo = didYouMean(key, candidates) === meant;
    return fault(
      'field/unknown',
      place,
      message,
      isTypo ? `did you mean \`${meant}\`?` : `it is called \`${meant}\` here`,
    );
  }
  const home = homeOf(block, inside, key);
  // Of a question without a type nobody knows which fields it has besides the common ones.
  const listed = candidates.length > 20 ? here : candidates;
  const fields = `the fields here are ${listed.map((name) => `\`${name}\``).join(', ')}`;
  return fault('field/unknown', place, message, home ?? `delete it; ${fields}`);
}

/** The field that was meant: one that is spelt nearly so, or that other tools call so. */
export function meantBy(key: string, candidates: readonly string[]): string | undefined {
  return didYouMean(key, candidates) ?? fieldCalled(key, candidates);
}

/** True of an entry of a list in which only strange fields stand: it was written in another form. */
export function hasNoneOfItsFields(schema: z.ZodObject, data: unknown, inside: Path): boolean {
  if (typeof inside.at(-1) !== 'number') return false;
  const value = valueAt(data, inside);
  const fields = describeField(schema, inside).fields;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || fields.length === 0) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => !fields.includes(key) && meantBy(key, fields) === undefined);
}

/** Where a field is at home that stands too far to the left or to the right. */
function homeOf({ schema, known, what }: Block, inside: Path, key: string): string | undefined {
  for (let length = inside.length - 1; length >= 0; length -= 1) {
    const above = inside.slice(0, length);
    if (describeField(schema, above).fields.includes(key) || (length === 0 && known.includes(key)))
      return `it belongs to ${length === 0 ? what : nameOf(above, what)}: begin it in the column of \`${String(inside[length])}\``;
  }
  const below = describeField(schema, inside).fields.find((name) =>
    describeField(schema, [...inside, name]).fields.includes(key),
  );
  return below === undefined
    ? undefined
    : `it belongs to \`${below}\`: put it below \`${below}:\`, indented by two blanks`;
}

function valueAt(data: unknown, path: Path): object | undefined {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return typeof value === 'object' && value !== null ? value : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
