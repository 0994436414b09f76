import type { TextState } from './translation-texts.js';

/** A file that goes to a translator and comes back. */
export interface TranslationFile {
  readonly module: string;
  readonly from: string;
  readonly to: string;
  readonly texts: readonly FileText[];
}

export interface FileText {
  /** Below the module's folder, in its own language. */
  readonly file: string;
  readonly key: string;
  /** Inline Markdown; or a list of the language's own, as one plain text. */
  readonly source: string;
  readonly isList: boolean;
  readonly target: string | null;
  readonly state: TextState;
}

/** What a file says, with the lines on which it says it. */
export interface ReadFile {
  readonly value: (Omit<TranslationFile, 'texts'> & { readonly texts: readonly ReadText[] }) | null;
  readonly problems: readonly FileProblem[];
}

export interface ReadText extends Omit<FileText, 'isList'> {
  readonly line: number;
}

export interface FileProblem {
  readonly line: number;
  readonly message: string;
}
