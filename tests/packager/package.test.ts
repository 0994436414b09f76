import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import { assemble } from '../../src/packager/assemble.js';
import { buildPackage } from '../../src/packager/build-package.js';
import { checkTree } from '../../src/packager/check-tree.js';
import type { OpenTarget } from '../../src/packager/open-target.js';
import { restFile } from '../../src/render/rest-file.js';
import { checkPackage } from '../../src/verify/check-package.js';
import type { Package } from '../../src/verify/package.js';
import { readPackage } from '../../src/verify/read-package.js';
import { withDescendants } from '../../src/verify/read-xml.js';
import { validateXml } from '../../src/verify/validate-xml.js';
import { files, module, opened, partsFor, root, targetNamed } from './parts.js';

async function built(open: OpenTarget, changes: Parameters<typeof partsFor>[1] = {}): Promise<Uint8Array> {
  const made = await buildPackage(partsFor(open, changes));
  expect(made.diagnostics).toEqual([]);
  if (made.value === undefined) throw new Error('no package');
  return made.value.content;
}

async function readBack(bytes: Uint8Array): Promise<Package> {
  const read = await readPackage(bytes);
  expect(read.diagnostics).toEqual([]);
  if (read.value === undefined) throw new Error('unreadable');
  return read.value;
}

function manifestText(open: OpenTarget, changes: Parameters<typeof partsFor>[1] = {}): string {
  return Buffer.from(assemble(partsFor(open, changes)).get(open.target.manifest.file) ?? []).toString('utf8');
}

const withoutAssessment: Module = { ...module, assessment: null, completion: 'pages' };

describe.each(opened.map((open) => [open.target.id, open] as const))('a package for %s', (id, open) => {
  it('keeps every rule, and its manifest is at the root and valid by its schemas (K1)', async () => {
    const pkg = await readBack(await built(open));
    expect(await checkPackage(pkg, open.schemas ?? undefined)).toEqual([]);
    const plain = await readBack(await built(open, { module: withoutAssessment }));
    expect(await checkPackage(plain, open.schemas ?? undefined)).toEqual([]);
  });

  it("launches index.html, without a fragment, under the module's title (M6)", async () => {
    const { manifest } = await readBack(await built(open));
    expect(manifest.units).toHaveLength(1);
    expect(manifest.units[0]).toMatchObject({ title: module.title, href: 'index.html', file: 'index.html' });
    expect(manifest.protocol).toBe(open.target.protocol);
  });

  it('holds the course, its script and what the target ships, and nothing else (K1, K4, M2)', async () => {
    const pkg = await readBack(await built(open));
    const expected = [open.target.manifest.file, ...files.keys(), 'course.js', ...open.ship.keys()].sort();
    expect([...pkg.files.keys()].sort()).toEqual(expected);
    expect([...pkg.files.keys()].slice(1)).toEqual(expected.filter((name) => name !== open.target.manifest.file));
    expect(pkg.entries[0]?.name).toBe(open.target.manifest.file);
  });

  it('is the same byte for byte when built again, from another order of files and from CRLF', async () => {
    const first = await built(open);
    const backwards = new Map([...files].reverse());
    const crlf = new Map(
      [...files].map(([name, bytes]) => [
        name,
        /\.(html|css|svg)$/.test(name) ? Buffer.from(Buffer.from(bytes).toString().replaceAll('\n', '\r\n')) : bytes,
      ]),
    );
    for (const changed of [files, backwards, crlf]) {
      expect(
        createHash('sha256')
          .update(await built(open, { files: changed }))
          .digest('hex'),
      ).toBe(createHash('sha256').update(first).digest('hex'));
    }
  });

  it('states no time of building', async () => {
    const pkg = await readBack(await built(open));
    expect(new Set(pkg.entries.map((e) => e.modified))).toEqual(new Set([((1 << 5) | 1) * 65536]));
    expect(manifestText(open)).not.toMatch(/\d{4}-\d\d-\d\d|\d\d:\d\d/);
  });

  it('never stores an entry with its size behind it, and marks no ASCII name as UTF-8 (K2)', async () => {
    const pkg = await readBack(await built(open));
    expect(pkg.entries.filter((e) => (e.localFlags & 8) !== 0 && e.localMethod === 0)).toEqual([]);
    expect(pkg.entries.filter((e) => (e.flags & 0x800) !== 0)).toEqual([]);
    expect(pkg.entries.find((e) => e.name === 'media/empty.txt')).toMatchObject({ method: 0, size: 0 });
    expect(pkg.entries.find((e) => e.name === 'media/dot.png')).toMatchObject({ method: 0 });
  });

  it('keeps its identifiers in a new version (K3, M18)', async () => {
    const older = await readBack(await built(open));
    const newer = await readBack(await built(open, { module: { ...module, version: '2.0.0', title: 'New title' } }));
    expect(newer.manifest.id).toBe(older.manifest.id);
    expect(newer.manifest.units.map((u) => u.id)).toEqual(older.manifest.units.map((u) => u.id));
  });

  it('has no launch data by default, and escapes what it is given where the standard has a place', async () => {
    const { manifest } = await readBack(await built(open));
    expect(manifest.units[0]?.launchData).toBeNull();
    const launchData = 'a=<1>&b="2"';
    const given = await buildPackage(partsFor(open, { launchData }));
    if (given.value === undefined) return expect(given.diagnostics.map((d) => d.code)).toEqual(['package/too-long']);
    expect((await readBack(given.value.content)).manifest.units[0]?.launchData).toBe(launchData);
  });

  it('refuses what could not be unfolded alike everywhere, and says where (K2, M5)', async () => {
    const odd = new Map([...files, ['media/déjà vu.png', Buffer.from('x')] as const]);
    const made = await buildPackage(partsFor(open, { files: odd }));
    expect(made.value).toBeUndefined();
    expect(made.diagnostics.map((d) => d.code)).toContain('package/file-name');
    expect(made.diagnostics.find((d) => d.code === 'package/file-name')?.file).toBe(
      `clear-words-1.2.0-${id}.zip/media/déjà vu.png`,
    );
  });

  it('refuses a page that loads from outside (K5) or what is not there (K4)', async () => {
    const page = Buffer.from(
      '<!doctype html><title>x</title><script src="https://cdn.example.org/x.js"></script>\n<img src="media/gone.png" alt="">',
    );
    const made = await buildPackage(partsFor(open, { files: new Map([...files, ['index.html', page] as const]) }));
    expect(made.diagnostics.map((d) => [d.code, d.line])).toEqual([
      ['package/load-outside', 1],
      ['package/load-missing', 2],
    ]);
  });

  it('refuses the same of the pages in its second file', async () => {
    const html = '<script src="https://cdn.example.org/x.js"></script><img src="media/gone.png" alt="">';
    const rest = (text: string) =>
      restFile({ code: 'var rest={};', question: () => '', block: () => null }, [], {
        html: text,
        styles: '',
        words: {},
        course: { objectives: [], questions: {} },
      });
    const withRest = (text: string) =>
      buildPackage(partsFor(open, { files: new Map([...files, ['rest.js', Buffer.from(rest(text).text)] as const]) }));
    const made = await withRest(html);
    expect(made.diagnostics.map((d) => d.code)).toEqual(['package/load-outside', 'package/load-missing']);
    expect(made.diagnostics[0]?.file).toMatch(/zip\/rest\.js$/);
    expect((await withRest('<img src="media/dot.png" alt="a dot">')).diagnostics).toEqual([]);
  });
});

describe('what a manifest states', () => {
  it("gives the passing score in each standard's own form (K7, M3)", async () => {
    expect(manifestText(targetNamed('scorm12'))).toContain('<adlcp:masteryscore>80</adlcp:masteryscore>');
    expect(manifestText(targetNamed('scorm2004-4'))).toContain(
      '<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>',
    );
    expect(manifestText(targetNamed('cmi5'))).toContain('masteryScore="0.8"');
    for (const open of opened) {
      const { manifest } = await readBack(await built(open));
      expect(manifest.units[0]?.passingScore).toBe(open.target.statesPassingScore ? 0.8 : null);
    }
  });

  it('leaves the score out of a module without an assessment', () => {
    for (const open of opened)
      expect(manifestText(open, { module: withoutAssessment })).not.toMatch(
        /mastery|minNormalizedMeasure|primaryObjective/i,
      );
  });

  it("says by cmi5's moveOn what the module's completion rule says (K9)", async () => {
    const moveOn = async (changes: Partial<Module>) =>
      (await readBack(await built(targetNamed('cmi5'), { module: { ...module, ...changes } }))).manifest.units[0]
        ?.moveOn;
    expect(await moveOn({ completion: 'pages' })).toBe('Completed');
    expect(await moveOn({ completion: 'pass' })).toBe('Passed');
    expect(await moveOn({ completion: 'pages-and-pass' })).toBe('CompletedAndPassed');
    expect(await moveOn({ assessment: null })).toBe('Completed');
  });

  it("uses the module's IRI for cmi5 and xAPI, and names of XML for SCORM (K3)", async () => {
    const facts = async (id: string) => {
      const { manifest } = await readBack(await built(targetNamed(id)));
      return [manifest.id, manifest.units[0]?.id];
    };
    expect(await facts('cmi5')).toEqual([`${module.iri}/course`, module.iri]);
    expect(await facts('xapi')).toEqual([module.iri, module.iri]);
    expect(await facts('scorm12')).toEqual(['manifest.clear-words', 'item.clear-words']);
    expect(await facts('scorm2004-4')).toEqual(['manifest.clear-words', 'item.clear-words']);
  });

  it.each(opened.map((open) => [open.target.id, open] as const))(
    'names the language of title and summary in %s, each where the standard has a place for it (K10)',
    async (id, open) => {
      const spanish: Module = { ...module, language: 'es', title: 'Las palabras de la niña', summary: 'Cómo ayudan.' };
      const pkg = await readBack(await built(open, { module: spanish }));
      expect(await checkPackage(pkg, open.schemas ?? undefined)).toEqual([]);
      // SCORM's manifests describe nothing without learning object metadata, and a title has no attributes there.
      const description = id.startsWith('scorm') ? '' : spanish.summary;
      expect(pkg.manifest.units[0]).toMatchObject({ title: spanish.title, description, language: 'es' });
      // Whatever names a language names this one, the course's own title and the objectives' included.
      const named = withDescendants(pkg.manifest.root).flatMap((e) =>
        e.attributes.flatMap((a) => (a.name === 'lang' ? [a.value] : [])),
      );
      expect(new Set(named)).toEqual(new Set(['es']));
      expect(named.length).toBeGreaterThan(1);
    },
  );

  it('keeps an apostrophe as it is, and warns where an entity in a title costs a blank (M4)', async () => {
    expect(manifestText(targetNamed('scorm12'))).toContain("<title>A family's words</title>");
    const made = await buildPackage(
      partsFor(targetNamed('scorm12'), { module: { ...module, title: 'Words & deeds' } }),
    );
    expect(made.value).toBeDefined();
    expect(made.diagnostics.map((d) => [d.code, d.severity])).toEqual([['package/title-entity', 'warning']]);
  });

  it('maps no objective to a global one (M1)', () => {
    expect(manifestText(targetNamed('scorm2004-4'))).not.toContain('mapInfo');
  });
});

describe('input a standard cannot hold', () => {
  const codes = async (id: string, changes: Parameters<typeof partsFor>[1]) =>
    (await checkTree(assemble(partsFor(targetNamed(id), changes)), partsFor(targetNamed(id), changes))).map(
      (d) => d.code,
    );

  it('refuses a passing score that is no whole percent where the standard wants one (K7)', async () => {
    const assessment = module.assessment && { ...module.assessment, passingScore: 0.667 };
    expect(await codes('scorm12', { module: { ...module, assessment } })).toEqual(['package/passing-score']);
    expect(await codes('scorm2004-4', { module: { ...module, assessment } })).toEqual([]);
  });

  it('refuses a title, a version and launch data that are too long', async () => {
    expect(await codes('scorm12', { module: { ...module, title: 'x'.repeat(201) } })).toContain('package/too-long');
    expect(await codes('scorm12', { module: { ...module, version: '1.0.0-a.very.long.prerelease' } })).toContain(
      'package/too-long',
    );
    expect(await codes('scorm12', { launchData: 'x'.repeat(256) })).toContain('package/too-long');
    expect(await codes('scorm12', { launchData: 'x'.repeat(255) })).toEqual([]);
    expect(await codes('xapi', { launchData: 'x' })).toEqual(['package/too-long']);
  });

  it('refuses a credential in the launch data', async () => {
    expect(await codes('scorm2004-4', { launchData: '{"auth":"Basic YWJjOmRlZmdo"}' })).toEqual(['package/no-secret']);
  });

  it('refuses a title that XML or the manifest cannot keep', async () => {
    expect(await codes('cmi5', { module: { ...module, title: 'bell \u0007' } })).toEqual(['package/not-well-formed']);
  });
});

const cmi5Schema = path.join(root, '../shared/schemas/CourseStructure.xsd');

describe.runIf(existsSync(cmi5Schema))("the course structure by cmi5's own schema", () => {
  const schemas = {
    files: new Map([['CourseStructure.xsd', existsSync(cmi5Schema) ? readFileSync(cmi5Schema) : Buffer.alloc(0)]]),
    roots: [{ namespace: 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd', file: 'CourseStructure.xsd' }],
  };
  const faults = (text: string) => validateXml(Buffer.from(text), 'cmi5.xml', schemas);

  it('is valid with and without an assessment and objectives', async () => {
    const open = targetNamed('cmi5');
    for (const m of [module, withoutAssessment, { ...module, objectives: [] }]) {
      expect(await faults(manifestText(open, { module: m, launchData: 'a=1' }))).toEqual([]);
    }
  });

  it("and the compiler's own rules refuse what the schema refuses", async () => {
    const open = targetNamed('cmi5');
    const good = assemble(partsFor(open));
    const text = manifestText(open);
    const slips: readonly (readonly [string, string])[] = [
      ['moveOn="CompletedAndPassed"', 'moveOn="WhenDone"'],
      ['masteryScore="0.8"', 'masteryScore="80"'],
      ['launchMethod="AnyWindow"', 'launchMethod="NewWindow"'],
      ['<url>index.html</url>', ''],
      [/<course [\s\S]*<\/course>/.exec(text)?.[0] ?? '', '<course id="urn:x"/>'],
      ['<langstring lang="en">Hear what a family means.</langstring>', ''],
    ];
    for (const [from, to] of slips) {
      const wrong = text.replace(from, to);
      expect(wrong).not.toBe(text);
      expect(await faults(wrong)).not.toEqual([]);
      const pkg = new Map([...good, ['cmi5.xml', Buffer.from(wrong)] as const]);
      expect((await checkTree(pkg, partsFor(open))).map((d) => d.code)).toContain('package/cmi5-structure');
    }
  });
});
