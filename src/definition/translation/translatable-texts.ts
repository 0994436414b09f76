import * as z from 'zod';
import type { Path } from '../yaml/read-yaml.js';
import { ownList } from './own-list.js';

/** A text that a learner reads, in a block of YAML. */
export interface TranslatableText {
  /** In the block as it stands. */
  readonly path: Path;
  /** The same with ids for numbers where entries have ids: stays when the order changes. */
  readonly key: string;
  /** Of a list of the language's own: its entries in one (`own-list.ts`). */
  readonly text: string;
  readonly isList: boolean;
}

/**
 * The texts of a block that differ from language to language, by its schema alone: every string that is free text
 * (no pattern, no words to choose from). A schema says otherwise by `meta({ translate: true | false })`; a list of which
 * each language has entries of its own, by `meta({ translate: 'own' })`.
 */
export function translatableTexts(schema: z.ZodType, data: unknown): readonly TranslatableText[] {
  const found = new Map<string, TranslatableText>();
  const root = jsonSchemaOf(schema);
  walk(root, root, data, [], [], (one) => found.set(one.key, one));
  return [...found.values()];
}

type Json = Readonly<Record<string, unknown>>;
const made = new WeakMap<z.ZodType, Json>();

function jsonSchemaOf(schema: z.ZodType): Json {
  const known = made.get(schema) ?? object(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
  made.set(schema, known);
  return known;
}

function walk(
  root: Json,
  schema: Json,
  data: unknown,
  path: Path,
  key: readonly string[],
  found: (text: TranslatableText) => void,
): void {
  const go = (inner: unknown, value: unknown, step: string | number, name: string): void =>
    walk(root, object(inner), value, [...path, step], [...key, name], found);
  const { $ref, anyOf, oneOf, allOf } = schema;
  if (typeof $ref === 'string') walk(root, referred(root, $ref), data, path, key, found);
  for (const branch of [anyOf, oneOf, allOf].flatMap(list)) walk(root, object(branch), data, path, key, found);
  if (typeof data === 'string') {
    if (isText(schema)) found({ path, key: key.join('/'), text: data, isList: false });
  } else if (Array.isArray(data) && schema.translate === 'own') {
    found({ path, key: key.join('/'), text: ownList.joined(data.map(String)), isList: true });
  } else if (Array.isArray(data)) {
    for (const [index, value] of data.entries()) go(schema.items, value, index, idOf(value) ?? String(index + 1));
  } else if (typeof data === 'object' && data !== null) {
    const properties = object(schema.properties);
    for (const [name, value] of Object.entries(data))
      go(properties[name] ?? schema.additionalProperties, value, name, name);
  }
}

function isText({ type, translate, pattern, enum: words, const: word, format }: Json): boolean {
  if (type !== 'string' || words !== undefined || word !== undefined || format !== undefined) return false;
  return typeof translate === 'boolean' ? translate : pattern === undefined;
}

/** The id of an entry of a list, by which its translation finds it. */
export function idOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const id: unknown = Reflect.get(entry, 'id');
  return typeof id === 'string' ? id : undefined;
}

function referred(root: Json, address: string): Json {
  return address
    .split('/')
    .slice(1)
    .reduce((at, name) => object(at[name]), root);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
