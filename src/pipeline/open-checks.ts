import { loadCurriculum, loadModule, loadPracticeModels, loadStyle } from '../definition/load.js';
import { type ModuleHead, moduleHead } from '../definition/module-head.js';
import type { Readings } from '../definition/readings.js';
import { type Diagnostic, hasErrors } from '../diagnostics.js';
import type { Module } from '../model/module.js';
import { resolvePracticeModels } from '../model/practice-model.js';
import { resolveModule } from '../model/resolve.js';
import { checkQuality } from '../quality/check-quality.js';
import { written } from '../quality/written.js';
import { modulesOf, type Workshop } from './folders.js';

export interface CheckedModule {
  readonly id: string;
  /** Absent when errors kept its meaning from being made. */
  readonly module?: Module;
  /** What it says of itself, whatever else is wrong; null when it does not say it. */
  readonly head: ModuleHead | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Errors in what all modules share (curriculum, practice model): they keep each module from being made. */
  readonly sharedFaults: readonly Diagnostic[];
  /** Text of each file read, by the path that diagnostics show. */
  readonly sources: ReadonlyMap<string, string>;
}

/** What all modules share, read once, and the way to check modules against it one by one. */
export interface Checks {
  readonly shared: Pick<CheckedModule, 'diagnostics' | 'sources'>;
  /** One module; its diagnostics are its own alone. `readings` holds what was read of it before. */
  module(id: string, readings?: Readings): Promise<CheckedModule>;
  /** The same without advice on how it is written, which stops nothing and can come later. */
  faults(id: string, readings?: Readings): Promise<FaultsFirst>;
}

export interface FaultsFirst {
  readonly checked: CheckedModule;
  /** Warnings, for who has a moment. */
  advice(): readonly Diagnostic[];
}

/**
 * @param isDraft true while modules are being written: a text that is not translated yet is no error, and stands in the
 * module's own language
 */
export async function openChecks(workshop: Workshop, { isDraft = false } = {}): Promise<Checks> {
  const shared = await sharedOf(workshop);
  const faults: Checks['faults'] = (id, readings) => checkOne(workshop, shared, id, { readings, isDraft });
  return {
    shared,
    faults,
    async module(id, readings) {
      const { checked, advice } = await faults(id, readings);
      return { ...checked, diagnostics: [...checked.diagnostics, ...advice()] };
    },
  };
}

/** What all modules share, with its faults. */
type Shared = Awaited<ReturnType<typeof sharedOf>>;

async function sharedOf(workshop: Workshop) {
  const folder = modulesOf(workshop);
  const [curriculum, editions, style] = await Promise.all([
    loadCurriculum(folder),
    loadPracticeModels(folder),
    loadStyle(folder),
  ]);
  const models = resolvePracticeModels(editions.value ?? []);
  return {
    curriculum: curriculum.value,
    models: models.value,
    style: style.value ?? null,
    diagnostics: [...curriculum.diagnostics, ...editions.diagnostics, ...models.diagnostics, ...style.diagnostics],
    sources: new Map([...curriculum.sources, ...editions.sources, ...style.sources]),
  };
}

async function checkOne(
  workshop: Workshop,
  shared: Shared,
  id: string,
  options: { readonly readings: Readings | undefined; readonly isDraft: boolean },
): Promise<FaultsFirst> {
  const { curriculum, models, style } = shared;
  const loaded = await loadModule(modulesOf(workshop), id, options);
  const resolved =
    loaded.value && curriculum
      ? resolveModule(loaded.value, curriculum, models, options.readings?.meanings)
      : { diagnostics: [] };
  const diagnostics = [...loaded.diagnostics, ...resolved.diagnostics];
  const checked: CheckedModule = {
    id,
    head: loaded.value ? moduleHead(id, loaded.value.parts) : null,
    diagnostics,
    sharedFaults: shared.diagnostics.filter(({ severity }) => severity === 'error'),
    sources: new Map([...shared.sources, ...loaded.sources]),
    ...(resolved.value && !hasErrors([...shared.diagnostics, ...diagnostics]) ? { module: resolved.value } : {}),
  };
  const { value, sources } = loaded;
  return { checked, advice: () => (value ? checkQuality(written(value, sources, style)) : []) };
}
