import { didYouMean } from '../did-you-mean.js';
import { isAside } from './expected-names.js';
import { fault } from './fault.js';
import { type Folder, inside, topOf } from './files.js';
import type { Reader } from './reader.js';
import { languageOfName } from './translation/language-of-name.js';

export interface ModuleFolders {
  readonly lessons: Folder;
  readonly questions: Folder;
  readonly media: Folder;
}

/**
 * The three folders of a module. A misspelt one is reported and read all the same, so that nothing is reported
 * missing that is only in the wrong place; anything else that is not read is told.
 */
export async function moduleFolders(reader: Reader): Promise<ModuleFolders> {
  const folders = {
    lessons: inside(reader.root, 'lessons'),
    questions: inside(reader.root, 'questions'),
    media: inside(reader.root, 'media'),
  };
  const entries = await reader.list(reader.root);
  const missing = Object.keys(folders).filter((name) => !entries.some((entry) => entry.name === name));
  for (const entry of entries) {
    if (
      entry.name in folders ||
      entry.name === 'module.yaml' ||
      isTranslation(entry.name) ||
      isAside(entry) ||
      entry.kind === 'outside'
    )
      continue;
    const meant = didYouMean(entry.name, missing);
    const hint =
      meant === undefined
        ? 'delete it, or begin its name with _ when it is meant to stay'
        : `rename it to \`${meant}\``;
    const severity = meant === undefined ? 'warning' : 'error';
    reader.report(
      fault('file/not-read', topOf(entry.shownAs), `The compiler does not read \`${entry.name}\`.`, hint, severity),
    );
    if (meant === 'lessons' || meant === 'questions' || meant === 'media') folders[meant] = entry;
  }
  return folders;
}

/** `module.es.yaml`, and the record of what was translated from what. */
function isTranslation(name: string): boolean {
  return ['module.yaml', 'translated.yaml'].includes(languageOfName(name)?.source ?? '');
}
