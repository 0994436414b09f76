import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checked, Diagnostic } from '../diagnostics.js';
import type { Engine } from '../html/engine.js';
import type { Kept } from '../kept.js';
import type { Module } from '../model/module.js';
import type { LmsProfile } from '../packager/lms-profiles.js';
import type { OpenTarget } from '../packager/open-target.js';
import { type CourseParts, renderCourse } from '../render/render-course.js';
import type { RestScripts } from '../render/rest-file.js';

/** What all packages of a run share, opened once: schemas are compiled and modules rendered once for all. */
export interface Press {
  readonly engine: Engine;
  readonly targets: readonly OpenTarget[];
  /** The LMS profile that is taken when none is named. */
  readonly profile: LmsProfile;
  /** The learner's script of a protocol. */
  runtime(protocol: string): Uint8Array;
  /** A module's files by path, the same for every target. */
  rendered(module: Module): Promise<Checked<ReadonlyMap<string, Uint8Array>>>;
}

export interface PressParts extends Pick<Press, 'engine' | 'targets' | 'profile'> {
  /** The clone, absolute. */
  readonly root: string;
  /** Where the caller stands: diagnostics name files from here. */
  readonly cwd: string;
  /** What was rendered, for as long as the press is used: for a live workshop. Else each module is let go of once it is built. */
  readonly kept?: Kept | undefined;
}

export function openPress({ root, cwd, engine, targets, profile, kept }: PressParts): Press {
  const at = (...parts: string[]) => path.join(root, ...parts);
  const scripts = new Map<string, Buffer>();
  // Kept no longer than the module itself: a live workshop makes a new one at each save.
  const renders = new WeakMap<Module, Promise<Checked<ReadonlyMap<string, Uint8Array>>>>();
  const runtime = (name: string): Buffer => {
    const script = scripts.get(name) ?? builtScript(at('dist', 'runtime', `${name}.js`));
    scripts.set(name, script);
    return script;
  };
  const restScripts: RestScripts = {
    code: runtime('rest').toString('utf8'),
    question: (type) => runtime(`questions/${type}`).toString('utf8'),
    block: (name) =>
      existsSync(at('dist', 'runtime', 'blocks', `${name}.js`)) ? runtime(`blocks/${name}`).toString('utf8') : null,
  };
  const course = { engine, templates: at('templates'), restScripts, ...(kept && { kept }) };
  return {
    engine,
    targets,
    profile,
    runtime,
    rendered(module) {
      const made = renders.get(module) ?? renderWhole({ module, ...course }, cwd);
      renders.set(module, made);
      return made;
    },
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

async function renderWhole(parts: CourseParts, cwd: string): Promise<Checked<ReadonlyMap<string, Uint8Array>>> {
  const rendered = renderCourse(parts);
  if (!rendered.value) return rendered;
  const files = new Map(rendered.value);
  const gone: Diagnostic[] = [];
  for (const { path: place, source } of [parts.module, ...parts.module.translations].flatMap(({ media }) => media)) {
    if (files.has(place)) continue;
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
