import path from 'node:path';
import type { Folder } from '../definition/files.js';
import { loadModule } from '../definition/load.js';
import { loadProgrammes } from '../definition/load-programmes.js';
import type { AuthoredQuestion, TranslationDefinition } from '../definition/module-definition.js';
import { moduleSchema } from '../definition/schemas/module-schema.js';
import { isRecorded } from '../definition/translation/check-stale.js';
import {
  curriculumFile,
  curriculumName,
  curriculumTexts,
  loadCurriculumTranslations,
} from '../definition/translation/load-curriculum-translations.js';
import type { OverlayParts } from '../definition/translation/overlay-yaml.js';
import type { TextPair } from '../definition/translation/text-pair.js';

export { curriculumName };

/** What becomes of a text: never translated, translated from another text than that of today, or up to date. */
export type TextState = 'new' | 'changed' | 'done';

/** A module, or what all modules share, with one of its translations, however much of it there is. */
export interface OpenTranslation {
  readonly id: string;
  /** Absolute path of the folder that its files are in. */
  readonly folder: string;
  /** Its own language. */
  readonly from: string;
  readonly translation: Pick<TranslationDefinition, 'language' | 'pairs' | 'record'>;
  /** The file of YAML that is one block. */
  readonly head: Pick<OverlayParts, 'schemas' | 'data'> & { readonly file: string };
  readonly questions: readonly AuthoredQuestion[];
}

/** Reads a module and its translation; null when its module.yaml can't be read, or `language` is its own. */
export async function openTranslation(
  modules: Folder,
  module: string,
  language: string,
): Promise<OpenTranslation | null> {
  const { value: definition } = await loadModule(modules, module, { languages: [language] });
  const translation = definition?.translations.find((one) => one.language === language);
  const from = definition?.parts.language;
  if (!definition || !translation || !from) return null;
  const { id, questions, whole, parts } = definition;
  const head = { file: 'module.yaml', schemas: [moduleSchema], data: whole ?? parts };
  return { id, folder: path.join(modules.path, id), from, translation, head, questions };
}

/** Reads what learners read of curriculum.yaml, and its translation; null without a programme in another language. */
export async function openCurriculum(modules: Folder, language: string): Promise<OpenTranslation | null> {
  const programmes = (await loadProgrammes(modules)).value ?? [];
  const { value: all = [] } = await loadCurriculumTranslations(modules, programmes, [language]);
  const translation = all.find((one) => one.language === language);
  const from = programmes.map(({ parts }) => parts.language).find((one) => one !== language);
  if (!translation || !from) return null;
  const head = { file: curriculumFile, schemas: [curriculumTexts], data: translation.data };
  return { id: curriculumName, folder: modules.path, from, translation, head, questions: [] };
}

export function stateOf(
  { file, key, path: at, source, target }: TextPair,
  { record }: OpenTranslation['translation'],
): TextState {
  if (target === null) return 'new';
  return isRecorded(record[file], key, at, source) ? 'done' : 'changed';
}
