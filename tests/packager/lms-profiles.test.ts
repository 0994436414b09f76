import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assemble } from '../../src/packager/assemble.js';
import { buildPackage } from '../../src/packager/build-package.js';
import { courseOfProgramme } from '../../src/packager/course.js';
import { readLmsProfiles } from '../../src/packager/lms-profiles.js';
import { readTargets } from '../../src/packager/targets.js';
import { windowNote } from '../../src/packager/window-note.js';
import { everyTarget, files, module, packaging, partsFor, profileNamed, targetNamed } from './parts.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'profiles-'));
  cpSync(packaging, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the LMS profiles', () => {
  it('are data files, the common one first, each setting with its reason and source', () => {
    const { value, diagnostics } = readLmsProfiles(packaging);
    expect(diagnostics).toEqual([]);
    expect(value?.map(({ id }) => id)).toEqual(['generic', 'moodle', 'blackboard', 'canvas']);
  });

  it('are no targets', () => {
    expect(readTargets(packaging).value?.map(({ id }) => id)).not.toContain('profiles');
  });

  it.each([
    ['a missing reason', '"reason": "The standards state no limit.",', '', 'profile/shape', 21],
    ['an unknown value', '"value": "any"', '"value": "frame"', 'profile/shape', 7],
    ['an unknown setting', '"advice": []', '"advice": [],\n  "colour": 1', 'profile/shape', 6],
    ["an id that is not the file's name", '"id": "generic"', '"id": "common"', 'profile/id', 2],
    [
      'global objectives that a module without a test never meets',
      '"value": false',
      '"value": true',
      'profile/untested',
      17,
    ],
  ])('are refused for %s, with the line', (_, from, to, code, line) => {
    const file = path.join(folder, 'profiles/generic.json');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    expect(readLmsProfiles(folder).diagnostics).toMatchObject([
      { code, file: 'packaging/profiles/generic.json', line },
    ]);
  });
});

const second = { ...module, id: 'second', iri: module.iri.replace('clear-words', 'second'), assessment: null };
const programme = {
  ...{ id: 'pair', iri: 'https://example.org/training/programmes/pair', title: 'A pair', version: '1.0.0' },
  ...{ language: 'en', summary: 'Two modules.' },
  translations: [],
  steps: [
    { module: 'second', required: true, after: [] },
    { module: 'clear-words', required: true, after: ['second'] },
  ],
};
const course = courseOfProgramme(programme, [
  { module: second, files },
  { module, files },
]);
const manifestOf = (target: string, profile: string) => {
  const open = targetNamed(target);
  const tree = assemble(partsFor(open, { course, profile: profileNamed(profile) }));
  return Buffer.from(tree.get(open.target.manifest.file) ?? []).toString('utf8');
};

describe('a package made for one LMS', () => {
  it('is named after it, and tells the course what that LMS makes of statuses', async () => {
    const open = targetNamed('scorm12');
    const built = await buildPackage(partsFor(open, { profile: profileNamed('blackboard') }));
    expect(built.diagnostics).toEqual([]);
    expect(built.value?.name).toBe('clear-words-1.2.0-scorm12-blackboard.zip');
    const script = (profile: string) =>
      Buffer.from(assemble(partsFor(open, { profile: profileNamed(profile) })).get('course.js') ?? []).toString();
    expect(script('generic')).toContain('{"target":"scorm12","tries":');
    expect(script('blackboard')).toContain('"untested":"passed"');
  });

  it('keeps prerequisites by global objectives only where the LMS takes them (M1)', async () => {
    for (const target of ['scorm2004-3', 'scorm2004-4']) {
      expect(manifestOf(target, 'moodle')).not.toContain('mapInfo');
      expect(manifestOf(target, 'moodle')).toContain('stopForwardTraversal');
      const text = manifestOf(target, 'blackboard');
      expect(text).not.toContain('stopForwardTraversal');
      expect(text).toContain(`<imsss:mapInfo targetObjectiveID="${second.iri}" readSatisfiedStatus="true"`);
      expect(text).toContain('<imsss:objective objectiveID="after.second">');
      expect(text).toContain('<imsss:ruleAction action="disabled"/>');
      const open = targetNamed(target);
      const built = await buildPackage(partsFor(open, { course, profile: profileNamed('blackboard') }));
      expect(built.diagnostics).toEqual([]);
    }
  });

  it('warns where an order is advice only: without global objectives, and a later module that does not wait', async () => {
    const third = { ...module, id: 'third', iri: module.iri.replace('clear-words', 'third') };
    const steps = [...programme.steps, { module: 'third', required: true, after: [] }];
    const rendered = [second, module, third].map((one) => ({ module: one, files }));
    const loose = courseOfProgramme({ ...programme, steps }, rendered);
    const told = async (target: string, profile: string) => {
      const parts = partsFor(targetNamed(target), { course: loose, profile: profileNamed(profile) });
      return (await buildPackage(parts)).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
    };
    expect(await told('scorm2004-4', 'generic')).toEqual(['warning package/order-advice']);
    expect(await told('scorm2004-4', 'blackboard')).toEqual([]);
    expect(await told('scorm12', 'generic')).toEqual([]);
  });

  it('leaves a window of its own to whoever imports it, where the manifest has no place for the wish', () => {
    const generic = profileNamed('generic');
    const own = { ...generic, window: { ...generic.window, value: 'own' as const, reason: 'Its frame is small.' } };
    const targets = everyTarget.map(({ target }) => target);
    expect(windowNote(own, targets)).toBe(
      "a package for scorm12, scorm2004-4, scorm2004-3, and xapi can't ask for a window of its own: in Any LMS, choose that it opens in a new window. Its frame is small.",
    );
    expect(windowNote(own, [targetNamed('cmi5').target, targetNamed('web').target])).toBeNull();
    expect(windowNote(generic, targets)).toBeNull();
  });

  it('asks for a window of its own in cmi5 where the profile says so (K9), and is refused for paths that are too long', async () => {
    const generic = profileNamed('generic');
    const strict = {
      ...generic,
      window: { ...generic.window, value: 'own' as const },
      longestPath: { ...generic.longestPath, value: 60 },
    };
    const long = `media/${'x'.repeat(60)}.svg`;
    const open = targetNamed('cmi5');
    const tree = new Map([...files, [long, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')] as const]);
    const built = await buildPackage(partsFor(open, { files: tree, profile: strict }));
    expect(built.diagnostics.map(({ code, file }) => [code, file.split('/').slice(1).join('/')])).toEqual([
      ['package/path-too-long', long],
    ]);
    const text = Buffer.from(assemble(partsFor(open, { profile: strict })).get('cmi5.xml') ?? []).toString();
    expect(text).toContain('launchMethod="OwnWindow"');
  });
});
