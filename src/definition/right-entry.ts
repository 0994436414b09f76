import type * as z from 'zod';
import type { Diagnostic } from '../diagnostics.js';
import { fault } from './fault.js';
import { describeField } from './yaml/describe-field.js';
import type { Path, YamlFile } from './yaml/read-yaml.js';

/** What other tools call the line that says which option is right. */
const words =
  /^(?:the[-_ ]?)?(?:correct|right|key|solution|answers?)(?:[-_ ]?(?:answers?|options?|choices?|ind(?:ex|ices)))?$/i;

/** A line that names the right entry of a list, by number, letter or text; the field, and what to say of it. */
export interface RightEntry {
  readonly field: string;
  readonly found: Diagnostic;
}

/**
 * Where a question says by itself which of its entries is right, as many tools do, and its type marks that on the entry
 * (`correct: true`). Null when it does not.
 * @param schema of the type
 * @param fields of the question as written
 * @param strange those that are no fields of it
 */
export function rightEntry(
  schema: z.ZodObject,
  file: YamlFile,
  base: Path,
  fields: Readonly<Record<string, unknown>>,
  strange: readonly string[],
): RightEntry | null {
  const list = Object.keys(schema.shape).find((name) => describeField(schema, [name, 0]).fields.includes('correct'));
  const field = strange.find((name) => words.test(name));
  const entries: unknown = list && fields[list];
  if (list === undefined || field === undefined || !Array.isArray(entries)) return null;
  const one = list.replace(/s$/, '');
  return {
    field,
    found: fault(
      'field/unknown',
      file.key([...base, field]),
      `\`${field}\` is not a field of this question: the right ${one} says itself that it is right.`,
      `delete this line and write \`correct: true\` below ${which(fields[field], one, entries)}`,
    ),
  };
}

/** The entry that was meant, as far as a number, a letter or its text tells. */
function which(given: unknown, one: string, entries: readonly unknown[]): string {
  const last = entries.length;
  const isIn = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= last;
  const written = String(given).trim();
  const number = /^\d+$/.test(written) ? Number(written) : Number.NaN;
  // Who counts from 0 means the next one.
  if (isIn(number) && isIn(number + 1)) return `${one} ${number}, or ${number + 1} where the first one was 0`;
  if (isIn(number)) return `${one} ${number}`;
  if (number === 0) return `${one} 1`;
  const letter = /^[A-Za-z]$/.test(written) ? written.toLowerCase().charCodeAt(0) - 96 : Number.NaN;
  const text = entries.findIndex((entry) => textsOf(entry).includes(written)) + 1;
  if (isIn(text)) return `${one} ${text}`;
  return isIn(letter) ? `${one} ${letter}` : `each ${one} that is right`;
}

function textsOf(entry: unknown): unknown[] {
  return typeof entry === 'object' && entry !== null ? Object.values(entry) : [];
}
