import { createHash } from 'node:crypto';
import path from 'node:path';
import { readText } from '../../definition/files.js';
import type { ModuleHead } from '../../definition/module-head.js';
import type { PictureVerdict } from '../../definition/picture-verdicts.js';
import type { Diagnostic } from '../../diagnostics.js';
import { modulesOf, type Workshop } from '../folders.js';
import { inputKeys } from './input-keys.js';
import { type KeptEntry, openKeptFaults } from './kept-faults.js';

/** What is wrong, and the text that it stands in. */
export interface Faults {
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file that a fault is in, by the path that diagnostics show. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The faults of one module, without its meaning. */
export interface FaultsOfModule extends Faults {
  readonly id: string;
}

/** All that is wrong in a folder of modules. */
export interface FoundFaults {
  /** Those that all modules share come with the first. */
  readonly modules: readonly FaultsOfModule[];
  /** Of programmes and requirements; null where these were not asked for. */
  readonly curriculum: { readonly programmes: ProgrammeFaults; readonly requirements: Faults } | null;
}

export interface ProgrammeFaults extends Faults {
  /** How many programmes are without a fault. */
  readonly right: number;
}

/** How faults are found where none are kept. */
export interface Checker {
  /** Of what all modules share. */
  shared(): Promise<Faults>;
  /** @param pictures what was found in the module's pictures before: of those that are the same it is true still */
  module(id: string, pictures: Pictures): Promise<FoundInModule>;
  programmes(): Promise<ProgrammeFaults>;
  /** @param heads of all modules */
  requirements(heads: readonly (ModuleHead | null)[]): Promise<Faults>;
}

/** What was found in one module alone, and what it says of itself. */
export interface FoundInModule extends Faults {
  readonly head: ModuleHead | null;
  readonly pictures: Pictures;
}

/** By the path that diagnostics show. */
type Pictures = Readonly<Record<string, PictureVerdict>>;

/** Names under which faults are kept that are no module's: no module has such a name. */
const names = { shared: '_shared', programmes: '_programmes', requirements: '_requirements' } as const;

/**
 * Every fault of these modules, as a fresh check finds them: what was found before in the same files is taken from
 * below the workshop's folder `.cache`, the rest is looked for, and kept.
 * @param isAll true when these are all modules there are: then programmes and requirements are held to them
 */
export async function checkKept(
  workshop: Workshop,
  ids: readonly string[],
  isAll: boolean,
  check: Checker,
): Promise<FoundFaults> {
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
  const shown = async (...entries: readonly KeptEntry[]): Promise<Faults> => ({
    diagnostics: entries.flatMap((entry) => entry.diagnostics),
    sources: await sourcesOf(new Set(entries.flatMap(({ read }) => read)), modules),
  });
  // The keys are taken before the files are read: a file that changes in between is looked at again next time.
  const sharedKey = keys.shared();
  const shared = await faultsOf(names.shared, sharedKey, check.shared);
  const found: FaultsOfModule[] = [];
  const heads: (ModuleHead | null)[] = [];
  for (const [position, id] of ids.entries()) {
    const own = await faultsOf(id, `${sharedKey}.${keys.module(id)}`, () => check.module(id, kept.picturesOf(id)));
    found.push({ id, ...(await shown(...(position === 0 ? [shared, own] : [own]))) });
    heads.push(own.head ?? null);
  }
  const curriculum = async () => {
    // Of modules, programmes and requirements know which there are and what they say of themselves; all else they are
    // held to stands beside the modules.
    const key = `${sharedKey}.${digest(ids.map((id, n) => [id, heads[n]]))}`;
    const programmes = await faultsOf(names.programmes, key, check.programmes);
    const requirements = await faultsOf(names.requirements, key, () => check.requirements(heads));
    return {
      programmes: { ...(await shown(programmes)), right: programmes.right ?? 0 },
      requirements: await shown(requirements),
    };
  };
  const ofCurriculum = isAll ? await curriculum() : null;
  if (isNew) kept.save(all);
  return { modules: found, curriculum: ofCurriculum };
}

/** As one of the checker's ways gives it. */
type Found = Faults & Pick<KeptEntry, 'head' | 'pictures' | 'right'>;

function entryOf(key: string, { diagnostics, sources, ...told }: Found): KeptEntry {
  const read = [...new Set(diagnostics.map(({ file }) => file))].filter((file) => sources.has(file));
  return { key, diagnostics, read, ...told };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
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
