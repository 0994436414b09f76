import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { CourseData } from '../../../src/model/course-data.js';
import { courseParts } from '../../../src/model/course-parts.js';
import { restFile } from '../../../src/render/rest-file.js';

const runtime = path.resolve(fileURLToPath(import.meta.url), '../../../../src/runtime');
const tinyView = path.resolve(fileURLToPath(import.meta.url), '../tiny-view.ts');

/** The learner's script of a protocol as the build makes it; with `view: 'tiny'` the page is driven by the test. */
export async function runtimeScript(protocol: string, view: 'tiny' | 'real'): Promise<string> {
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

/** The script that comes with the rest, as the build makes it. */
export async function restCode(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(runtime, 'rest.ts')],
    bundle: true,
    format: 'iife',
    globalName: 'rest',
    target: 'es2022',
    minify: true,
    write: false,
  });
  return result.outputFiles[0]?.text ?? '';
}

/** A course without looks: its data as JSON for the document, and its second file. */
export async function plainCourse(course: CourseData): Promise<{ json: string; rest: string }> {
  const { start, rest } = courseParts(course);
  const { stamp, text } = restFile(await restCode(), { html: '', styles: '', words: {}, course: rest });
  return { json: JSON.stringify({ stamp, ...start }).replace(/</g, '\\u003c'), rest: text };
}
