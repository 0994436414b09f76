import type { Place } from '../../diagnostics.js';
import type { Path } from '../yaml/read-yaml.js';

/** A text of the module and its translation. */
export interface TextPair {
  /** Below the module's folder, in its own language: `lessons/01-one-model.md`. */
  readonly file: string;
  readonly key: string;
  /** In the block of YAML that the key begins at; null for a text of a lesson. */
  readonly path: Path | null;
  /** Inline Markdown on one line; or a list of the language's own (`own-list.ts`), whose entries are plain text. */
  readonly source: string;
  readonly isList: boolean;
  /** Null when it is missing. */
  readonly target: string | null;
  /** Of the translation. */
  readonly place: Place;
}
