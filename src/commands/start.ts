import path from 'node:path';
import { buildPackages, type CheckedModule, engineOf, iriBaseOf, targetsOf, type Workshop } from '../pipeline.js';
import { createServers, type Servers } from '../server/app.js';
import type { BuiltPackage, Catalogue } from '../server/catalogue.js';
import { DataFolderRefused } from '../server/data-folder.js';
import { PortInUse, PortRefused } from '../server/listen.js';
import { builtModule } from './built-module.js';
import type { Io } from './io.js';
import { cantWrite, checkNamed, display, plural, printDiagnostics, reason, workshopOf } from './modules.js';
import { exitCodes, StopError } from './stop.js';

/** `cpm start`: builds every module for every target, serves what is well, shows the faults of the rest, until it is stopped. */
export async function start(io: Io, options: { port: string; data?: string; modules?: string }): Promise<void> {
  const port = portOf(options.port);
  const workshop = workshopOf(io, options.modules);
  const dataFolder = path.resolve(io.cwd, options.data ?? path.join(workshop.root, '.data'));
  const catalogue = await buildAll(io, workshop);
  const iriBase = await iriBaseOf(workshop);
  if (iriBase === null)
    throw new StopError('Without a right curriculum.yaml nothing can be served.', exitCodes.content);
  const servers = await open(io, workshop, { catalogue, dataFolder, port, iriBase });
  greet(io, servers);
  await io.untilStopped();
  io.err('Stopping: answers under way are finished first.');
  await servers.close();
}

async function buildAll(io: Io, workshop: Workshop): Promise<Catalogue> {
  const began = Date.now();
  const out = path.join(workshop.root, 'dist', 'packages');
  const targets = targetsOf(workshop);
  const modules = [];
  for (const checked of await checkNamed(io, workshop, [])) {
    const from = Date.now();
    const built = checked.module
      ? await buildPackages(workshop, [checked], targets, out).catch(
          cantWrite(io, 'make room, or give permission to write there.'),
        )
      : undefined;
    const faulty: CheckedModule = { ...checked, diagnostics: [...checked.diagnostics, ...(built?.diagnostics ?? [])] };
    const packages: BuiltPackage[] = (built?.value ?? []).map(({ target, file, path: place, bytes, sha256 }) => {
      const title = targets.find((t) => t.id === target)?.title ?? target;
      return { target, title, file, path: place, bytes, sha256 };
    });
    const counts = printDiagnostics(io, [faulty]);
    const took = `${((Date.now() - from) / 1000).toFixed(1)} s`;
    io.out(
      built?.value
        ? `${checked.id} ${checked.module?.version ?? ''}: ${plural(packages.length, 'package')}, ${took}`
        : `${checked.id}: ${counts.errors > 0 ? plural(counts.errors, 'fault') : 'held up by the faults above'}, not built`,
    );
    modules.push(builtModule(faulty, packages));
  }
  return { modules, builtAt: Date.now(), seconds: (Date.now() - began) / 1000 };
}

async function open(
  io: Io,
  workshop: Workshop,
  parts: { catalogue: Catalogue; dataFolder: string; port: number; iriBase: string },
): Promise<Servers> {
  const at = (...names: string[]) => path.join(workshop.root, ...names);
  try {
    return await createServers({
      ...parts,
      engine: engineOf(workshop),
      assets: {
        styles: ['tokens', 'base', 'course', 'server'].map((name) => at('templates/css', `${name}.css`)),
        panel: at('dist/player/panel.js'),
        player: at('dist/player/player.js'),
      },
      onError: (error) => io.err(`cpm: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
      now: Date.now,
    });
  } catch (error) {
    if (error instanceof PortInUse) {
      throw new StopError(
        `Port ${error.port} is in use by another program.\nhint: name another one: npm start -- --port ${error.port === 4000 ? 4100 : 4000}`,
        exitCodes.environment,
      );
    }
    if (error instanceof PortRefused) {
      throw new StopError(
        `Port ${error.port} can't be opened: ${reason(error)}.\nhint: name one above 1023: npm start -- --port 4100`,
        exitCodes.environment,
      );
    }
    if (error instanceof DataFolderRefused) {
      throw new StopError(
        `The data can't be read from ${display(io, parts.dataFolder)}: ${reason(error.cause)}.\nhint: ${error.hint}`,
        exitCodes.environment,
      );
    }
    throw error;
  }
}

function greet(io: Io, servers: Servers): void {
  if (servers.firstCredential) {
    const { id, secret } = servers.firstCredential;
    io.out(
      `\nThe record store made its first credential. It is shown this once:\n  key     ${id}\n  secret  ${secret}`,
    );
  }
  io.out(
    `\nReady: ${servers.origin}/\nPackages play at ${servers.contentOrigin}. Ctrl+C stops. After changing a module, start again.`,
  );
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_534) return port;
  throw new StopError(
    `"${text}" is no port.\nhint: write a whole number from 1 to 65534, for example --port 4100.`,
    exitCodes.usage,
  );
}
