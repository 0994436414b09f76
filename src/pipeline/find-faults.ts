import type { Workshop } from './folders.js';
import { type Checker, checkKept, type FoundFaults, type FoundInModule } from './kept/check-kept.js';

export type { FoundFaults } from './kept/check-kept.js';

/** What to look at, and how. */
export interface FaultsWish {
  /** True when the ids are all modules there are: programmes and requirements are looked at too. */
  readonly isAll: boolean;
  /** True to look anew at what was found before. */
  readonly isFresh: boolean;
}

/**
 * Every fault of these modules, those that all share with the first; what was found before in the same files is not
 * looked for again. What looks for faults is loaded when there is something to look at: most checks of a large folder
 * find little that is new.
 */
export async function findFaults(
  workshop: Workshop,
  ids: readonly string[],
  { isAll, isFresh }: FaultsWish,
): Promise<FoundFaults> {
  let opened: Promise<Checker> | undefined;
  const checker = () => {
    opened ??= import('./kept/open-checker.js').then(({ openChecker }) => openChecker(workshop));
    return opened;
  };
  if (isFresh) return checkAnew(ids, isAll, await checker());
  return checkKept(workshop, ids, isAll, {
    shared: async () => (await checker()).shared(),
    module: async (id, pictures) => (await checker()).module(id, pictures),
    programmes: async () => (await checker()).programmes(),
    requirements: async (heads) => (await checker()).requirements(heads),
  });
}

async function checkAnew(ids: readonly string[], isAll: boolean, check: Checker): Promise<FoundFaults> {
  const shared = await check.shared();
  const found: (FoundInModule & { readonly id: string })[] = [];
  for (const id of ids) {
    const own = { id, ...(await check.module(id, {})) };
    found.push(found.length > 0 ? own : { ...own, diagnostics: [...shared.diagnostics, ...own.diagnostics] });
  }
  const heads = found.map(({ head }) => head);
  return {
    modules: found,
    curriculum: isAll ? { programmes: await check.programmes(), requirements: await check.requirements(heads) } : null,
  };
}
