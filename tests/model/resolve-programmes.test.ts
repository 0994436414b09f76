import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCurriculum } from '../../src/definition/load.js';
import { loadProgrammes } from '../../src/definition/load-programmes.js';
import { resolveProgrammes } from '../../src/model/resolve-programmes.js';
import { checkProgrammes } from '../../src/pipeline/check-programmes.js';
import { projectRoot } from '../support/cpm.js';

const head = 'iriBase: https://example.org/\npublisher: Example Office\n';
const good = `programmes:
  - id: practitioner
    title: For practitioners
    version: "1.0.0"
    language: en
    summary: What practitioners need.
    modules:
      - module: one
      - module: two
        after: [one]
      - module: three
        elective: true
`;

async function read(text: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-programmes-'));
  try {
    await writeFile(path.join(folder, 'curriculum.yaml'), head + text);
    const place = { path: folder, shownAs: 'modules' };
    const [loaded, curriculum] = [await loadProgrammes(place), await loadCurriculum(place)];
    const resolved = resolveProgrammes(loaded.value ?? [], 'https://example.org/', ['one', 'two', 'three']);
    const found = [...loaded.diagnostics, ...resolved.diagnostics];
    return { curriculum, programmes: resolved.value, found, told: found.map((d) => `${d.line}:${d.column} ${d.code}`) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const changed = (from: string, to: string) => {
  if (!good.includes(from)) throw new Error(`nothing to change: ${from}`);
  return read(good.replace(from, to));
};

describe('the programmes of a curriculum', () => {
  it('are ordered modules, each required unless it is an elective, with what must come first', async () => {
    const { programmes, told } = await read(good);
    expect(told).toEqual([]);
    expect(programmes).toEqual([
      {
        id: 'practitioner',
        iri: 'https://example.org/programmes/practitioner',
        title: 'For practitioners',
        version: '1.0.0',
        language: 'en',
        summary: 'What practitioners need.',
        translations: [],
        steps: [
          { module: 'one', required: true, after: [] },
          { module: 'two', required: true, after: ['one'] },
          { module: 'three', required: false, after: [] },
        ],
      },
    ]);
  });

  it('need not be there', async () => {
    expect(await read('')).toMatchObject({ programmes: [], told: [] });
  });

  it.each([
    ['an unknown module', '- module: two', '- module: tow', ['11:17 programme/unknown-module']],
    ['a module that stands twice', '- module: three', '- module: one', ['13:17 id/twice']],
    ['a prerequisite of another programme', '[one]', '[won]', ['12:17 programme/unknown-prerequisite']],
    [
      'a prerequisite that comes later',
      '- module: one',
      '- module: one\n        after: [three]',
      ['11:17 programme/late-prerequisite'],
    ],
    [
      'modules that wait for each other',
      '- module: one',
      '- module: one\n        after: [two]',
      ['11:17 programme/cycle', '13:17 programme/cycle'],
    ],
    ['a module that waits for itself', '[one]', '[two]', ['12:17 programme/cycle']],
    [
      'nothing but electives',
      /modules:[\s\S]*/.exec(good)?.[0] ?? '',
      'modules:\n      - module: one\n        elective: true\n',
      ['9:5 programme/nothing-required'],
    ],
    [
      'a required module behind an elective',
      '- module: one',
      '- module: one\n        elective: true',
      ['13:17 programme/elective-prerequisite'],
    ],
    ["a module's id", 'id: practitioner', 'id: two', ['4:9 programme/id-taken']],
    ['a missing field', '    title: For practitioners\n', '', ['4:5 field/missing']],
    ['a misspelt field', 'elective:', 'electiv:', ['14:9 field/unknown']],
    ['a version that is none', '"1.0.0"', '"1.0"', ['6:14 field/wrong-value']],
    ['no modules', /modules:[\s\S]*/.exec(good)?.[0] ?? '', 'modules: []\n', ['9:5 field/wrong-value']],
  ])('are refused for %s, at its place', async (_, from, to, expected) => {
    const { told, programmes } = await changed(from, to);
    expect(told).toEqual(expected);
    expect(programmes).toEqual([]);
  });

  it('are refused for an id that stands twice, and for an entry that is none', async () => {
    const second = good.replace('programmes:\n', '');
    expect(await read(good + second)).toMatchObject({ told: ['15:9 id/twice'] });
    expect(await read('programmes: [practitioner]')).toMatchObject({ told: ['3:14 programme/none'] });
  });

  it('tell who waits for whom in a circle, and what was probably meant', async () => {
    const circle = await changed('- module: one', '- module: one\n        after: [two]');
    expect(circle.found[0]?.message).toBe('These modules wait for each other: one, then two, then one.');
    expect((await changed('- module: three', '- module: thre')).found[0]?.hint).toContain('did you mean `three`?');
  });

  it('leave the modules alone when one of them is at fault', async () => {
    const { curriculum } = await changed('    title: For practitioners\n', '');
    expect(curriculum.diagnostics).toEqual([]);
    expect(curriculum.value?.iriBase).toBe('https://example.org/');
  });
});

describe('the programmes of this repository', () => {
  it('have no fault, and begin with the foundations', async () => {
    const workshop = { root: projectRoot, modulesFolder: path.join(projectRoot, 'modules'), cwd: projectRoot };
    const { programmes, diagnostics } = await checkProgrammes(workshop);
    expect(diagnostics).toEqual([]);
    expect(programmes.map((p) => p.id)).toEqual(['practitioner', 'supervisor', 'leader']);
    for (const { steps } of programmes) expect(steps[0]).toMatchObject({ module: 'cpm-foundations', required: true });
  });
});
