import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listModules, loadCurriculum, loadModule, loadPracticeModels } from './definition/load.js';
import { type Checked, type Diagnostic, hasErrors } from './diagnostics.js';
import { createEngine, type Engine } from './html/engine.js';
import type { Module } from './model/module.js';
import { resolvePracticeModels } from './model/practice-model.js';
import { resolveModule } from './model/resolve.js';
import { type BuiltPackage, buildPackage } from './packager/build-package.js';
import { type OpenTarget, openTarget } from './packager/open-target.js';
import { readTargets, type Target } from './packager/targets.js';
import { writePackages } from './packager/write-packages.js';
import { renderCourse } from './render/render-course.js';
import type { RestScripts } from './render/rest-file.js';

/**
 * THE CORRIDOR: load > resolve > render > assemble > zip. Text comes in at a modules folder and leaves as packages.
 * Each stage returns what is wrong and goes on as far as it can; nothing here prints or exits.
 */

/** The folders a run works on, all absolute. */
export interface Workshop {
  /** The clone: `templates/`, `packaging/` and the scripts built at install lie below. */
  readonly root: string;
  readonly modulesFolder: string;
  /** Where the caller stands: diagnostics name files from here. */
  readonly cwd: string;
}

export interface CheckedModule {
  readonly id: string;
  /** Absent when errors kept its meaning from being made. */
  readonly module?: Module;
  readonly diagnostics: readonly Diagnostic[];
  /** Errors in what all modules share (curriculum, practice model): they keep each module from being made. */
  readonly sharedFaults: readonly Diagnostic[];
  /** Text of each file read, by the path that diagnostics show. */
  readonly sources: ReadonlyMap<string, string>;
}

/** One package as it lies on the disk. */
export interface PackageFile {
  readonly module: string;
  readonly version: string;
  readonly target: string;
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Ids of all modules; throws the system's error when the folder can't be read. */
export async function moduleIds(workshop: Workshop): Promise<readonly string[]> {
  return listModules(modulesOf(workshop));
}

/** The base of every identifier, or null when curriculum.yaml is at fault (`checkModules` says how). */
export async function iriBaseOf(workshop: Workshop): Promise<string | null> {
  return (await loadCurriculum(modulesOf(workshop))).value?.iriBase ?? null;
}

/** The engine that knows the clone's templates, for pages outside a package. */
export function engineOf(workshop: Workshop): Engine {
  return createEngine([path.join(workshop.root, 'templates'), path.join(workshop.root, 'packaging')]);
}

/** Loads and resolves modules, and finds every fault in each. Faults that all share (curriculum, practice model) come once, with the first. */
export async function checkModules(workshop: Workshop, ids: readonly string[]): Promise<readonly CheckedModule[]> {
  const folder = modulesOf(workshop);
  const [curriculum, editions] = await Promise.all([loadCurriculum(folder), loadPracticeModels(folder)]);
  const models = resolvePracticeModels(editions.value ?? []);
  const shared = [...curriculum.diagnostics, ...editions.diagnostics, ...models.diagnostics];
  const checked: CheckedModule[] = [];
  for (const id of ids) {
    const loaded = await loadModule(folder, id);
    const resolved =
      loaded.value && curriculum.value
        ? resolveModule(loaded.value, curriculum.value, models.value)
        : { diagnostics: [] };
    const diagnostics = [...(checked.length === 0 ? shared : []), ...loaded.diagnostics, ...resolved.diagnostics];
    const sources = new Map([...curriculum.sources, ...editions.sources, ...loaded.sources]);
    checked.push({
      id,
      diagnostics,
      sharedFaults: shared.filter(({ severity }) => severity === 'error'),
      sources,
      ...(resolved.value && !hasErrors([...shared, ...diagnostics]) ? { module: resolved.value } : {}),
    });
  }
  return checked;
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

/**
 * Writes every module for every target, all or none: with any fault nothing is written and the faults come back.
 * @throws FolderRefused
 */
export async function buildPackages(
  workshop: Workshop,
  modules: readonly CheckedModule[],
  targets: readonly Target[],
  out: string,
): Promise<Checked<readonly PackageFile[]>> {
  const press = openPress(workshop, targets);
  const diagnostics: Diagnostic[] = [];
  const built: (BuiltPackage & Pick<PackageFile, 'module' | 'version' | 'target'>)[] = [];
  for (const { module } of modules) {
    if (!module) continue;
    const rendered = await renderWhole(press, module, workshop.cwd);
    diagnostics.push(...rendered.diagnostics);
    if (!rendered.value) continue;
    for (const open of press.targets) {
      const made = await buildPackage({
        module,
        files: rendered.value,
        open,
        runtime: press.runtime(open.target.protocol),
        engine: press.engine,
      });
      diagnostics.push(...made.diagnostics);
      if (made.value) built.push({ ...made.value, module: module.id, version: module.version, target: open.target.id });
    }
  }
  if (hasErrors(diagnostics)) return { diagnostics };
  const written = await writePackages(out, built).catch((cause: unknown) => {
    throw new FolderRefused(out, cause);
  });
  const value = written.map((file, i) => {
    const { module = '', version = '', target = '', name = '' } = built[i] ?? {};
    return { module, version, target, file: name, ...file };
  });
  return { value, diagnostics };
}

/** What all packages of a run share, opened once. */
interface Press {
  readonly engine: Engine;
  readonly targets: readonly OpenTarget[];
  readonly root: string;
  /** The part of the learner's script that is the same for every protocol. */
  readonly restScripts: RestScripts;
  runtime(protocol: string): Uint8Array;
}

function openPress(workshop: Workshop, targets: readonly Target[]): Press {
  const at = (...parts: string[]) => path.join(workshop.root, ...parts);
  const scripts = new Map<string, Buffer>();
  const script = (name: string): Buffer => {
    const made = scripts.get(name) ?? builtScript(at('dist', 'runtime', `${name}.js`));
    scripts.set(name, made);
    return made;
  };
  return {
    engine: engineOf(workshop),
    targets: targets.map((target) => whole(openTarget(target, workshop.root))),
    root: workshop.root,
    restScripts: {
      code: script('rest').toString('utf8'),
      question: (type) => script(`questions/${type}`).toString('utf8'),
    },
    runtime: script,
  };
}

/** A script that the install makes. Without it the clone is not installed: no fault of the content or of the output folder. */
function builtScript(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file} is missing. Run npm ci in the clone.`, { cause: error });
  }
}

async function renderWhole(
  press: Press,
  module: Module,
  cwd: string,
): Promise<Checked<ReadonlyMap<string, Uint8Array>>> {
  const rendered = renderCourse({
    module,
    engine: press.engine,
    templates: path.join(press.root, 'templates'),
    restScripts: press.restScripts,
  });
  if (!rendered.value) return rendered;
  const files = new Map(rendered.value);
  const gone: Diagnostic[] = [];
  for (const { path: place, source } of module.media) {
    const bytes = await readFile(source).catch(() => null);
    if (bytes) files.set(place, bytes);
    else gone.push(mediaGone(place, path.relative(cwd, source)));
  }
  const diagnostics = [...rendered.diagnostics, ...gone];
  return gone.length > 0 ? { diagnostics } : { value: files, diagnostics };
}

/** A file that was there when the module was checked. */
function mediaGone(place: string, shown: string): Diagnostic {
  return {
    code: 'package/media-gone',
    severity: 'error',
    file: shown.split(path.sep).join('/'),
    line: 1,
    column: 1,
    message: `${place} was there when the module was checked, and can't be read any more.`,
    hint: 'put the file back, or take out what shows it; then build again.',
  };
}

function modulesOf(workshop: Workshop): { path: string; shownAs: string } {
  const relative = path.relative(workshop.cwd, workshop.modulesFolder);
  const shown = relative.startsWith('..') ? workshop.modulesFolder : relative || '.';
  return { path: workshop.modulesFolder, shownAs: shown.split(path.sep).join('/') };
}

/** A value of our own files, which no author can get wrong. */
function whole<T>(checked: Checked<T>): T {
  if (checked.value === undefined || hasErrors(checked.diagnostics)) {
    throw new Error(checked.diagnostics.map((d) => `${d.file}:${d.line}: ${d.message} ${d.hint}`).join('\n'));
  }
  return checked.value;
}
