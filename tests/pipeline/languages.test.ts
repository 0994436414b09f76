import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/diagnostics.js';
import { courseData } from '../../src/model/course-data.js';
import { inLanguages } from '../../src/pipeline/in-languages.js';
import { buildPackages, type CheckedModule, checkModules, pressOf, targetsOf } from '../../src/pipeline.js';
import { readZip, wholeFile } from '../../src/verify/zip/read-zip.js';
import { bytesSource } from '../../src/verify/zip/zip-source.js';
import { at } from '../../src/xapi/json.js';
import { statementBuilders } from '../../src/xapi/statements.js';
import { scratchFolder } from '../support/browser.js';
import { projectRoot } from '../support/cpm.js';

const id = 'cpm-foundations';
const workshop = { root: projectRoot, cwd: projectRoot, modulesFolder: path.join(projectRoot, 'modules') };
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let checked: readonly CheckedModule[];
beforeAll(async () => {
  scratch = await scratchFolder('languages');
  checked = await checkModules(workshop, [id]);
});
afterAll(() => scratch.done());

/** Every package of these modules: its files as text, by target. */
async function packages(modules: readonly CheckedModule[], folder: string) {
  const press = pressOf(workshop, targetsOf(workshop));
  const built = await buildPackages(press, { modules }, path.join(scratch.folder, folder));
  expect(hasErrors(built.diagnostics), JSON.stringify(built.diagnostics)).toBe(false);
  return Promise.all(
    (built.value ?? []).map(async ({ file, target, path: where }) => {
      const { value } = await readZip(bytesSource(await readFile(where)), file, wholeFile);
      return {
        file,
        target,
        text: (name: string) => Buffer.from(value?.files.get(name) ?? []).toString('utf8'),
        names: [...(value?.files.keys() ?? [])],
      };
    }),
  );
}

describe('a package of a module in two languages', () => {
  it('holds both, a file each, and the first page is no heavier for the second', async () => {
    for (const { target, names, text } of await packages(checked, 'both')) {
      expect(names, target).toEqual(
        expect.arrayContaining(['rest.js', 'rest.en.js', 'rest.es.js', 'media/two-levels.es.svg']),
      );
      const page = text('index.html');
      expect(page).toContain('<html lang="en">');
      expect(page).toContain('lang="es" disabled>Español</button>');
      expect(page).not.toContain('Tres carpetas en un escritorio</h1>');
      const first = ['index.html', 'course.css', 'course.js'].map((name) => gzipSync(text(name), { level: 9 }).length);
      expect(
        first.reduce((a, b) => a + b),
        target,
      ).toBeLessThanOrEqual(30_000);
      expect(first[2], target).toBeLessThanOrEqual(20_480);
    }
  });

  it('is named in both in every manifest that takes more than one language', async () => {
    const all = await packages(checked, 'manifests');
    const manifest = (target: string, name: string) => all.find((one) => one.target === target)?.text(name) ?? '';
    const cmi5 = manifest('cmi5', 'cmi5.xml');
    expect(cmi5).toContain(
      '<langstring lang="en">CPM foundations</langstring><langstring lang="es">Fundamentos del CPM</langstring>',
    );
    expect(cmi5).toContain('<langstring lang="es">Explicar por qué las direcciones');
    expect(manifest('xapi', 'tincan.xml')).toMatch(
      /<name lang="en">CPM foundations<\/name>\s*<name lang="es">Fundamentos del CPM<\/name>/,
    );
    expect(manifest('scorm12', 'imsmanifest.xml')).toContain('xml:lang="en"');
  });

  it('can be built in one language alone, under a name that says so', async () => {
    const { modules, lacking } = inLanguages(checked, ['es']);
    expect(lacking).toEqual([]);
    const spanish = checked.flatMap((one) => modules.get(one) ?? []);
    for (const { file, names, text } of await packages(spanish, 'spanish')) {
      expect(file).toMatch(/^cpm-foundations-1\.0\.0-es-/);
      expect(names.filter((name) => /^rest\.\w+\.js$/.test(name))).toEqual([]);
      expect(text('index.html')).toContain('<html lang="es">');
      expect(text('index.html')).not.toContain('data-language');
    }
    expect(inLanguages(checked, ['es', 'vi']).lacking).toEqual([`${id} is published in en, es, not in vi.`]);
  });

  it('can show the other language first', async () => {
    const { modules } = inLanguages(checked, ['es', 'en']);
    const [one] = await packages(
      checked.flatMap((each) => modules.get(each) ?? []),
      'turned',
    );
    expect(one?.text('index.html')).toContain('<html lang="es">');
    expect(one?.text('index.html')).toContain('lang="en" disabled>English</button>');
    expect(one?.names).toEqual(expect.arrayContaining(['rest.en.js', 'rest.es.js']));
  });
});

it('names activities, questions and options in every language in its statements', () => {
  const module = checked[0]?.module;
  if (!module) throw new Error('no module');
  const course = courseData(module);
  const build = statementBuilders({
    course: course.module,
    activityId: 'https://lms.example/au/7',
    actor: { objectType: 'Agent', mbox: 'mailto:a@example.org' },
    registration: '4c9e0e8a-8a5e-4a5f-9a07-1c2f4c7a0b11',
    session: 's1',
    target: 'cmi5',
  });
  const moment = { id: '1b7a8fd0-38a5-4d5c-9b1e-70a3c1d6e2aa', at: 0 };
  expect(at(build.initialized(moment), 'object', 'definition', 'name')).toEqual({
    en: 'CPM foundations',
    es: 'Fundamentos del CPM',
  });
  const page = course.lessons[0]?.pages[0];
  if (!page) throw new Error('no page');
  expect(at(build.experienced(moment, page), 'object', 'definition', 'name')).toEqual({
    en: 'Three binders on one desk',
    es: 'Tres carpetas en un escritorio',
  });
  const question = course.checks.find((one) => one.id === 'k-streams');
  if (!question) throw new Error('no question');
  const answer = {
    question,
    spelled: undefined,
    score: 1,
    latencySeconds: 1,
    parentIri: page.iri,
    try: null,
    withSuccess: true,
  };
  const definition = at(build.answered(moment, answer), 'object', 'definition');
  expect(at(definition, 'description')).toMatchObject({
    en: expect.stringContaining('Match each'),
    es: expect.stringContaining('Relacione cada'),
  });
  expect(at(definition, 'target')).toContainEqual({
    id: 'a',
    description: { en: 'Safety Organized Practice', es: 'Práctica Organizada en torno a la Seguridad' },
  });
});
