import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CheckedModule, openChecks } from '../../../src/pipeline.js';
import { fixtures } from '../../definition/support/check.js';
import { projectRoot } from '../../support/cpm.js';
import type { ModuleFiles } from './any-module.js';

/** A folder of modules to write to and check, in memory where the machine has such a disk. */
export interface RandomWorkshop {
  /** The module of these files, as `cpm check` knows it. @param id name of its folder, new in this workshop */
  check(id: string, files: ModuleFiles): Promise<CheckedModule>;
  /** Absolute; what else is written here is no module when its name begins with `_`. */
  readonly folder: string;
  /** The folder of the module goes. */
  forget(id: string): void;
  close(): void;
}

export async function openRandomWorkshop(): Promise<RandomWorkshop> {
  const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cpm-random-'));
  for (const file of ['curriculum.yaml', '_practice-model/2016.yaml']) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    copyFileSync(path.join(fixtures, file), path.join(folder, file));
  }
  const checks = await openChecks({ root: projectRoot, cwd: folder, modulesFolder: folder });
  return {
    folder,
    check(id, files) {
      for (const [name, text] of Object.entries(files)) {
        const place = path.join(folder, id, name);
        mkdirSync(path.dirname(place), { recursive: true });
        writeFileSync(place, text);
        for (const [media] of text.matchAll(/media\/[a-z0-9]+\.[a-z0-9]+/g)) {
          mkdirSync(path.join(folder, id, 'media'), { recursive: true });
          copyFileSync(path.join(fixtures, 'clear-words', media), path.join(folder, id, media));
        }
      }
      return checks.module(id);
    },
    forget: (id) => rmSync(path.join(folder, id), { recursive: true }),
    close: () => rmSync(folder, { recursive: true }),
  };
}
