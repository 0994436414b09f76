import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuiltCourse, BuiltModule, BuiltPackage } from '../../../src/server/catalogue.js';
import { cpm } from '../../support/cpm.js';

const titles: Readonly<Record<string, string>> = {
  scorm12: 'SCORM 1.2',
  'scorm2004-3': 'SCORM 2004, 3rd edition',
  'scorm2004-4': 'SCORM 2004, 4th edition',
  cmi5: 'cmi5',
  web: 'Web pages',
};

/** Builds a programme of ours, by the command that people use, and says of it what `cpm start` would. */
export async function builtPractitioner(folder: string, targets: readonly string[]): Promise<BuiltCourse> {
  await build(['--course', 'practitioner'], folder, targets);
  return {
    id: 'practitioner',
    title: 'Core Practice Model for practitioners',
    version: '1.0.0',
    summary: 'Three modules in their order.',
    modules: [
      { id: 'cpm-foundations', title: 'Foundations of the Core Practice Model', required: true },
      { id: 'cpm-behaviors', title: 'Core Practice Model behaviors', required: true },
      { id: 'theoretical-framework', title: 'Theoretical framework', required: true },
    ],
    packages: await Promise.all(targets.map((target) => packageIn(folder, 'practitioner', target))),
  };
}

/** The same of one module of ours. */
export async function builtFoundations(folder: string, targets: readonly string[]): Promise<BuiltModule> {
  await build(['cpm-foundations'], folder, targets);
  return {
    ...{
      id: 'cpm-foundations',
      title: 'Foundations of the Core Practice Model',
      version: '1.0.0',
      languages: ['en', 'es'],
    },
    ...{ minutes: 30, summary: 'Where the model comes from.', lessons: 3, questions: 8, objectives: [] },
    packages: await Promise.all(targets.map((target) => packageIn(folder, 'cpm-foundations', target))),
    faults: [],
  };
}

async function build(what: readonly string[], folder: string, targets: readonly string[]): Promise<void> {
  const { code, err } = await cpm(['build', ...what, '--out', folder, ...targets.flatMap((id) => ['--target', id])]);
  if (code !== 0) throw new Error(err);
}

async function packageIn(folder: string, id: string, target: string): Promise<BuiltPackage> {
  const file = `${id}-1.0.0-${target}.zip`;
  const { length: bytes } = await readFile(path.join(folder, file));
  const plays = target !== 'web';
  return { target, title: titles[target] ?? target, file, path: path.join(folder, file), bytes, sha256: '', plays };
}
