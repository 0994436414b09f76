import { createHash } from 'node:crypto';
import type { YamlFile } from '../yaml/read-yaml.js';

/**
 * Which text each translation was made from, as hashes by file (`lessons/01-one-model.md`) and key: kept in
 * `translated.<language>.yaml`, so that `cpm check` knows what has changed since.
 */
export type TranslationRecord = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Name of the record's file. */
export function recordName(language: string): string {
  return `translated.${language}.yaml`;
}

/** A text as the record knows it: the same for any line breaks. */
export function textHash(text: string): string {
  return createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 10);
}

/** The record of a file; what is no hash is left out, for then nothing is known of it. */
export function recordOf(file: YamlFile | null): TranslationRecord {
  const pairs = (value: unknown): [string, unknown][] =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    pairs(file?.data).map(([name, texts]) => [
      name,
      Object.fromEntries(pairs(texts).flatMap(([key, hash]) => (typeof hash === 'string' ? [[key, hash]] : []))),
    ]),
  );
}
