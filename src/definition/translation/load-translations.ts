import type { Severity } from '../../diagnostics.js';
import { fault } from '../fault.js';
import { type Entry, type Folder, listFolder, topOf } from '../files.js';
import type { ModuleDefinition, TranslationDefinition } from '../module-definition.js';
import type { Reader } from '../reader.js';
import { suggest } from '../suggest.js';
import { languageOfName, nameInLanguage } from './language-of-name.js';
import { translateDefinition } from './translate-definition.js';
import type { ReadSources } from './translation-desk.js';

/** Files of a module in other languages, told by their names. */
export interface TranslatedFiles {
  /** `module.es.yaml` and `translated.es.yaml`. */
  readonly root: readonly Entry[];
  readonly lessons: readonly Entry[];
  readonly questions: readonly Entry[];
}

/**
 * The module in every other language in which it has files or is declared to be published. What is missing is an error
 * where the language is published (`languages:`), else a warning: then nobody but its translator has to do with it.
 * It is a warning, too, while the module is being written: a translation can't follow before there is something to follow.
 */
export async function loadTranslations(
  reader: Reader,
  source: ModuleDefinition,
  files: TranslatedFiles,
  sources: ReadSources,
): Promise<readonly TranslationDefinition[]> {
  const published = source.parts.languages ?? [];
  const own = source.parts.language;
  const all = [...files.root, ...files.lessons, ...files.questions];
  const found = all.flatMap(({ name }) => languageOfName(name)?.language ?? []);
  const languages = [...new Set([...published, ...found, ...sources.languages])].filter((language) => language !== own);
  if (published.includes(own ?? '')) {
    reader.report(
      fault(
        'translation/language',
        source.places.value(['languages', published.indexOf(own ?? '')]),
        `"${own ?? ''}" is the language of the module itself.`,
        'write only the languages of its translations under `languages:`',
      ),
    );
  }
  for (const entry of all) strayFile(reader, entry, sources, own);
  const translations: TranslationDefinition[] = [];
  for (const language of languages) {
    const isPublished = published.includes(language);
    const severity: Severity = isPublished && !sources.isDraft ? 'error' : 'warning';
    const mine = (entry: Entry): boolean => languageOfName(entry.name)?.language === language;
    if (!all.some(mine) && !sources.languages.includes(language)) {
      reader.report(
        fault(
          'translation/nothing',
          source.places.value(['languages', published.indexOf(language)]),
          `The module is published in "${language}", but has no text in that language.`,
          `begin with \`cpm translate export ${source.id} --to ${language} --out ${language}.csv\`, or take the language out of \`languages:\``,
        ),
      );
      continue;
    }
    const byName = new Map(all.filter(mine).map((entry) => [entry.name, entry]));
    translations.push(
      await translateDefinition(reader, source, sources, { language, isPublished, severity, files: byName }),
    );
  }
  return translations;
}

/** A translation of nothing: a misspelt name, or a source that was renamed. */
function strayFile(reader: Reader, entry: Entry, sources: ReadSources, own: string | undefined): void {
  const named = languageOfName(entry.name);
  if (named === null) return;
  const known = ['module.yaml', 'translated.yaml', ...sources.lessons.keys(), ...sources.questions.keys()];
  if (named.language === own) {
    reader.report(
      fault(
        'translation/language',
        topOf(entry.shownAs),
        `"${named.language}" is the language of the module itself, so this file is not read.`,
        `name it \`${named.source}\`, or give it the language of its text`,
      ),
    );
  } else if (!known.includes(named.source)) {
    reader.report(
      fault(
        'translation/no-source',
        topOf(entry.shownAs),
        `There is no \`${named.source}\` of which this could be the translation.`,
        suggest(
          entry.name,
          known
            .filter((name) => name.endsWith(entry.name.slice(-3)))
            .map((name) => nameInLanguage(name, named.language)),
          'delete it',
        ),
        sources.isDraft ? 'warning' : 'error',
      ),
    );
  }
}

/** The files with a language in their names; what is wrong with a folder was told when it was read. */
export async function translatedEntries(reader: Reader, folder: Folder): Promise<readonly Entry[]> {
  const entries = (await listFolder(folder, reader.root, () => {})) ?? [];
  return entries.filter((entry) => entry.kind === 'file' && languageOfName(entry.name) !== null);
}
