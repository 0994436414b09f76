import { loadModule } from '../definition/load.js';
import type { ModuleDefinition, TranslationDefinition } from '../definition/module-definition.js';
import { isRecorded } from '../definition/translation/check-stale.js';
import type { TextPair } from '../definition/translation/text-pair.js';

/** What becomes of a text: never translated, translated from another text than that of today, or up to date. */
export type TextState = 'new' | 'changed' | 'done';

/** A module with one of its translations, however much of it there is. */
export interface OpenTranslation {
  readonly definition: ModuleDefinition;
  readonly translation: TranslationDefinition;
  /** The module's own language. */
  readonly from: string;
}

/** Reads a module and its translation; null when its module.yaml can't be read, or `language` is its own. */
export async function openTranslation(
  modules: { readonly path: string; readonly shownAs: string },
  module: string,
  language: string,
): Promise<OpenTranslation | null> {
  const { value: definition } = await loadModule(modules, module, { languages: [language] });
  const translation = definition?.translations.find((one) => one.language === language);
  const from = definition?.parts.language;
  return definition && translation && from ? { definition, translation, from } : null;
}

export function stateOf({ file, key, path, source, target }: TextPair, { record }: TranslationDefinition): TextState {
  if (target === null) return 'new';
  return isRecorded(record[file], key, path, source) ? 'done' : 'changed';
}
