import { listModules } from '../definition/list-modules.js';
import { loadCurriculum } from '../definition/load.js';
import { loadOrganizations, loadRequirements } from '../definition/load-requirements.js';
import { loadModuleHead, type ModuleHead } from '../definition/module-head.js';
import { type Diagnostic, inReadingOrder } from '../diagnostics.js';
import { irisOf } from '../iris.js';
import { hoursOf } from '../model/named-items.js';
import { resolveOrganizations } from '../model/resolve-organizations.js';
import { resolveRequirements } from '../model/resolve-requirements.js';
import type { Curriculum } from '../tracking/curriculum.js';
import { checkProgrammes } from './check-programmes.js';
import { modulesOf, type Workshop } from './folders.js';

/** What the training asks of people, and what is wrong with it; faults of programmes and modules come with those. */
export interface CheckedCurriculum {
  /** What could be read, without the requirements that are at fault; null without a curriculum.yaml that can be read. */
  readonly curriculum: Curriculum | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Loads requirements and organizations and holds them to the modules and programmes there are.
 * @param known the heads of all modules, where whoever calls has read them
 */
export async function checkCurriculum(
  workshop: Workshop,
  known?: readonly (ModuleHead | null)[],
): Promise<CheckedCurriculum> {
  const folder = modulesOf(workshop);
  const [shared, loaded, found, programmes, moduleIds] = await Promise.all([
    loadCurriculum(folder),
    loadRequirements(folder),
    loadOrganizations(folder),
    checkProgrammes(workshop),
    listModules(folder),
  ]);
  const heads = known ?? (await Promise.all(moduleIds.map((id) => loadModuleHead(folder, id))));
  const modules = heads.flatMap((head) => head ?? []);
  const organizations = resolveOrganizations(found.value);
  const resolved = resolveRequirements(loaded.value ?? { classes: [], fieldActivities: [], requirements: [] }, {
    modules,
    moduleIds,
    programmes: programmes.programmes,
    programmeIds: programmes.ids,
    roles: found.value && !found.value.parts.roles ? null : organizations.value.roles.map(({ id }) => id),
  });
  const iriBase = shared.value?.iriBase;
  const curriculum =
    iriBase === undefined
      ? null
      : {
          iriBase,
          provider: shared.value?.provider ?? shared.value?.publisher ?? '',
          modules: modules.map(({ id, title, version, minutes, passing }) => ({
            id,
            iri: irisOf(iriBase, id).module,
            title,
            version,
            hours: hoursOf(minutes),
            passing,
          })),
          ...resolved.value,
          ...organizations.value,
        };
  return {
    curriculum,
    diagnostics: inReadingOrder([
      ...loaded.diagnostics,
      ...found.diagnostics,
      ...resolved.diagnostics,
      ...organizations.diagnostics,
    ]),
    sources: new Map([...loaded.sources, ...found.sources]),
  };
}
