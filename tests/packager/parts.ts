import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../src/html/engine.js';
import type { Module } from '../../src/model/module.js';
import { courseOfModule, type RenderedModule } from '../../src/packager/course.js';
import { type LmsProfile, readLmsProfiles } from '../../src/packager/lms-profiles.js';
import { type OpenTarget, openTarget } from '../../src/packager/open-target.js';
import type { PackageParts } from '../../src/packager/package-parts.js';
import { readTargets } from '../../src/packager/targets.js';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const packaging = path.join(root, 'packaging');
export const engine = createEngine([packaging]);

/** Every target, opened once for all tests of a file: the schemas are compiled once. */
export const everyTarget: readonly OpenTarget[] = (readTargets(packaging).value ?? []).map((target) => {
  const { value, diagnostics } = openTarget(target, root);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
});

/** Those whose packages are for an LMS. */
export const opened: readonly OpenTarget[] = everyTarget.filter(({ target }) => target.forLms);

export function targetNamed(id: string): OpenTarget {
  const found = everyTarget.find((o) => o.target.id === id);
  if (found === undefined) throw new Error(`no target ${id}`);
  return found;
}

const iriBase = 'https://example.org/training/';

/** A small module, as the model makes them. */
export const module: Module = {
  id: 'clear-words',
  iri: `${iriBase}modules/clear-words`,
  iriBase,
  title: "A family's words",
  version: '1.2.0',
  language: 'en',
  original: 'en',
  translations: [],
  summary: 'How plain words help a family and its team.',
  minutes: 10,
  audience: ['social workers'],
  publisher: 'Example Office',
  objectives: [
    { id: 'hear', iri: `${iriBase}modules/clear-words/objectives/hear`, text: 'Hear what a family means.' },
    { id: 'say', iri: `${iriBase}modules/clear-words/objectives/say`, text: 'Say it in their words & yours.' },
  ],
  lessons: [],
  checks: [],
  assessment: {
    iri: `${iriBase}modules/clear-words/assessment`,
    title: 'What you know now',
    passingScore: 0.8,
    timeLimit: null,
    tries: 3,
    questions: [],
  },
  completion: 'pages-and-pass',
  contributors: [],
  sources: [],
  media: [],
};

export const files: ReadonlyMap<string, Uint8Array> = new Map([
  [
    'index.html',
    Buffer.from(
      '<!doctype html><html lang="en"><head><title>x</title><link rel="stylesheet" href="course.css"></head>' +
        '<body><img src="media/steps.svg" alt="steps"><a href="https://example.org/more">more</a><script src="course.js"></script></body></html>\n',
    ),
  ],
  ['course.css', Buffer.from('body { background: url("media/steps.svg") }\n')],
  ['media/steps.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>\n')],
  ['media/empty.txt', Buffer.alloc(0)],
  [
    'media/dot.png',
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ],
]);

export const runtime: Uint8Array = Buffer.from('"use strict";\n');

const profiles = readLmsProfiles(packaging).value ?? [];

export function profileNamed(id: string): LmsProfile {
  const found = profiles.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no LMS profile ${id}`);
  return found;
}

/** Parts of a package of one module; what is to be different comes as `changes`. */
export function partsFor(
  open: OpenTarget,
  { module: one = module, files: tree = files, ...changes }: Partial<PackageParts & RenderedModule> = {},
): PackageParts {
  const course = courseOfModule({ module: one, files: tree });
  return { course, open, runtime, engine, profile: profileNamed('generic'), ...changes };
}
