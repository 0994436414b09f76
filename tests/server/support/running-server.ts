import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createEngine } from '../../../src/html/engine.js';
import { createServers, type Servers } from '../../../src/server/app.js';
import type { BuiltModule } from '../../../src/server/catalogue.js';
import type { ServersOptions } from '../../../src/server/servers-options.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const iriBase = 'https://w3id.org/cpm-courseware/';

let bundled: ReturnType<typeof bundle> | undefined;

/** The scripts of the server's pages; once for all tests of a process. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: {
      player: path.join(root, 'src/player/main.ts'),
      panel: path.join(root, 'src/player/panel.ts'),
      live: path.join(root, 'src/player/live.ts'),
    },
    outdir: root,
    write: false,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles;
}

/** The real server over these modules, on free ports, with scripts bundled from the sources as they are now. */
export async function runningServer(
  folder: string,
  modules: readonly BuiltModule[],
  more: Partial<ServersOptions> = {},
): Promise<Servers & { readonly errors: unknown[] }> {
  const scripts = path.join(folder, 'scripts');
  bundled ??= bundle();
  await mkdir(scripts, { recursive: true });
  for (const { path: name, contents } of await bundled)
    await writeFile(path.join(scripts, path.basename(name)), contents);
  const errors: unknown[] = [];
  const servers = await createServers({
    catalogue: { modules, builtAt: Date.UTC(2026, 2, 14, 17, 31), seconds: 1.94 },
    dataFolder: path.join(folder, 'data'),
    port: 0,
    iriBase,
    engine: createEngine([path.join(root, 'templates')]),
    assets: {
      styles: ['tokens', 'base', 'server', 'reports', 'stand-in'].map((name) =>
        path.join(root, `templates/css/${name}.css`),
      ),
      panel: path.join(scripts, 'panel.js'),
      player: path.join(scripts, 'player.js'),
      live: path.join(scripts, 'live.js'),
    },
    onError: (error) => errors.push(error),
    now: () => Date.now(),
    ...more,
  });
  return { ...servers, errors };
}
