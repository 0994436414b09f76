import { listModules, loadCurriculum } from '../definition/load.js';
import { loadProgrammes } from '../definition/load-programmes.js';
import { loadCurriculumTranslations } from '../definition/translation/load-curriculum-translations.js';
import { type Diagnostic, inReadingOrder } from '../diagnostics.js';
import type { Programme } from '../model/programme.js';
import { resolveProgrammes } from '../model/resolve-programmes.js';
import { modulesOf, type Workshop } from './folders.js';

/** The programmes of curriculum.yaml; faults of the rest of that file come with the modules. */
export interface CheckedProgrammes {
  /** Ids of all, with and without a fault. */
  readonly ids: readonly string[];
  /** Those without a fault. */
  readonly programmes: readonly Programme[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
}

/** Loads the programmes and holds them to the modules there are. */
export async function checkProgrammes(workshop: Workshop): Promise<CheckedProgrammes> {
  const folder = modulesOf(workshop);
  const [curriculum, loaded, ids] = await Promise.all([
    loadCurriculum(folder),
    loadProgrammes(folder),
    listModules(folder),
  ]);
  const translated = await loadCurriculumTranslations(folder, loaded.value ?? []);
  const iriBase = curriculum.value?.iriBase ?? '';
  const resolved = resolveProgrammes(loaded.value ?? [], iriBase, ids, translated.value);
  return {
    ids: (loaded.value ?? []).flatMap(({ parts }) => parts.id ?? []),
    programmes: curriculum.value ? resolved.value : [],
    diagnostics: inReadingOrder([...loaded.diagnostics, ...resolved.diagnostics, ...translated.diagnostics]),
    sources: new Map([...loaded.sources, ...translated.sources]),
  };
}
