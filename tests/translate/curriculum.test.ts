import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseOfProgramme } from '../../src/packager/course.js';
import { manifest } from '../../src/packager/manifest.js';
import { checkProgrammes } from '../../src/pipeline/check-programmes.js';
import { inLanguages } from '../../src/pipeline/in-languages.js';
import { checkModules } from '../../src/pipeline.js';
import { partsFor, profileNamed, targetNamed } from '../packager/parts.js';
import { scratchFolder } from '../support/browser.js';
import { projectRoot, smallModules } from '../support/cpm.js';
import { cpm } from './cpm-here.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let copies = 0;
beforeAll(async () => {
  scratch = await scratchFolder('curriculum');
});
afterAll(() => scratch.done());

const programme = `programmes:
  - id: basics
    title: The basics
    version: "1.0.0"
    language: en
    summary: What everybody needs.
    modules:
      - module: clear-words
`;
const spanish = `programmes:
  - id: basics
    title: Lo básico
    summary: Lo que todas las personas necesitan.
`;

/** A curriculum of one programme of one module, with its Spanish as it is given. */
async function bench(given: string | null = spanish) {
  copies += 1;
  const modules = await smallModules(path.join(scratch.folder, String(copies)));
  const at = (name: string) => path.join(modules, name);
  await writeFile(at('curriculum.yaml'), `${await readFile(at('curriculum.yaml'), 'utf8')}${programme}`);
  if (given !== null) await writeFile(at('curriculum.es.yaml'), given);
  const workshop = { root: projectRoot, modulesFolder: modules, cwd: projectRoot };
  const checked = async () => {
    const { programmes, diagnostics } = await checkProgrammes(workshop);
    return {
      programmes,
      told: diagnostics.map((d) => `${d.file.replace(/.*\//, '')}:${d.line} ${d.severity} ${d.code}`),
    };
  };
  return {
    at,
    checked,
    run: (...args: string[]) => cpm(['translate', ...args, '--modules', modules]),
    async accepted() {
      await cpm(['translate', 'accept', 'curriculum', '--to', 'es', '--modules', modules]);
      return checked();
    },
    /** The course with its module in these languages, as cmi5's course structure names it. */
    async title(...languages: readonly string[]): Promise<string> {
      const [all] = [await checkModules(workshop, ['clear-words'])];
      const [one] = all;
      const module = one?.module;
      const [found] = (await checked()).programmes;
      if (!one || !module || !found) throw new Error('not whole');
      const inSpanish = { ...one, module: { ...module, translations: [{ ...module, language: 'es' }] } };
      const chosen = inLanguages([inSpanish], languages).modules.get(inSpanish)?.module ?? module;
      const course = courseOfProgramme(found, [{ module: chosen, files: new Map() }]);
      const text = manifest(partsFor(targetNamed('cmi5'), { course, profile: profileNamed('generic') }), () => []);
      return /<course [^>]*>\s*<title>(.*)<\/title>/.exec(text)?.[1] ?? '';
    },
  };
}

describe('programmes in another language', () => {
  it('have nothing to tell when all is there and noted, and say their title in every language of the package', async () => {
    const { accepted, title } = await bench();
    const { told, programmes } = await accepted();
    expect(told).toEqual([]);
    expect(programmes[0]?.translations).toEqual([
      { language: 'es', title: 'Lo básico', summary: 'Lo que todas las personas necesitan.' },
    ]);
    const [en, es] = ['<langstring lang="en">The basics</langstring>', '<langstring lang="es">Lo básico</langstring>'];
    expect(await title('en', 'es')).toBe(en + es);
    expect(await title('es', 'en')).toBe(es + en);
    expect(await title('es')).toBe(es);
    expect(await title('en')).toBe(en);
  });

  it('are told of what is missing, strange, unknown or not noted', async () => {
    const missing = await (await bench(spanish.replace(/ {4}summary.*\n/, ''))).accepted();
    expect(missing.told).toEqual(['curriculum.es.yaml:2 warning translation/missing']);
    expect(missing.programmes[0]?.translations).toEqual([]);
    const strange = await bench(`${spanish}    version: "2.0.0"\nrequirements:\n  - id: core\n    title: Uno\n`);
    expect((await strange.accepted()).told).toEqual([
      'curriculum.es.yaml:5 error translation/not-a-text',
      'curriculum.es.yaml:7 error translation/not-a-text',
      'curriculum.es.yaml:8 error translation/not-a-text',
    ]);
    expect((await (await bench()).checked()).told).toEqual(['curriculum.es.yaml:1 warning translation/not-recorded']);
    expect((await (await bench('programmes: [')).accepted()).told).toEqual(['curriculum.es.yaml:1 error yaml/syntax']);
  });

  it('are stale when the title changes', async () => {
    const { accepted, at, checked } = await bench();
    await accepted();
    const text = await readFile(at('curriculum.yaml'), 'utf8');
    await writeFile(at('curriculum.yaml'), text.replace('The basics', 'The first steps'));
    expect((await checked()).told).toEqual(['curriculum.es.yaml:3 warning translation/stale']);
  });

  it.each(['c.xlf', 'c.csv'])('go to a translator and come back: %s', async (name) => {
    const { run, at, checked } = await bench();
    const out = path.join(scratch.folder, `${copies}-${name}`);
    expect((await run('export', 'curriculum', '--to', 'es', '--out', out)).err).toBe('');
    const text = await readFile(out, 'utf8');
    await rm(at('curriculum.es.yaml'));
    await writeFile(out, text.replace('Lo básico', 'Lo primero').replaceAll('state="initial"', 'state="translated"'));
    const { code, err } = await run('import', out);
    expect([code, err]).toEqual([0, '']);
    expect(await readFile(at('curriculum.es.yaml'), 'utf8')).toBe(spanish.replace('Lo básico', 'Lo primero'));
    expect((await checked()).told).toEqual([]);
    const own = await run('export', 'curriculum', '--to', 'en', '--out', out);
    expect(own.err).toContain('no programme is in another language');
  });
});
