import path from 'node:path';
import { loadCurriculum, loadPracticeModels } from './definition/load.js';
import { type Checked, type Diagnostic, hasErrors } from './diagnostics.js';
import { createEngine, type Engine } from './html/engine.js';
import type { Kept } from './kept.js';
import type { Module } from './model/module.js';
import { type PracticeModels, resolvePracticeModels } from './model/practice-model.js';
import type { Programme } from './model/programme.js';
import { type BuiltPackage, buildPackage } from './packager/build-package.js';
import { type Collector, collectorText } from './packager/collector.js';
import { type Course, courseOfModule, courseOfProgramme, type RenderedModule } from './packager/course.js';
import { commonProfile, type LmsProfile, readLmsProfiles } from './packager/lms-profiles.js';
import { openTarget } from './packager/open-target.js';
import { type PackageTree, packageTree } from './packager/package-tree.js';
import { readTargets, type Target } from './packager/targets.js';
import { writePackages } from './packager/write-packages.js';
import { modulesOf, type Workshop } from './pipeline/folders.js';
import { type CheckedModule, openChecks } from './pipeline/open-checks.js';
import { openPress, type Press } from './pipeline/open-press.js';

export { Readings } from './definition/readings.js';
export type { PackageTree } from './packager/package-tree.js';
export type { Target } from './packager/targets.js';
export { moduleIds, type Workshop } from './pipeline/folders.js';
export { type CheckedModule, type Checks, type FaultsFirst, openChecks } from './pipeline/open-checks.js';

/**
 * THE CORRIDOR: load > resolve > render > assemble > zip. Text comes in at a modules folder and leaves as packages.
 * Each stage returns what is wrong and goes on as far as it can; nothing here prints or exits.
 */

/** One package as it lies on the disk. */
export interface PackageFile {
  /** Id of the single module in it; null for a course. */
  readonly module: string | null;
  /** Id of the programme; null for a single module. */
  readonly course: string | null;
  readonly version: string;
  readonly target: string;
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** The base of every identifier, or null when curriculum.yaml is at fault (`checkModules` says how). */
export async function iriBaseOf(workshop: Workshop): Promise<string | null> {
  return (await loadCurriculum(modulesOf(workshop))).value?.iriBase ?? null;
}

/** Who publishes the modules, or null when curriculum.yaml is at fault. */
export async function publisherOf(workshop: Workshop): Promise<string | null> {
  return (await loadCurriculum(modulesOf(workshop))).value?.publisher ?? null;
}

/** The engine that knows the clone's templates, for pages outside a package. */
export function engineOf(workshop: Workshop): Engine {
  return createEngine([path.join(workshop.root, 'templates'), path.join(workshop.root, 'packaging')]);
}

/** Loads and resolves modules, and finds every fault in each. Faults that all share (curriculum, practice model) come once, with the first. */
export async function checkModules(workshop: Workshop, ids: readonly string[]): Promise<readonly CheckedModule[]> {
  const checks = await openChecks(workshop);
  const checked: CheckedModule[] = [];
  for (const id of ids) {
    const one = await checks.module(id);
    checked.push(
      checked.length > 0 ? one : { ...one, diagnostics: [...checks.shared.diagnostics, ...one.diagnostics] },
    );
  }
  return checked;
}

/** The practice model's items by edition; what is wrong with them `checkModules` says. */
export async function practiceModelsOf(workshop: Workshop): Promise<PracticeModels> {
  return resolvePracticeModels((await loadPracticeModels(modulesOf(workshop))).value ?? []).value;
}

/** Every target of the folder `packaging/`; throws when one of them is at fault, for that is the program's own. */
export function targetsOf(workshop: Workshop): readonly Target[] {
  const read = readTargets(path.join(workshop.root, 'packaging'));
  return whole(read);
}

/** The system did not let the packages be written; `cause` is its error. */
export class FolderRefused extends Error {
  constructor(
    readonly folder: string,
    override readonly cause: unknown,
  ) {
    super(`The packages can't be written to ${folder}`);
    this.name = 'FolderRefused';
  }
}

/** What to build: single modules, courses, or both. */
export interface BuildOrder {
  /** Each becomes a package of its own. */
  readonly modules: readonly CheckedModule[];
  /** Each becomes a course package, in the targets that take one. */
  readonly programmes?: readonly Programme[];
  /** Where the programmes' modules are found; the modules themselves when left out. */
  readonly material?: readonly CheckedModule[];
  /** The common one when left out. */
  readonly profile?: LmsProfile;
  /** Where packages without a launch door of their own report to; nowhere when left out. */
  readonly collector?: Collector;
}

/**
 * Writes every module and course for every target of the press, all or none: with any fault nothing is written and
 * the faults come back. @throws FolderRefused
 */
export async function buildPackages(
  press: Press,
  order: BuildOrder,
  out: string,
): Promise<Checked<readonly PackageFile[]>> {
  const { modules, programmes = [], material = modules, profile = press.profile, collector } = order;
  const diagnostics: Diagnostic[] = [];
  const built: (BuiltPackage & Pick<PackageFile, 'module' | 'course' | 'version' | 'target'>)[] = [];
  const rendered = async (module: Module | undefined) => {
    const made = module && (await press.rendered(module));
    diagnostics.push(...(made?.diagnostics ?? []));
    return module && made?.value ? [{ module, files: made.value }] : [];
  };
  const courses: Course[] = [];
  for (const { module } of modules) courses.push(...(await rendered(module)).map(courseOfModule));
  for (const programme of programmes) {
    const parts: RenderedModule[] = [];
    for (const { module: id } of programme.steps)
      parts.push(...(await rendered(material.find((one) => one.id === id)?.module)));
    if (parts.length === programme.steps.length) courses.push(courseOfProgramme(programme, parts));
  }
  const told = collector && { collector, launchData: collectorText(collector) };
  for (const course of courses) {
    for (const open of press.targets) {
      const { id: target, protocol, noCourses, takesCollector } = open.target;
      if (course.isProgramme && noCourses !== null) continue;
      const parts = { course, open, runtime: press.runtime(protocol), engine: press.engine, profile };
      const made = await buildPackage({ ...parts, ...(told && takesCollector ? told : {}) });
      diagnostics.push(...made.diagnostics);
      const { id, version, isProgramme } = course;
      const of = { module: isProgramme ? null : id, course: isProgramme ? id : null, version, target };
      if (made.value) built.push({ ...made.value, ...of });
    }
  }
  if (hasErrors(diagnostics)) return { diagnostics: once(diagnostics) };
  const written = await writePackages(out, built).catch((cause: unknown) => {
    throw new FolderRefused(out, cause);
  });
  const value = written.flatMap((file, i) => {
    const one = built[i];
    if (one === undefined) return [];
    const { module, course, version, target, name } = one;
    return [{ module, course, version, target, file: name, ...file }];
  });
  return { value, diagnostics: once(diagnostics) };
}

/** What `buildPackages` would zip of one module for the press's one target, not judged yet, for who plays it at once. */
export async function moduleTree(
  { targets, engine, profile, ...press }: Press,
  module: Module,
): Promise<Checked<PackageTree>> {
  const [open] = targets;
  const { value: files, diagnostics } = await press.rendered(module);
  if (!open || !files) return { diagnostics };
  const course = courseOfModule({ module, files });
  const runtime = press.runtime(open.target.protocol);
  return { value: packageTree({ course, open, runtime, engine, profile }), diagnostics };
}

/** A module in several packages is at fault in each, but told once. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((d) => [JSON.stringify(d), d])).values()];
}

/**
 * What all packages of a run share, opened once.
 * @param kept for who renders the same modules again and again
 */
export function pressOf(workshop: Workshop, targets: readonly Target[], kept?: Kept): Press {
  const profile = lmsProfilesOf(workshop).find(({ id }) => id === commonProfile);
  if (profile === undefined) throw new Error(`There is no packaging/profiles/${commonProfile}.json`);
  const open = targets.map((target) => whole(openTarget(target, workshop.root)));
  return openPress({ ...workshop, engine: engineOf(workshop), targets: open, profile, kept });
}

/** Every LMS profile of `packaging/profiles/`; throws when one is at fault, for that is the program's own. */
export function lmsProfilesOf(workshop: Workshop): readonly LmsProfile[] {
  return whole(readLmsProfiles(path.join(workshop.root, 'packaging')));
}

/** A value of our own files, which no author can get wrong. */
function whole<T>(checked: Checked<T>): T {
  if (checked.value === undefined || hasErrors(checked.diagnostics)) {
    throw new Error(checked.diagnostics.map((d) => `${d.file}:${d.line}: ${d.message} ${d.hint}`).join('\n'));
  }
  return checked.value;
}
