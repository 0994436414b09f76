import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Checked } from '../diagnostics.js';

type Said = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The words of the interface in one language: those of the templates, and those the learner's script says at once or with the rest. */
export interface Words {
  readonly page: Readonly<Record<string, string>>;
  /** Plural forms by the categories of `Intl.PluralRules`, chosen by `{n}`. */
  readonly script: Said;
  readonly rest: Said;
}

/**
 * Reads `words/<language>.json` below the templates' folder; `es-MX` takes `es` when it has no file of its own.
 * A language without words is an error that says how to add it.
 */
export function loadWords(templates: string, language: string): Checked<Words> {
  const file = [language, language.split('-')[0] ?? language]
    .map((tag) => path.join(templates, 'words', `${tag}.json`))
    .find(existsSync);
  // Our own file, held to the English one by a test.
  if (file !== undefined) return { value: JSON.parse(readFileSync(file, 'utf8')) as Words, diagnostics: [] };
  return {
    diagnostics: [
      {
        code: 'render/no-words',
        severity: 'error',
        file: `templates/words/${language}.json`,
        line: 1,
        column: 1,
        message: `There are no words of the interface for the language "${language}".`,
        hint: 'copy templates/words/en.json under this name and translate it, or write another `language` in module.yaml.',
      },
    ],
  };
}
