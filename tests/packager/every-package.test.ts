import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProgrammes } from '../../src/pipeline/check-programmes.js';
import { buildPackages, checkModules, moduleIds, pressOf, targetsOf } from '../../src/pipeline.js';
import { checkPackage } from '../../src/verify/check-package.js';
import type { Package } from '../../src/verify/package.js';
import { readPackage } from '../../src/verify/read-package.js';
import { attribute, child, childrenNamed, withDescendants, type XmlElement } from '../../src/verify/read-xml.js';
import { projectRoot } from '../support/cpm.js';

const workshop = { root: projectRoot, modulesFolder: path.join(projectRoot, 'modules'), cwd: projectRoot };
const lmsTargets = targetsOf(workshop).filter(({ forLms }) => forLms);
const collector = { url: 'https://training.example.org/collector/', id: 'a1b2c3', secret: 'word' };

/** Packages by `<module or programme> <target>`. */
type Built = ReadonlyMap<string, Package>;
let folder = '';
let plain: Built;
let reporting: Built;

async function buildAll(out: string, extra: object): Promise<Built> {
  const modules = await checkModules(workshop, await moduleIds(workshop));
  const { programmes } = await checkProgrammes(workshop);
  const built = await buildPackages(pressOf(workshop, lmsTargets), { modules, programmes, ...extra }, out);
  expect(built.diagnostics).toEqual([]);
  const read = (built.value ?? []).map(async ({ module, course, target, path: place, file }) => {
    const { value, diagnostics } = await readPackage(await readFile(place), { label: file });
    expect(diagnostics).toEqual([]);
    if (value === undefined) throw new Error(`${file} is unreadable`);
    return [`${module ?? course} ${target}`, value] as const;
  });
  return new Map(await Promise.all(read));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cpm-every-'));
  plain = await buildAll(path.join(folder, 'plain'), {});
  reporting = await buildAll(path.join(folder, 'reporting'), { collector });
});
afterAll(() => rm(folder, { recursive: true }));

function open(name: string, from = plain): Package {
  const found = from.get(name);
  if (found === undefined) throw new Error(`no package ${name}`);
  return found;
}

const items = (pkg: Package): readonly XmlElement[] =>
  withDescendants(pkg.manifest.root).filter((e) => e.name === 'item');
const textOf = (pkg: Package, name: string) => items(pkg).map((item) => child(item, name)?.text ?? null);

describe('every module and every programme, for every LMS target', () => {
  it('is built, but for courses where the target says why not', () => {
    const courses = ['practitioner', 'supervisor', 'leader'];
    const modules = ['cpm-behaviors', 'cpm-foundations', 'theoretical-framework'];
    const expected = lmsTargets.flatMap(({ id, noCourses }) =>
      [...modules, ...(noCourses === null ? courses : [])].map((name) => `${name} ${id}`),
    );
    expect([...plain.keys()].sort()).toEqual(expected.sort());
    expect(plain.size).toBe(27);
  });

  it('keeps every rule when its zip is read back', async () => {
    for (const [name, pkg] of plain) expect([name, await checkPackage(pkg)]).toEqual([name, []]);
  });

  it('launches the same activities under the same identifiers alone and in a course (K3)', () => {
    for (const { id, noCourses } of lmsTargets) {
      if (noCourses !== null) continue;
      const alone = ['cpm-foundations', 'cpm-behaviors'].map((name) => open(`${name} ${id}`).manifest.units[0]?.id);
      const together = open(`leader ${id}`).manifest.units.map((unit) => unit.id);
      expect(together.slice(0, 2)).toEqual(alone);
    }
  });
});

describe('a course package', () => {
  it('holds each module in a folder of its own, and the schemas once at the root', () => {
    const { manifest, files } = open('practitioner scorm2004-4');
    expect(manifest.units.map((unit) => unit.href)).toEqual(
      ['cpm-foundations', 'cpm-behaviors', 'theoretical-framework'].map((name) => `${name}/index.html`),
    );
    const schemas = [...files.keys()].filter((name) => name.endsWith('.xsd'));
    expect(schemas.length).toBeGreaterThan(5);
    expect(schemas.filter((name) => name.includes('/'))).toEqual([]);
  });

  it('names prerequisites in SCORM 1.2 by the items that must be done first', () => {
    expect(textOf(open('practitioner scorm12'), 'prerequisites')).toEqual([
      null,
      'item.cpm-foundations',
      'item.cpm-foundations&item.cpm-behaviors',
    ]);
    expect(textOf(open('cpm-behaviors scorm12'), 'prerequisites')).toEqual([null]);
  });

  it.each(['scorm2004-3', 'scorm2004-4'])(
    'stops the way forward in %s at modules that all later ones wait for',
    (id) => {
      const stops = (course: string) =>
        items(open(`${course} ${id}`)).map((item) => withDescendants(item).some((e) => e.name === 'preConditionRule'));
      expect(stops('practitioner')).toEqual([true, true, false]);
      expect(stops('leader')).toEqual([true, false, false]);
      const [first] = items(open(`practitioner ${id}`));
      const conditions = withDescendants(first as XmlElement).filter((e) => e.name === 'ruleCondition');
      expect(conditions.map((e) => `${attribute(e, 'operator')} ${attribute(e, 'condition')}`)).toEqual([
        'not activityProgressKnown',
        'not completed',
        'not objectiveStatusKnown',
        'not satisfied',
      ]);
      expect(withDescendants(open(`practitioner ${id}`).manifest.root).some((e) => e.name === 'mapInfo')).toBe(false);
    },
  );

  it('rolls up required modules alone in SCORM 2004', () => {
    const rules = items(open('leader scorm2004-4')).map((item) => {
      const sequencing = child(item, 'sequencing');
      const rollup = sequencing && child(sequencing, 'rollupRules');
      return ['rollupObjectiveSatisfied', 'rollupProgressCompletion', 'objectiveMeasureWeight'].map(
        (name) => rollup && attribute(rollup, name),
      );
    });
    expect(rules).toEqual([
      ['true', 'true', '1'],
      ['true', 'true', '1'],
      ['false', 'false', '0'],
    ]);
  });

  it('states when progress completes in the form of each edition (K8)', () => {
    const threshold = (id: string) => {
      const [item] = items(open(`leader ${id}`));
      return item && child(item, 'completionThreshold');
    };
    expect(threshold('scorm2004-3')).toMatchObject({ text: '1.0', attributes: [] });
    expect(threshold('scorm2004-4')?.text).toBe('');
    for (const id of ['scorm2004-3', 'scorm2004-4'])
      expect(open(`leader ${id}`).manifest.units[0]?.completionThreshold).toBe(1);
  });

  it('is one cmi5 course of a required block and an elective one, which asks for nothing', () => {
    const { root, id } = open('leader cmi5').manifest;
    expect(id).toBe('https://w3id.org/cpm-courseware/programmes/leader');
    const blocks = childrenNamed(root, 'block').map((block) => [
      attribute(block, 'id')?.split('/').at(-1),
      childrenNamed(block, 'au').map((au) => [attribute(au, 'id')?.split('/').at(-1), attribute(au, 'moveOn')]),
    ]);
    expect(blocks).toEqual([
      [
        'required',
        [
          ['cpm-foundations', 'CompletedAndPassed'],
          ['cpm-behaviors', 'CompletedAndPassed'],
        ],
      ],
      ['electives', [['theoretical-framework', 'NotApplicable']]],
    ]);
    expect(childrenNamed(open('practitioner cmi5').manifest.root, 'block')).toHaveLength(1);
  });
});

describe('a package that reports', () => {
  it('hands every SCO the collector and its key, and no other standard', () => {
    for (const [name, { manifest }] of reporting) {
      const data = manifest.protocol.startsWith('scorm')
        ? 'collector=https%3A%2F%2Ftraining.example.org%2Fcollector%2F&key=a1b2c3%3Aword'
        : null;
      expect([name, manifest.units.map((unit) => unit.launchData)]).toEqual([name, manifest.units.map(() => data)]);
    }
  });

  it('is the only one with launch data', () => {
    for (const { manifest } of plain.values()) for (const unit of manifest.units) expect(unit.launchData).toBeNull();
  });
});
