import path from 'node:path';
import { hasErrors } from '../diagnostics.js';
import type { Collector } from '../packager/collector.js';
import type { Target } from '../packager/targets.js';
import { windowNote } from '../packager/window-note.js';
import type { CheckedProgrammes } from '../pipeline/check-programmes.js';
import { inLanguages } from '../pipeline/in-languages.js';
import {
  buildPackages,
  type CheckedModule,
  lmsProfilesOf,
  type PackageFile,
  pressOf,
  targetsOf,
  type Workshop,
} from '../pipeline.js';
import { bytes } from './bytes.js';
import { cantWrite } from './cant-write.js';
import { checkNamed } from './check-named.js';
import { collectorOf } from './collector-of.js';
import type { Format, Io } from './io.js';
import { display, faulty, notKnown, plural, printDiagnostics, summary, workshopOf } from './modules.js';
import { programmesOf } from './programmes-of.js';
import { exitCodes, StopError } from './stop.js';

export interface BuildOptions {
  readonly course?: string[];
  readonly target?: string[];
  readonly profile?: string;
  readonly collector?: string;
  readonly key?: string;
  readonly languages?: string;
  readonly out?: string;
  readonly modules?: string;
  readonly format: Format;
}

/** `cpm build`: checks first; writes every package or none. */
export async function build(io: Io, ids: readonly string[], options: BuildOptions): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const chosen = pick('target', words(options.target), targetsOf(workshop));
  const { profile: asked } = options;
  const [profile] = asked === undefined ? [] : pick('LMS profile', [asked], lmsProfilesOf(workshop));
  const collector = collectorOf(options);
  const languages = words(options.languages === undefined ? undefined : [options.languages]);
  const found = await wanted(io, workshop, ids, words(options.course));
  const material = languages === undefined ? found : only(found, languages);
  refuseEmptyOrder(material, chosen);

  const out = path.resolve(io.cwd, options.out ?? path.join(workshop.root, 'dist', 'packages'));
  const order = {
    modules: material.single,
    programmes: material.programmes,
    material: material.all,
    ...(profile ? { profile } : {}),
    ...(collector ? { collector } : {}),
  };
  const hint = 'name another folder with --out.';
  const built = await buildPackages(pressOf(workshop, chosen), order, out).catch(cantWrite(io, hint));
  const counts = printDiagnostics(io, [{ diagnostics: built.diagnostics, sources: new Map() }]);
  if (built.value === undefined)
    throw new StopError(`${plural(counts.errors, 'fault')} in the packages. Nothing was written.`, exitCodes.content);
  if (collector && chosen.some(({ takesCollector }) => takesCollector)) io.err(keyNote(collector));
  const byHand = profile ? windowNote(profile, chosen) : null;
  for (const line of [...(profile?.advice ?? []), ...(byHand === null ? [] : [byHand])]) io.err(`note: ${line}`);
  print(io, built.value, options.format);
}

interface Wanted {
  /** Modules that become packages of their own. */
  readonly single: readonly CheckedModule[];
  readonly programmes: CheckedProgrammes['programmes'];
  /** With the programmes' modules. */
  readonly all: readonly CheckedModule[];
}

/** What was asked for; without any name, all there is. Stops when a part of it is at fault. */
async function wanted(
  io: Io,
  workshop: Workshop,
  ids: readonly string[],
  courses?: readonly string[],
): Promise<Wanted> {
  const everything = ids.length === 0 && courses === undefined;
  const found = everything || courses !== undefined ? await programmesOf(io, workshop) : null;
  const programmes = courses === undefined ? (found?.programmes ?? []) : named(io, courses, found);
  const inCourses = everything ? [] : programmes.flatMap(({ steps }) => steps.map(({ module }) => module));
  const all = await checkNamed(io, workshop, [...ids, ...inCourses]);
  const counts = printDiagnostics(io, [...all, ...(everything && found ? [found] : [])]);
  if (faulty(all).length > 0 || (everything && hasErrors(found?.diagnostics ?? [])))
    throw new StopError(`${summary(all, counts)} Nothing was written.`, exitCodes.content);
  return { single: everything ? all : all.filter(({ id }) => ids.includes(id)), programmes, all };
}

/** What was asked for in these languages alone. A module that is not published in them can't be built so. */
function only(found: Wanted, languages: readonly string[]): Wanted {
  const { modules, lacking } = inLanguages(found.all, languages);
  if (lacking.length > 0)
    throw new StopError(
      `${lacking.join('\n')}\nhint: name modules that have the language, or translate the others and write \`languages:\` in module.yaml.`,
      exitCodes.usage,
    );
  const of = (all: readonly CheckedModule[]) => all.flatMap((one) => modules.get(one) ?? []);
  return { ...found, single: of(found.single), all: of(found.all) };
}

/** The programmes of these ids. One that is there, but at fault, ends the command with its faults. */
function named(io: Io, courses: readonly string[], found: CheckedProgrammes | null): CheckedProgrammes['programmes'] {
  const known = found?.ids ?? [];
  refuseUnknown('programme', courses, known);
  const programmes = (found?.programmes ?? []).filter(({ id }) => courses.includes(id));
  if (found === null || programmes.length === new Set(courses).size) return programmes;
  const { errors } = printDiagnostics(io, [found]);
  throw new StopError(`${plural(errors, 'fault')} in the programmes. Nothing was written.`, exitCodes.content);
}

/** The things of these ids, in their own order; all of them when none is named. */
function pick<T extends { readonly id: string }>(what: string, ids: readonly string[] | undefined, all: readonly T[]) {
  const wanted = ids ?? all.map(({ id }) => id);
  refuseUnknown(
    what,
    wanted,
    all.map(({ id }) => id),
  );
  return all.filter(({ id }) => wanted.includes(id));
}

function refuseUnknown(what: string, ids: readonly string[], known: readonly string[]): void {
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new StopError(unknown.map((id) => notKnown(what, id, known)).join('\n'), exitCodes.usage);
}

/** `--target a b` and `--target a,b` alike. */
function words(given: readonly string[] | undefined): readonly string[] | undefined {
  return given?.flatMap((text) => text.split(',')).filter((word) => word !== '');
}

/** Whoever asks for courses alone in targets that take none is told why, instead of getting nothing. */
function refuseEmptyOrder({ single, programmes }: Wanted, targets: readonly Target[]): void {
  if (programmes.length === 0 || single.length > 0 || targets.some(({ noCourses }) => noCourses === null)) return;
  const reasons = targets.map(({ title, noCourses }) => `${title} takes no courses. ${noCourses}`);
  throw new StopError(`${reasons.join('\n')}\nhint: build the modules one by one, or another target.`, exitCodes.usage);
}

/** Said at every build with a key, for the packages look like any others. */
function keyNote({ url, id }: Collector): string {
  return [
    `note: packages named "-reporting" send statements to ${url} and hold the package key ${id} readable.`,
    'Whoever has such a package can write statements with it, and read none. Hand it to LMS administrators only;',
    `to stop it: npx cpm credentials revoke ${id}`,
  ].join('\n');
}

function print(io: Io, packages: readonly PackageFile[], format: Format): void {
  if (format === 'json') {
    io.out(JSON.stringify({ packages: packages.map((p) => ({ ...p, path: display(io, p.path) })) }, null, 2));
    return;
  }
  const width = Math.max(...packages.map((p) => p.target.length));
  let heading = '';
  for (const p of packages) {
    const next = p.course === null ? `${p.module} ${p.version}` : `course ${p.course} ${p.version}`;
    if (next !== heading) io.out(next);
    heading = next;
    io.out(`  ${p.target.padEnd(width)}  ${display(io, p.path)}  ${bytes(p.bytes)}  sha256 ${p.sha256}`);
  }
  io.out(`${plural(packages.length, 'package')} written.`);
}
