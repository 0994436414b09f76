import type { ModuleDefinition } from '../definition/module-definition.js';
import type { Style } from '../definition/schemas/style-schema.js';
import { type SourceText, sourceText } from '../definition/source-text.js';

/** A module as its authors wrote it: what the rules of quality look at. */
export interface Written {
  readonly definition: ModuleDefinition;
  /** Lessons, questions and module.yaml, by the path that diagnostics show. */
  readonly texts: readonly SourceText[];
  /** Null where modules are held to no style. */
  readonly style: Style | null;
}

/** @param sources text of each file read for the module */
export function written(
  definition: ModuleDefinition,
  sources: ReadonlyMap<string, string>,
  style: Style | null,
): Written {
  const texts = [...sources].map(([file, text]) => sourceText(file, text));
  return { definition, style, texts };
}

/** Every match of a pattern in what people read: comments are left out. */
export function matches(text: SourceText, pattern: RegExp): readonly { readonly at: number; readonly found: string }[] {
  return [...withoutComments(text).matchAll(pattern)].map((match) => ({ at: match.index, found: match[0] }));
}

/** Whether what people read may hold these letters at all, in any case: asked before a costly pattern. */
export function mayHold(text: SourceText, letters: string): boolean {
  const lower = lowered.get(text) ?? withoutComments(text).toLowerCase();
  lowered.set(text, lower);
  return lower.includes(letters.toLowerCase());
}

const lowered = new WeakMap<SourceText, string>();

/** Each text is looked at once a pattern: its comments are blanked once. */
const readable = new WeakMap<SourceText, string>();

/** The text with blanks in the place of its comments, so that offsets stay. */
function withoutComments(source: SourceText): string {
  const known = readable.get(source);
  if (known !== undefined) return known;
  const { file, text } = source;
  const comment = file.endsWith('.md') ? /<!--[\s\S]*?-->/g : /(?<=^|\s)#.*$/gm;
  const blanked = text.replace(comment, (found) => found.replace(/[^\n]/g, ' '));
  readable.set(source, blanked);
  return blanked;
}
