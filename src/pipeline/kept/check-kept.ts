import path from 'node:path';
import { readText } from '../../definition/files.js';
import type { Diagnostic } from '../../diagnostics.js';
import { modulesOf, type Workshop } from '../folders.js';
import { inputKeys } from './input-keys.js';
import { type KeptEntry, openKeptFaults } from './kept-faults.js';

/** The faults of one module, without its meaning. */
export interface FaultsOfModule {
  readonly id: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file that a fault is in, by the path that diagnostics show. */
  readonly sources: ReadonlyMap<string, string>;
}

/** How faults are found where none are kept. */
export interface Checker {
  /** Of what all modules share. */
  shared(): Promise<Found>;
  /** Of one module alone. */
  module(id: string): Promise<Found>;
}

type Found = Pick<FaultsOfModule, 'diagnostics' | 'sources'>;

/** The name under which faults of what all share are kept: no module has it. */
const sharedName = '_shared';

/**
 * Every fault of these modules, as `checkModules` finds them: what was found before in the same files is taken from
 * below the workshop's folder `.cache`, the rest is looked for, and kept.
 */
export async function checkKept(
  workshop: Workshop,
  ids: readonly string[],
  check: Checker,
): Promise<readonly FaultsOfModule[]> {
  const modules = modulesOf(workshop);
  const keys = inputKeys(modules.path, modules.shownAs);
  const kept = openKeptFaults(path.join(workshop.root, '.cache', 'checks'), modules.path);
  const all = new Map<string, KeptEntry>();
  let isNew = false;
  const faultsOf = async (name: string, key: string, find: () => Promise<Found>): Promise<KeptEntry> => {
    const known = kept.find(name, key);
    isNew ||= known === undefined;
    const entry = known ?? entryOf(key, await find());
    all.set(name, entry);
    return entry;
  };
  // The keys are taken before the files are read: a file that changes in between is looked at again next time.
  const sharedKey = keys.shared();
  const shared = await faultsOf(sharedName, sharedKey, check.shared);
  const found: FaultsOfModule[] = [];
  for (const [position, id] of ids.entries()) {
    const own = await faultsOf(id, `${sharedKey}.${keys.module(id)}`, () => check.module(id));
    const entries = position === 0 ? [shared, own] : [own];
    const diagnostics = entries.flatMap((entry) => entry.diagnostics);
    found.push({ id, diagnostics, sources: await sourcesOf(new Set(entries.flatMap(({ read }) => read)), modules) });
  }
  if (isNew) kept.save(all);
  return found;
}

function entryOf(key: string, { diagnostics, sources }: Found): KeptEntry {
  const read = [...new Set(diagnostics.map(({ file }) => file))].filter((file) => sources.has(file));
  return { key, diagnostics, read };
}

async function sourcesOf(
  files: ReadonlySet<string>,
  modules: ReturnType<typeof modulesOf>,
): Promise<ReadonlyMap<string, string>> {
  const sources = new Map<string, string>();
  for (const shownAs of files) {
    const below = path.join(modules.path, path.relative(modules.shownAs, shownAs));
    const text = await readText({ path: below, shownAs }, modules, () => {});
    if (text) sources.set(shownAs, text.text);
  }
  return sources;
}
