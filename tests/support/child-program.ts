import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a program that a test runs in a process of its own, so that it can be killed in the middle.
 * @param source absolute path of its TypeScript
 * @returns absolute path of what node runs, in the folder
 */
export async function childProgram(source: string, folder: string): Promise<string> {
  const program = path.join(folder, `${path.basename(source, '.ts')}.mjs`);
  const native = (name: string) => pathToFileURL(createRequire(import.meta.url).resolve(name)).href;
  await build({
    entryPoints: [source],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // The main file of jsonc-parser (UMD) asks for its parts in a way that a bundler can't follow.
    mainFields: ['module', 'main'],
    logLevel: 'error',
    external: ['pg-native'],
    banner: { js: "import { createRequire as __r } from 'node:module';const require = __r(import.meta.url);" },
    plugins: [
      {
        name: 'native',
        setup: (b) =>
          b.onResolve({ filter: /^libsql(?:\/promise)?$/ }, ({ path }) => ({ path: native(path), external: true })),
      },
    ],
  });
  return program;
}
