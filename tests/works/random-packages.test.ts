import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocks } from '../../src/definition/blocks/blocks.js';
import { formatDiagnostic } from '../../src/diagnostics.js';
import type { Module } from '../../src/model/module.js';
import { buildPackages, type CheckedModule, type PackageFile, pressOf, targetsOf } from '../../src/pipeline.js';
import { tagsIn } from '../../src/render/content-html.js';
import { verifyFile } from '../../src/verify/verify-file.js';
import { readZip, wholeFile } from '../../src/verify/zip/read-zip.js';
import { bytesSource } from '../../src/verify/zip/zip-source.js';
import { projectRoot } from '../support/cpm.js';
import { anyRound, anyWithEveryType, type ModuleFiles, perRound } from './random/any-module.js';
import { types } from './random/any-question.js';
import { replayable, seed } from './random/seed.js';
import { openRandomWorkshop, type RandomWorkshop } from './random/workshop.js';

const modules = Number(process.env.CPM_RANDOM_PACKAGES ?? 20);
let workshop: RandomWorkshop;
let id = 0;
beforeAll(async () => {
  workshop = await openRandomWorkshop();
});
afterAll(() => workshop.close());

const clone = { root: projectRoot, cwd: projectRoot, modulesFolder: path.join(projectRoot, 'modules') };
const targets = targetsOf(clone);
const press = pressOf(clone, targets);

/** The packages of a module for every target, each judged as `cpm verify` judges anybody's; the module's folder goes. */
async function packed(files: ModuleFiles): Promise<{ module: Module; packages: readonly PackageFile[] }> {
  id += 1;
  const name = `random-${id}`;
  const checked: CheckedModule = await workshop.check(name, files);
  const { module } = checked;
  if (module === undefined) throw new Error(checked.diagnostics.map((one) => formatDiagnostic(one)).join('\n'));
  const built = await buildPackages(press, { modules: [checked] }, path.join(workshop.folder, '_out', name));
  if (!built.value) throw new Error(built.diagnostics.map((one) => formatDiagnostic(one)).join('\n'));
  const packages = built.value ?? [];
  expect(packages.map(({ target }) => target)).toEqual(targets.map((one) => one.id));
  for (const one of packages) {
    if (!targets.some((target) => target.id === one.target && target.forLms)) continue;
    const { findings, units } = await verifyFile(one.path, one.file);
    if (findings.some(({ severity }) => severity === 'error'))
      throw new Error(`${one.file}: ${JSON.stringify(findings, null, 1)}`);
    expect(units.map(({ title }) => title)).toEqual([module.title]);
  }
  return { module, packages };
}

async function filesOf({ path: place, file }: PackageFile): Promise<ReadonlyMap<string, Buffer>> {
  const { value } = await readZip(bytesSource(await readFile(place)), file, wholeFile);
  return new Map([...(value?.files ?? [])].map(([name, bytes]) => [name, Buffer.from(bytes)]));
}

const script = (name: string): string => readFileSync(path.join(projectRoot, 'dist/runtime', `${name}.js`), 'utf8');
const scripts = [
  ...types.map((name) => ({ name, isBlock: false, text: script(`questions/${name}`) })),
  ...[...blocks.keys()]
    .filter((name) => existsSync(path.join(projectRoot, 'dist/runtime/blocks', `${name}.js`)))
    .map((name) => ({ name, isBlock: true, text: script(`blocks/${name}`) })),
];

/** Names of the types and blocks that a module needs scripts for. */
function needed(module: Module): readonly string[] {
  const asked = [...module.checks, ...(module.assessment?.questions ?? [])].map(({ type }) => type);
  const shown = tagsIn(module.lessons.flatMap((lesson) => lesson.pages.flatMap((page) => page.content)));
  return scripts.filter(({ name, isBlock }) => (isBlock ? shown : asked).includes(name)).map(({ name }) => name);
}

const zipped = (bytes: Uint8Array | undefined): number => gzipSync(bytes ?? '', { level: 6 }).length;

describe('packages of random modules', () => {
  it(`are built and found good for every target, and carry the scripts of what they use: ${modules}, seed ${seed}`, {
    timeout: 1_800_000,
  }, async () => {
    const cpu = process.cpuUsage();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(anyRound, async (round) => {
        for (const [position, files] of round.entries()) {
          try {
            const { module, packages } = await packed(files);
            for (const one of packages.slice(0, 1)) {
              const rest = (await filesOf(one)).get('rest.js')?.toString() ?? '';
              expect(scripts.filter(({ text }) => rest.includes(text)).map(({ name }) => name)).toEqual(needed(module));
            }
            count += packages.length;
          } catch (error) {
            const listed = Object.entries(files).map(([name, text]) => `== ${name}\n${text}`);
            throw new Error(`${listed.join('\n')}\nmodule ${position}: ${error}`, { cause: error });
          }
        }
      }),
      { seed, numRuns: modules / perRound, ...replayable },
    );
    const { user, system } = process.cpuUsage(cpu);
    console.log(`random packages, seed ${seed}: ${count}, ${Math.round((user + system) / 1e6)} s of processor time`);
    expect(count).toBe(modules * targets.length);
  });

  it(`keep the first page to 30 kB and its script to 20 kB with every type of question: seed ${seed}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyWithEveryType, async (files) => {
        const { module, packages } = await packed(files);
        expect(needed(module)).toEqual(expect.arrayContaining([...types]));
        for (const one of packages) {
          const inside = await filesOf(one);
          const sizes = ['index.html', 'course.css', 'course.js'].map((name) => zipped(inside.get(name)));
          expect(sizes[2], one.file).toBeLessThanOrEqual(20_000);
          expect(
            sizes.reduce((sum, size) => sum + size),
            `${one.file}: ${sizes}`,
          ).toBeLessThanOrEqual(30_000);
        }
      }),
      { seed, numRuns: 3, ...replayable },
    );
  });
});
