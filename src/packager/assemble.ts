import type { CourseUnit } from './course.js';
import { inOrder, manifest } from './manifest.js';
import type { PackageParts } from './package-parts.js';
import { packageSizes } from './package-sizes.js';

/** Where the learner's script stands in a module's folder. */
export const runtimeFile = 'course.js';

/**
 * The content of a package by path: manifest first, then everything in the order of the names.
 * Text files have line ends of one kind, so a checkout with CRLF gives the same bytes.
 */
export function assemble(parts: PackageParts): ReadonlyMap<string, Uint8Array> {
  const { course, open } = parts;
  const ofUnit = new Map(course.units.map((unit) => [unit, filesOf(unit, parts)]));
  const content = new Map([...ofUnit.values()].flatMap((files) => [...files]));
  const text = manifest(parts, (unit) => [...(ofUnit.get(unit)?.keys() ?? [])]);
  for (const [name, bytes] of open.ship) content.set(name, bytes);
  const tree = new Map<string, Uint8Array>([[open.target.manifest.file, Buffer.from(text, 'utf8')]]);
  for (const name of inOrder([...content.keys()])) {
    const bytes = content.get(name);
    if (bytes !== undefined && !tree.has(name)) tree.set(name, bytes);
  }
  return tree;
}

/** A module's files by their path in the package. */
function filesOf(unit: CourseUnit, parts: PackageParts): ReadonlyMap<string, Uint8Array> {
  const all = [...unit.files, [runtimeFile, runtimeOf(unit, parts)] as const];
  return new Map(all.map(([name, bytes]) => [unit.folder + name, oneLineEnd(name, bytes)]));
}

/**
 * The script of the protocol, told first what is its package's own: the target that it serves, for statements name it
 * and one protocol may serve several; what the LMS profile says of statuses; and how many tries an LMS has room for.
 */
function runtimeOf({ module }: CourseUnit, { open, runtime, profile }: PackageParts): Uint8Array {
  const settings = {
    target: open.target.id,
    // What a script takes for granted is not written: its 20 kB are nearly full.
    ...(profile.failing.value === 'incomplete' ? {} : { failing: profile.failing.value }),
    ...(profile.untested.value === 'completed' ? {} : { untested: profile.untested.value }),
    tries: packageSizes(module, open.target).keptTries,
  };
  const first = `Object.assign(document.documentElement.dataset,${JSON.stringify(settings)});\n`;
  const last = told.get(runtime);
  if (last?.first === first) return last.script;
  const script = Buffer.concat([Buffer.from(first), runtime]);
  told.set(runtime, { first, script });
  return script;
}

/** Of each protocol's script the one that was made last: the same bytes for most packages of a run, and judged once. */
const told = new WeakMap<Uint8Array, { readonly first: string; readonly script: Uint8Array }>();

const textEndings = new Set([
  'html',
  'css',
  'js',
  'mjs',
  'json',
  'svg',
  'vtt',
  'srt',
  'txt',
  'xml',
  'md',
  'csv',
  'webmanifest',
]);

function oneLineEnd(name: string, bytes: Uint8Array): Uint8Array {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (!textEndings.has(ending) || !bytes.includes(13)) return bytes;
  const lines = Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
  return Buffer.from(lines, 'latin1');
}
