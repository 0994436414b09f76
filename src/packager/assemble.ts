import type { Engine } from '../html/engine.js';
import type { Module } from '../model/module.js';
import { inOrder, manifest } from './manifest.js';
import type { OpenTarget } from './open-target.js';
import { packageSizes } from './package-sizes.js';

/** What a package is made of. */
export interface PackageParts {
  readonly module: Module;
  /** Rendered pages, styles and media by path; the launch page is `index.html`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly open: OpenTarget;
  /** The learner's script of the target's protocol. */
  readonly runtime: Uint8Array;
  /** Knows the templates in `packaging/` by `<target>/<template>`. */
  readonly engine: Engine;
  /** Text for the LMS to hand back at launch; nothing by default, and never a secret. */
  readonly launchData?: string;
}

/** Where the learner's script stands in a package. */
export const runtimeFile = 'course.js';

/**
 * The content of a package by path: manifest first, then everything in the order of the names.
 * Text files have line ends of one kind, so a checkout with CRLF gives the same bytes.
 */
export function assemble(parts: PackageParts): ReadonlyMap<string, Uint8Array> {
  const { module, open, engine, launchData } = parts;
  const content = new Map(
    [...parts.files, [runtimeFile, runtimeOf(parts)] as const].map(([name, bytes]) => [name, oneLineEnd(name, bytes)]),
  );
  const text = manifest(module, [...content.keys()], open, engine, launchData ?? '');
  for (const [name, bytes] of open.ship) content.set(name, bytes);
  const tree = new Map<string, Uint8Array>([[open.target.manifest.file, Buffer.from(text, 'utf8')]]);
  for (const name of inOrder([...content.keys()])) {
    const bytes = content.get(name);
    if (bytes !== undefined && !tree.has(name)) tree.set(name, bytes);
  }
  return tree;
}

/**
 * The script of the protocol, told first what is its package's own: the target that it serves, for statements name it
 * and one protocol may serve several; and how many tries an LMS has room for.
 */
function runtimeOf({ module, open, runtime }: PackageParts): Uint8Array {
  const settings = { target: open.target.id, tries: packageSizes(module, open.target).keptTries };
  return Buffer.concat([
    Buffer.from(`Object.assign(document.documentElement.dataset,${JSON.stringify(settings)});\n`),
    runtime,
  ]);
}

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
