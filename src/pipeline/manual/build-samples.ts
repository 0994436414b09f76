import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manualSamples, type Sample } from '../../definition/manual/samples.js';
import { assemble } from '../../packager/assemble.js';
import { courseOfModule } from '../../packager/course.js';
import { type Checks, openChecks, pressOf, targetsOf, type Workshop } from '../../pipeline.js';
import type { Press } from '../open-press.js';
import { sampleMedia } from './sample-media.js';

/** The examples of the manual as plain web pages: by the sample's id, then by path. What can't be made is left out. */
export type BuiltSamples = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

/**
 * Makes every example by the corridor that makes every package, for plain pages: what the manual shows is what learners get.
 * Only what a page has around its text is hidden, and each page tells how high it is.
 */
export async function buildSamples(workshop: Workshop): Promise<BuiltSamples> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-manual-'));
  try {
    const samples = manualSamples();
    await writeWorkshop(path.join(workshop.root, 'modules'), folder, samples);
    const checks = await openChecks({ ...workshop, modulesFolder: folder, cwd: folder });
    const targets = targetsOf(workshop).filter(({ id }) => id === 'web');
    const press = pressOf(workshop, targets);
    const [styles, script] = await Promise.all([
      readFile(path.join(workshop.root, 'templates/css/manual-sample.css')),
      readFile(path.join(workshop.root, 'dist/player/manual-sample.js')),
    ]);
    const built = new Map<string, ReadonlyMap<string, Uint8Array>>();
    for (const { id } of samples) {
      const files = await filesOf(id, checks, press);
      if (files) built.set(id, withAdded(files, { 'course.css': styles, 'course.js': script }));
    }
    return built;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeWorkshop(ours: string, folder: string, samples: readonly Sample[]): Promise<void> {
  await cp(path.join(ours, '_practice-model'), path.join(folder, '_practice-model'), { recursive: true });
  const curriculum = await readFile(path.join(ours, 'curriculum.yaml'), 'utf8');
  await writeFile(path.join(folder, 'curriculum.yaml'), curriculum.replace(/^programmes:[\s\S]*/m, ''));
  for (const { id, files, media } of samples) {
    const all = [...files, ...media.map((name) => [`media/${name}`, sampleMedia(name)] as const)];
    for (const [name, content] of all) {
      const place = path.join(folder, id, name);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, content);
    }
  }
}

async function filesOf(id: string, checks: Checks, press: Press): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const { module } = await checks.module(id);
  const files = module && (await press.rendered(module)).value;
  const [open] = press.targets;
  if (!module || !files || !open) return null;
  const course = courseOfModule({ module, files });
  const runtime = press.runtime(open.target.protocol);
  return assemble({ course, open, runtime, engine: press.engine, profile: press.profile });
}

function withAdded(
  files: ReadonlyMap<string, Uint8Array>,
  added: Readonly<Record<string, Uint8Array>>,
): ReadonlyMap<string, Uint8Array> {
  return new Map(
    [...files].map(([name, bytes]) => [
      name,
      added[name] === undefined ? bytes : Buffer.concat([bytes, Buffer.from('\n'), added[name]]),
    ]),
  );
}
