import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { CourseData } from '../../../src/model/course-data.js';
import { courseParts } from '../../../src/model/course-parts.js';
import { questionDefinitions } from '../../../src/questions/definitions.js';
import { type RestScripts, restFile } from '../../../src/render/rest-file.js';

const runtime = path.resolve(fileURLToPath(import.meta.url), '../../../../src/runtime');
const tinyView = path.resolve(fileURLToPath(import.meta.url), '../tiny-view.ts');

const scripts = new Map<string, Promise<string>>();

/**
 * The learner's script of a protocol as the build makes it; with `view: 'tiny'` the page is driven by the test.
 * Bundled once for all tests of a process.
 */
export function runtimeScript(protocol: string, view: 'tiny' | 'real'): Promise<string> {
  const name = `${protocol} ${view}`;
  const script = scripts.get(name) ?? bundledScript(protocol, view);
  scripts.set(name, script);
  return script;
}

async function bundledScript(protocol: string, view: 'tiny' | 'real'): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import { open } from './lms/${protocol}.js'; import { main } from './main.js'; main(open);`,
      resolveDir: runtime,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    write: false,
    plugins:
      view === 'real'
        ? []
        : [
            {
              name: 'tiny-view',
              setup: (b) => b.onResolve({ filter: /\/create-view\.js$/ }, () => ({ path: tinyView })),
            },
          ],
  });
  return result.outputFiles[0]?.text ?? '';
}

let rest: Promise<RestScripts> | undefined;

/**
 * The scripts of the second file, as the build makes them: one for all courses, one a question type, one a block that
 * does something. Bundled once for all tests of a process.
 */
export function restScripts(): Promise<RestScripts> {
  rest ??= bundledRest();
  return rest;
}

async function bundledRest(): Promise<RestScripts> {
  const bundle = (globalName: string, contents: string): Promise<string> =>
    build({
      stdin: { contents, resolveDir: runtime, loader: 'ts' },
      bundle: true,
      format: 'iife',
      globalName,
      target: 'es2022',
      minify: true,
      write: false,
    }).then((result) => result.outputFiles[0]?.text ?? '');
  const forms = readdirSync(path.join(runtime, 'view/rest/forms'));
  const parts = questionDefinitions.map(async ({ type }): Promise<readonly [string, string]> => {
    const behaviour = `import { behaviour } from '../questions/${type}/behaviour.js';`;
    const made = forms.includes(`${type}.ts`)
      ? `${behaviour} import { dress } from './view/rest/forms/${type}.js'; export const part = { behaviour, dress };`
      : `${behaviour} export const part = { behaviour };`;
    return [type, await bundle('question', made)];
  });
  const blockParts = readdirSync(path.join(runtime, 'view/rest/blocks')).map(
    async (file): Promise<readonly [string, string]> => [
      file.replace(/\.ts$/, ''),
      await bundle('block', `export { dress } from './view/rest/blocks/${file.replace(/\.ts$/, '.js')}';`),
    ],
  );
  const [code, questions, blocks] = await Promise.all([
    bundle('rest', "export { code } from './rest.js';"),
    Promise.all(parts).then((all) => new Map(all)),
    Promise.all(blockParts).then((all) => new Map(all)),
  ]);
  return { code, question: (type) => questions.get(type) ?? '', block: (name) => blocks.get(name) ?? null };
}

/** A course without looks: its data as JSON for the document, and its second file. */
export async function plainCourse(course: CourseData): Promise<{ json: string; rest: string }> {
  const { start, rest } = courseParts(course);
  const { stamp, text } = restFile(await restScripts(), [], { html: '', styles: '', words: {}, course: rest });
  return { json: JSON.stringify({ stamp, ...start }).replace(/</g, '\\u003c'), rest: text };
}
