import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Checked, type Diagnostic, hasErrors } from '../diagnostics.js';
import { Kept } from '../kept.js';
import { inputKeys } from '../pipeline/kept/input-keys.js';
import {
  type CheckedModule,
  type Checks,
  type FaultsFirst,
  moduleIds,
  moduleTree,
  openChecks,
  type PackageTree,
  pressOf,
  Readings,
  type Target,
  type Workshop,
} from '../pipeline.js';

/** A module as it stands now, with the last package that could be built of it. */
export interface LiveModule {
  readonly id: string;
  /** As it is now: title and faults come from here. */
  readonly checked: CheckedModule;
  /** The last good build; null when there was none since the start, or nobody asked for one. */
  readonly built: LiveBuild | null;
  /** How it is written: warnings that stop nothing. Those of the text before, until `advise` has read this one. */
  readonly advice: readonly Diagnostic[];
  /** True when its folder is gone. */
  readonly isGone: boolean;
}

export interface LiveBuild {
  /** What a build would zip, byte for byte. */
  readonly package: PackageTree;
  /** Of the package's files by their names, hexadecimal. */
  readonly sha256: string;
  /** The module that it was made of. */
  readonly of: CheckedModule;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Modules that follow their files. */
export interface LiveModules {
  /** By id; those whose folder is gone last as long as somebody asked for them. */
  all(): readonly LiveModule[];
  /** Builds a module from now on whenever it changes, and now. */
  want(id: string): Promise<void>;
  /**
   * Looks again at what changed (absolute paths). Resolves with the ids of the modules that came out differently, before
   * their packages are judged.
   */
  changed(paths: readonly string[]): Promise<readonly string[]>;
  /**
   * Holds the packages of what changed to their standard, which puts the build before in the place of one that is refused,
   * and reads how it is written: not while somebody waits to see it.
   */
  advise(): Promise<void>;
}

export interface LiveOptions {
  readonly workshop: Workshop;
  readonly target: Target;
  readonly now: () => number;
}

/**
 * Checks every module, then keeps them as their files are: only what changed is checked, rendered and built again.
 * A module with faults keeps its last good build.
 */
export async function openLiveModules({ workshop, target, now }: LiveOptions): Promise<LiveModules> {
  const keys = inputKeys(workshop.modulesFolder, '');
  const live = new Map<string, LiveModule & { readonly key: string }>();
  const wanted = new Set<string>();
  const readings = new Map<string, Readings>();
  /** Builds that nobody has judged yet, with the last good ones before them. */
  const unjudged = new Map<string, { readonly fresh: LiveBuild; readonly former: LiveBuild | null }>();
  /** What is to be advised on. */
  const unread = new Map<string, FaultsFirst['advice']>();
  let press = pressOf(workshop, [target], new Kept());
  let checks: Checks = await openChecks(workshop, { isDraft: true });
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other: two builds of a module would write the same file. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };

  /** @returns true when the module came out differently */
  async function look(id: string, isThere: boolean): Promise<boolean> {
    const before = live.get(id);
    const key = isThere ? keys.module(id) : '';
    if (before?.key === key && before.isGone === !isThere) return false;
    if (!isThere && !before) return false;
    if (!isThere && !wanted.has(id)) return live.delete(id);
    const known = readings.get(id) ?? new Readings();
    readings.set(id, known);
    const found = isThere || !before ? await checks.faults(id, known) : null;
    const checked = found?.checked ?? before?.checked;
    if (!checked) return false;
    if (found) unread.set(id, found.advice);
    live.set(id, { id, key, checked, advice: before?.advice ?? [], built: before?.built ?? null, isGone: !isThere });
    if (wanted.has(id)) await build(id);
    return true;
  }

  async function build(id: string): Promise<void> {
    const one = live.get(id);
    if (!one?.checked.module || one.isGone || one.built?.of === one.checked) return;
    const made = await moduleTree(press, one.checked.module).catch(templateFault);
    const checked = { ...one.checked, diagnostics: [...one.checked.diagnostics, ...made.diagnostics] };
    const { value } = made;
    const fresh = value && { package: value, sha256: digest(value), of: checked, at: now() };
    if (fresh) unjudged.set(id, { fresh, former: unjudged.get(id)?.former ?? one.built });
    live.set(id, { ...one, checked, built: fresh ?? one.built });
  }

  async function judge(): Promise<void> {
    for (const [id, { fresh, former }] of unjudged) {
      const found = await fresh.package.judge();
      const one = live.get(id);
      if (!one || found.length === 0) continue;
      const isOfNow = one.checked === fresh.of;
      const checked = isOfNow ? { ...one.checked, diagnostics: [...one.checked.diagnostics, ...found] } : one.checked;
      live.set(id, {
        ...one,
        checked,
        built: hasErrors(found) ? former : { ...fresh, of: isOfNow ? checked : fresh.of },
      });
    }
    unjudged.clear();
  }

  /** @param touched looks at no others, but at those that came or went; at all when absent */
  async function lookAt(touched?: ReadonlySet<string>): Promise<string[]> {
    // The folder itself may be gone for a moment, while a checkout replaces it.
    const there = new Set(await moduleIds(workshop).catch((): readonly string[] => []));
    const different: string[] = [];
    for (const id of new Set([...there, ...live.keys()])) {
      const cameOrWent = live.get(id)?.isGone !== !there.has(id);
      if (!touched || touched.has(id) || cameOrWent) if (await look(id, there.has(id))) different.push(id);
    }
    return different;
  }

  function advise(): void {
    for (const [id, advice] of unread) {
      const one = live.get(id);
      if (one) live.set(id, { ...one, advice: advice() });
    }
    unread.clear();
  }

  await lookAt();
  advise();
  return {
    all: () => [...live.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    want: (id) =>
      inTurn(async () => {
        // Whoever asks again gets it as it stands: what a save made is judged when nobody waits to see it.
        if (wanted.has(id)) return;
        wanted.add(id);
        await build(id);
        await judge();
      }),
    changed: (paths) =>
      inTurn(async () => {
        const relatives = paths.map((file) => path.relative(workshop.modulesFolder, file));
        const inTemplates = relatives.some(isOutside);
        const inShared = relatives.some(isShared);
        if (inTemplates) press = pressOf(workshop, [target], new Kept());
        if (inShared) checks = await openChecks(workshop, { isDraft: true });
        if (!inTemplates && !inShared) return lookAt(new Set(relatives.map((one) => one.split(path.sep)[0] ?? '')));
        // Everything is held against what all share, and rendered with the templates.
        for (const [id, one] of live) live.set(id, { ...one, key: 'old' });
        return lookAt();
      }),
    advise: () =>
      inTurn(async () => {
        await judge();
        advise();
      }),
  };
}

function isOutside(relative: string): boolean {
  return relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
}

/** A file beside the modules, or in a folder that is none of them. */
function isShared(relative: string): boolean {
  return !isOutside(relative) && (relative.startsWith('_') || /^[^/\\]*\.[^/\\]*$/.test(relative));
}

function digest({ tree }: PackageTree): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of tree) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}

/** A designer's slip: a template that can't be read, or that asks for what is not there, stops no other module. */
function templateFault(error: unknown): Checked<PackageTree> {
  if (!(error instanceof Error)) throw error;
  return {
    diagnostics: [
      {
        code: 'templates/fault',
        severity: 'error',
        ...{ file: 'templates', line: 1, column: 1 },
        message: `The page can't be made from the templates. ${error.message.split('\n').slice(0, 3).join(' ')}`,
        hint: 'mend the template that was changed last; the page follows by itself',
      },
    ],
  };
}
