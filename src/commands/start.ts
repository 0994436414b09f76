import path from 'node:path';
import { ForwardRefused } from '../lrs/forward/target.js';
import type { Target } from '../packager/targets.js';
import type { Press } from '../pipeline/open-press.js';
import {
  buildPackages,
  type CheckedModule,
  engineOf,
  iriBaseOf,
  type PackageFile,
  pressOf,
  targetsOf,
  type Workshop,
} from '../pipeline.js';
import { createServers, type Servers } from '../server/app.js';
import type { BuiltCourse, BuiltPackage, Catalogue } from '../server/catalogue.js';
import { DataFolderRefused } from '../server/data-folder.js';
import { PortInUse, PortRefused } from '../server/listen.js';
import { DatabaseRefused } from '../server/open-records.js';
import type { ReportMatter } from '../server/report-routes.js';
import { AddressTooLong } from '../server/stand-in.js';
import { builtModule } from './built-module.js';
import { cantWrite } from './cant-write.js';
import { checkNamed } from './check-named.js';
import type { Io } from './io.js';
import { createLog } from './log.js';
import { matterOf } from './matter-of.js';
import { display, plural, printDiagnostics, workshopOf } from './modules.js';
import { pageStyles } from './page-styles.js';
import { programmesOf } from './programmes-of.js';
import { reason } from './reason.js';
import { servedManual } from './served-manual.js';
import type { GivenOptions } from './start-options.js';
import { type StartSettings, startSettings } from './start-settings.js';
import { exitCodes, StopError } from './stop.js';

/** `cpm start`: builds every module for every target, serves what is well, shows the faults of the rest, until it is stopped. */
export async function start(io: Io, options: GivenOptions): Promise<void> {
  const workshop = workshopOf(io, typeof options.modules === 'string' ? options.modules : undefined);
  const defaultDataFolder = path.join(workshop.root, '.data');
  const settings = startSettings({ options, env: io.env, cwd: io.cwd, defaultDataFolder });
  for (const note of settings.notes) io.err(`note: ${note}`);
  const all = await checkNamed(io, workshop, []);
  const catalogue = await buildAll(io, workshop, all);
  const iriBase = await iriBaseOf(workshop);
  if (iriBase === null)
    throw new StopError('Without a right curriculum.yaml nothing can be served.', exitCodes.content);
  const matter = await matterOf(io, workshop, all);
  const servers = await open(io, workshop, settings, { catalogue, iriBase, matter });
  // Listened for before it says that it is ready: who reads that may end it at once.
  const stopped = io.untilStopped();
  greet(io, servers, settings);
  await stopped;
  io.out('Stopping: answers under way are finished first.');
  if (!(await servers.close())) io.err('Not all was finished in time; what had no answer was not promised to be kept.');
}

async function buildAll(io: Io, workshop: Workshop, all: readonly CheckedModule[]): Promise<Catalogue> {
  const began = Date.now();
  const out = path.join(workshop.root, 'dist', 'packages');
  const targets = targetsOf(workshop);
  const press = pressOf(workshop, targets);
  const modules = [];
  for (const checked of all) {
    const from = Date.now();
    const built = checked.module
      ? await buildPackages(press, { modules: [checked] }, out).catch(
          cantWrite(io, 'make room, or give permission to write there.'),
        )
      : undefined;
    const faulty: CheckedModule = { ...checked, diagnostics: [...checked.diagnostics, ...(built?.diagnostics ?? [])] };
    const packages = packagesOf(built?.value ?? [], targets);
    const counts = printDiagnostics(io, [faulty]);
    const took = `${((Date.now() - from) / 1000).toFixed(1)} s`;
    io.out(
      built?.value
        ? `${checked.id} ${checked.module?.version ?? ''}: ${plural(packages.length, 'package')}, ${took}`
        : `${checked.id}: ${counts.errors > 0 ? plural(counts.errors, 'fault') : 'held up by the faults above'}, not built`,
    );
    modules.push(builtModule(faulty, packages));
  }
  const courses = await buildCourses(io, workshop, { press, targets, all, out });
  return { modules, courses, builtAt: Date.now(), seconds: (Date.now() - began) / 1000 };
}

interface CourseBuild {
  readonly press: Press;
  readonly targets: readonly Target[];
  readonly all: readonly CheckedModule[];
  readonly out: string;
}

/** Every programme whose modules are well; faults of the programmes themselves are told, and stop nothing else. */
async function buildCourses(
  io: Io,
  workshop: Workshop,
  { press, targets, all, out }: CourseBuild,
): Promise<BuiltCourse[]> {
  const found = await programmesOf(io, workshop);
  printDiagnostics(io, [found]);
  const courses: BuiltCourse[] = [];
  for (const programme of found.programmes) {
    const order = { modules: [], programmes: [programme], material: all };
    const hint = 'make room, or give permission to write there.';
    const built = await buildPackages(press, order, out).catch(cantWrite(io, hint));
    // What a module is at fault in was told with the module.
    printDiagnostics(io, [{ diagnostics: built.diagnostics, sources: new Map() }]);
    const packages = packagesOf(built.value ?? [], targets);
    const { id, title, version, summary, steps } = programme;
    const titleOf = (module: string) => all.find((one) => one.id === module)?.module?.title ?? module;
    const modules = steps.map(({ module, required }) => ({ id: module, title: titleOf(module), required }));
    courses.push({ id, title, version, summary, modules, packages });
    io.out(`course ${id} ${version}: ${packages.length > 0 ? plural(packages.length, 'package') : 'not built'}`);
  }
  return courses;
}

function packagesOf(built: readonly PackageFile[], targets: readonly Target[]): BuiltPackage[] {
  return built.map(({ target, file, path: place, bytes, sha256 }) => {
    const { title = target, forLms: plays = true } = targets.find((t) => t.id === target) ?? {};
    return { target, title, file, path: place, bytes, sha256, plays };
  });
}

async function open(
  io: Io,
  workshop: Workshop,
  settings: StartSettings,
  parts: { catalogue: Catalogue; iriBase: string; matter: ReportMatter },
): Promise<Servers> {
  const at = (...names: string[]) => path.join(workshop.root, ...names);
  const format = settings.logFormat ?? (io.isTerminal ? 'text' : 'json');
  const log = createLog({ level: settings.logLevel, format, write: io.err });
  try {
    const servers = await createServers({
      ...settings,
      ...parts,
      engine: engineOf(workshop),
      manual: () => servedManual(workshop),
      assets: {
        styles: pageStyles(at('templates')),
        panel: at('dist/player/panel.js'),
        player: at('dist/player/player.js'),
        live: at('dist/player/live.js'),
      },
      records: {
        ...settings,
        versionWithoutHeader: settings.xapiVersion,
      },
      onError: (error) => log.error({ err: error }, 'error'),
      onNotice: (message, facts) => log.warn(facts, message),
      onRequest: (line) => log[line.status >= 500 ? 'error' : isQuiet(line.path) ? 'debug' : 'info'](line, 'request'),
      now: Date.now,
    });
    log.info({ address: servers.origin, port: servers.port }, 'ready');
    return servers;
  } catch (error) {
    throw refusal(io, error, settings);
  }
}

/** Asked every few seconds by whatever watches over the server. */
function isQuiet(path: string): boolean {
  return /\/(health(\/\w+)?|assets\/.*)$/.test(path);
}

/** What keeps the server from starting, in words; other errors as they are. */
function refusal(io: Io, error: unknown, { dataFolder }: StartSettings): unknown {
  const stop = (message: string, hint: string) => new StopError(`${message}\nhint: ${hint}`, exitCodes.environment);
  if (error instanceof PortInUse)
    return stop(
      `Port ${error.port} is in use by another program.`,
      `name another one: npm start -- --port ${error.port === 4000 ? 4100 : 4000}`,
    );
  if (error instanceof PortRefused) {
    if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code))
      return stop('This machine has no address of the name in --host.', 'write 0.0.0.0 for all its addresses.');
    return stop(
      `Port ${error.port} can't be opened: ${reason(error)}.`,
      'name one above 1023: npm start -- --port 4100',
    );
  }
  if (error instanceof AddressTooLong)
    return new StopError(
      `${error.message}.\nhint: give --public-url a shorter host or path, or leave --public-content-url out: then packages are for download only.`,
      exitCodes.usage,
    );
  if (error instanceof ForwardRefused)
    return new StopError(`${error.message}\nhint: name another record store, or leave --forward out.`, exitCodes.usage);
  if (error instanceof DatabaseRefused) return stop(error.message, error.hint);
  if (error instanceof DataFolderRefused)
    return stop(`The data can't be read from ${display(io, dataFolder)}: ${reason(error.cause)}.`, error.hint);
  return error;
}

function greet(io: Io, servers: Servers, { publicUrl }: StartSettings): void {
  if (servers.firstCredential) {
    const { id, secret } = servers.firstCredential;
    io.out(
      `\nThe record store made its first credential. It is shown this once:\n  key     ${id}\n  secret  ${secret}`,
    );
  }
  const plays = servers.contentOrigin
    ? `Packages play at ${servers.contentOrigin}.`
    : 'Packages are for download only (--public-content-url lets them play).';
  io.out(
    `\nReady: ${servers.origin}/\n${plays} Ctrl+C stops. After changing a module, start again; npx cpm dev shows each change as you save.${
      publicUrl
        ? `\nListening on port ${servers.port}. Credentials are made with: npx cpm credentials add --label NAME --scope all`
        : ''
    }`,
  );
}
