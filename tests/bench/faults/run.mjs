// `npm run bench -- faults [--target ID] [--fault NAME] [--moment TEXT] [--jobs 2]`: every fault at every moment on every target.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export async function benchFaults(args) {
  // Below dist/, so that it finds the installed packages.
  const outfile = path.join(root, 'dist/bench/matrix.mjs');
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.join(root, 'tests/bench/faults/matrix.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  const { runMatrix } = await import(pathToFileURL(outfile).href);
  if (!(await runMatrix(args))) process.exitCode = 1;
}
