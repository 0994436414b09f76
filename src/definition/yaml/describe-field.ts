import * as z from 'zod';
import type { Path } from './read-yaml.js';

/** What a schema says about one field, for messages and for the manual. */
export interface Field {
  /** The field's own name; undefined for an entry of a list and for the whole. */
  readonly key: string | undefined;
  readonly description: string;
  readonly example: string | undefined;
  /** What a value must be: "a whole number from 1 to 100". */
  readonly must: string;
  /** What to write instead of a wrong value. */
  readonly hint: string;
  readonly required: boolean;
  /** True when only a text will do. */
  readonly isText: boolean;
  readonly pattern: RegExp | undefined;
  /** The words to choose from; empty when any will do. */
  readonly values: readonly string[];
  /** Names of the fields inside, when it is a block. */
  readonly fields: string[];
  readonly isBlock: boolean;
  readonly isList: boolean;
  /** As JSON Schema calls it: `string`, `integer`, `array`; undefined where more than one will do. */
  readonly type: string | undefined;
  /** The same of a list's entries. */
  readonly entryType: string | undefined;
  /** Bounds of a number. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly fallback: unknown;
}

/** JSON Schema as zod writes it, with the two annotations of ours (`must`, `example`). */
const jsonSchema = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  must: z.string().optional(),
  example: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});
type Json = z.infer<typeof jsonSchema>;

const made = new WeakMap<z.ZodObject, Json>();

/** The field at a path inside a schema. Called for faults and the manual only: a clean build never pays for it. */
export function describeField(schema: z.ZodObject, path: Path): Field {
  let root = made.get(schema);
  if (root === undefined) {
    root = jsonSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    made.set(schema, root);
  }
  let json = root;
  let required = true;
  let key: string | undefined;
  for (const step of path) {
    const isEntry = typeof step === 'number';
    const next = isEntry ? json.items : json.properties?.[step];
    required = isEntry || (json.required?.includes(step) ?? false);
    key = isEntry ? undefined : step;
    json = next === undefined ? {} : jsonSchema.parse(next);
  }
  const must = json.must ?? expectation(json);
  return {
    key,
    description: json.description ?? '',
    example: json.example,
    must,
    hint:
      json.example === undefined
        ? `write ${must}`
        : `for example \`${key === undefined ? '' : `${key}: `}${json.example}\``,
    required,
    isText: json.type === 'string',
    pattern: json.pattern === undefined ? undefined : new RegExp(json.pattern, 'u'),
    values: wordsOf(json),
    fields: Object.keys(json.properties ?? {}),
    isBlock: json.properties !== undefined,
    isList: json.type === 'array',
    type: json.type ?? numberAmong(json),
    entryType: json.items === undefined ? undefined : jsonSchema.parse(json.items).type,
    least: json.minimum,
    most: json.maximum,
    fallback: json.default,
  };
}

/** A number, or a word in its place (`tries`): what is no such word was meant as the number. */
function numberAmong(json: Json): string | undefined {
  return (json.anyOf ?? []).map((option) => jsonSchema.parse(option).type).find((type) => type === 'integer');
}

function expectation(json: Json): string {
  if (json.enum !== undefined) return oneOf(json.enum.map((value) => `\`${String(value)}\``));
  if (json.const !== undefined) return `\`${String(json.const)}\``;
  if (json.anyOf !== undefined) return oneOf(json.anyOf.map((option) => expectation(jsonSchema.parse(option))));
  switch (json.type) {
    case 'integer':
      return `a whole number${range(json.minimum, json.maximum)}`;
    case 'number':
      return `a number${json.exclusiveMinimum === 0 ? ' above 0' : ''}${range(json.minimum, json.maximum)}`;
    case 'boolean':
      return '`true` or `false`';
    case 'string':
      return 'a text';
    case 'array':
      return `a list${entries(json.minItems, json.maxItems)}`;
    case 'object':
      return `a block with the fields ${Object.keys(json.properties ?? {})
        .map((name) => `\`${name}\``)
        .join(', ')}`;
    default:
      return 'something else';
  }
}

function wordsOf(json: Json): string[] {
  const own = [...(json.enum ?? []), ...(json.const === undefined ? [] : [json.const])];
  const options = (json.anyOf ?? []).flatMap((option) => wordsOf(jsonSchema.parse(option)));
  return [...own.filter((value) => typeof value === 'string'), ...options];
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function range(low: number | undefined, high: number | undefined): string {
  const top = high === undefined || high >= Number.MAX_SAFE_INTEGER ? undefined : high;
  const bottom = low === undefined || low <= Number.MIN_SAFE_INTEGER ? undefined : low;
  if (bottom !== undefined && top !== undefined) return ` from ${bottom} to ${top}`;
  if (bottom !== undefined) return ` from ${bottom}`;
  return top === undefined ? '' : ` up to ${top}`;
}

function entries(low: number | undefined, high: number | undefined): string {
  if (low !== undefined && high !== undefined)
    return low === high ? ` of ${low} entries` : ` of ${low} to ${high} entries`;
  if (low !== undefined) return low === 1 ? ' of at least one entry' : ` of at least ${low} entries`;
  return high === undefined ? '' : ` of at most ${high} entries`;
}
