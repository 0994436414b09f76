import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCurriculum, loadModule, loadPracticeModels } from '../../../src/definition/load.js';
import { type Diagnostic, formatDiagnostic, inReadingOrder } from '../../../src/diagnostics.js';
import type { Module } from '../../../src/model/module.js';
import { resolvePracticeModels } from '../../../src/model/practice-model.js';
import { resolveModule } from '../../../src/model/resolve.js';

export const fixtures = fileURLToPath(new URL('../../fixtures/modules', import.meta.url));

export interface Outcome {
  readonly module: Module | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Every diagnostic as an author reads it. */
  readonly text: string;
}

/** Loads and resolves one module of a folder, as the pipeline does. */
export async function checkModule(folder: string, id = 'clear-words'): Promise<Outcome> {
  const modules = { path: folder, shownAs: 'modules' };
  const [curriculum, editions, loaded] = await Promise.all([
    loadCurriculum(modules),
    loadPracticeModels(modules),
    loadModule(modules, id),
  ]);
  const models = resolvePracticeModels(editions.value ?? []);
  const resolved =
    loaded.value && curriculum.value
      ? resolveModule(loaded.value, curriculum.value, models.value)
      : { diagnostics: [] };
  const diagnostics = inReadingOrder([
    ...curriculum.diagnostics,
    ...editions.diagnostics,
    ...models.diagnostics,
    ...loaded.diagnostics,
    ...resolved.diagnostics,
  ]);
  const sources = new Map([...curriculum.sources, ...editions.sources, ...loaded.sources]);
  return {
    module: resolved.value,
    diagnostics,
    text: diagnostics.map((d) => formatDiagnostic(d, sources.get(d.file))).join('\n\n'),
  };
}

/** A copy of the good module that a test may spoil; call `remove` at the end. */
export async function copyFixtures(): Promise<{
  folder: string;
  at: (file: string) => string;
  remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-definition-'));
  await cp(fixtures, folder, { recursive: true });
  return { folder, at: (file) => path.join(folder, file), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** One change of one file: text to look for and what to put there. */
export type Change = readonly [file: string, from: string, to: string];

/** What is said about the good module after some changes; throws when a change finds nothing to change. */
export async function spoil(...changes: readonly Change[]): Promise<Outcome> {
  const copy = await copyFixtures();
  try {
    for (const [file, from, to] of changes) {
      const place = copy.at(file);
      const text = await readFile(place, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
      await writeFile(
        place,
        text.replace(from, () => to),
      );
    }
    return await checkModule(copy.folder);
  } finally {
    await copy.remove();
  }
}
