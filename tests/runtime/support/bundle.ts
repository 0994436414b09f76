import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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
