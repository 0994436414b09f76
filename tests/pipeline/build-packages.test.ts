import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildPackages, checkModules, FolderRefused, pressOf, targetsOf, type Workshop } from '../../src/pipeline.js';
import { scratchFolder } from '../support/browser.js';
import { copyOfModules, projectRoot } from '../support/cpm.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let workshop: Workshop;
beforeEach(async () => {
  scratch = await scratchFolder('pipeline');
  const modulesFolder = await copyOfModules(scratch.folder, 'cpm-foundations');
  workshop = { root: projectRoot, modulesFolder, cwd: scratch.folder };
});
afterEach(() => scratch.done());

it('names the file of a module that vanished after the check, and writes nothing', async () => {
  const checked = await checkModules(workshop, ['cpm-foundations']);
  const media = checked[0]?.module?.media ?? [];
  const [first] = media;
  if (!first) throw new Error('The module shows no file of its own');
  await rm(first.source);
  const out = path.join(scratch.folder, 'out');
  const built = await buildPackages(pressOf(workshop, targetsOf(workshop)), { modules: checked }, out);
  expect(built.value).toBeUndefined();
  expect(built.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([
    expect.objectContaining({
      code: 'package/media-gone',
      file: `modules/cpm-foundations/${first.path}`,
      message: expect.stringContaining('was there when the module was checked'),
    }),
  ]);
});

it('tells a folder that cannot be written from every other error', async () => {
  const checked = await checkModules(workshop, ['cpm-foundations']);
  const taken = path.join(workshop.modulesFolder, 'curriculum.yaml');
  const press = pressOf(workshop, targetsOf(workshop));
  const refused = await buildPackages(press, { modules: checked }, taken).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FolderRefused);
  expect(refused).toMatchObject({ folder: taken, cause: { code: 'EEXIST' } });
});
