import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasErrors } from '../diagnostics.js';
import { inAMoment } from '../live/in-a-moment.js';
import { type LiveBuild, type LiveModule, openLiveModules } from '../live/live-modules.js';
import { watchFolders } from '../live/watch-folders.js';
import { engineOf, iriBaseOf, type Target, targetsOf, type Workshop } from '../pipeline.js';
import { createServers, type Servers } from '../server/app.js';
import type { BuiltPackage, Catalogue } from '../server/catalogue.js';
import { PortInUse, PortRefused } from '../server/listen.js';
import type { LiveDesk, LiveSight } from '../server/live-desk.js';
import { builtModule, shownFaults } from './built-module.js';
import type { Io } from './io.js';
import { named, notKnown, plural, printDiagnostics, workshopOf } from './modules.js';
import { pageStyles } from './page-styles.js';
import { readValue } from './read-values.js';
import { reason } from './reason.js';
import { servedManual } from './served-manual.js';
import { exitCodes, StopError } from './stop.js';
import { WrongValue } from './wrong-value.js';

export interface DevOptions {
  readonly modules?: string;
  readonly target: string;
  readonly port?: string;
}

/**
 * `cpm dev`: serves modules that follow their files, in the stand-in LMS, until it is stopped. Attempts and statements lie
 * in a folder of this run, so nothing of it comes near a real data folder.
 */
export async function dev(io: Io, id: string | undefined, options: DevOptions): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const target = targetNamed(options.target, workshop);
  const port = portOf(options.port);
  if (id !== undefined) await named(io, workshop, [id]);
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-dev-'));
  try {
    const live = await openLiveModules({ workshop, target, now: Date.now });
    if (id !== undefined) await live.want(id);
    const followers = new Set<() => void>();
    const desk: LiveDesk = {
      target,
      modules: () => live.all().map(sightOf),
      want: live.want,
      follow(tell) {
        followers.add(tell);
        return () => followers.delete(tell);
      },
    };
    const parts = { workshop, desk, live: live.all, target, folder };
    const servers = await open(io, port, parts);
    const address = `${servers.origin}/${id === undefined ? '' : `dev/${id}`}`;
    const tell = () => {
      for (const one of followers) one();
    };
    const later = inAMoment(pageFirst, (changed) =>
      live.advise().then(
        () => {
          tell();
          report(io, live.all(), { address, changed, focus: id });
        },
        (error: unknown) => io.err(`What was saved can't be read: ${reason(error)}`),
      ),
    );
    const watching = await watchFolders(
      [workshop.modulesFolder, path.join(workshop.root, 'templates')],
      (paths) =>
        void live.changed(paths).then(
          (ids) => {
            if (ids.length === 0) return;
            tell();
            later.add(ids);
          },
          (error: unknown) => io.err(`What was saved can't be shown: ${reason(error)}`),
        ),
      (error) => io.err(`The folders can't be watched: ${reason(error)}`),
    );
    const stopped = io.untilStopped();
    report(io, live.all(), { address, changed: null, focus: id });
    await stopped;
    await watching.close();
    later.stop();
    await servers.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Sight {
  readonly address: string;
  /** Ids that came out differently; null at the start. */
  readonly changed: readonly string[] | null;
  /** The module that is written; undefined for all. */
  readonly focus: string | undefined;
}

/** What is wrong now, in the place of what was wrong before: advice only on the module that is written. */
function report(io: Io, modules: readonly LiveModule[], { address, changed, focus }: Sight): void {
  if (io.isTerminal) io.err('\u001b[2J\u001b[3J\u001b[H');
  const told = modules.map((one) => ({
    ...faultsOf(one),
    ...(one.id === focus ? {} : { diagnostics: faultsOf(one).diagnostics.filter((d) => d.severity === 'error') }),
  }));
  // What all share is at fault in each, and told once.
  const shared = new Set(modules.flatMap(({ checked }) => checked.sharedFaults));
  const own = told.map((one) => ({ ...one, diagnostics: one.diagnostics.filter((d) => !shared.has(d)) }));
  const sources = new Map(told.flatMap((one) => [...one.sources]));
  const { errors, warnings } = printDiagnostics(io, [{ diagnostics: [...shared], sources }, ...own]);
  const time = new Date().toLocaleTimeString('en-US').toLowerCase();
  const what =
    changed === null
      ? plural(modules.length, 'module')
      : changed.slice(0, 5).join(', ') + (changed.length > 5 ? ', …' : '');
  const counts = [
    errors > 0 ? plural(errors, 'fault') : 'no faults',
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  io.out(`${time}  ${what}: ${counts.join(', ')}.`);
  if (changed === null || io.isTerminal) io.out(`\nReady: ${address}\nIt follows your files. Ctrl+C stops.`);
}

function faultsOf({ checked, advice, isGone, id }: LiveModule): Pick<LiveModule['checked'], 'diagnostics' | 'sources'> {
  const { diagnostics, sharedFaults, sources } = checked;
  if (!isGone) return { diagnostics: [...new Set([...sharedFaults, ...diagnostics, ...advice])], sources };
  return {
    diagnostics: [
      {
        code: 'module/no-module-file',
        severity: 'error',
        ...{ file: id, line: 1, column: 1 },
        message: `The folder of the module ${id} is gone.`,
        hint: 'put it back, or go on with another module',
      },
    ],
    sources: new Map(),
  };
}

function sightOf(module: LiveModule): LiveSight {
  const { id, checked, built } = module;
  const { diagnostics, sources } = faultsOf(module);
  const of = (severity: string) => diagnostics.filter((d) => d.severity === severity);
  return {
    id,
    title: checked.module?.title ?? built?.of.module?.title ?? id,
    build: built?.sha256 ?? null,
    builtAt: built?.at ?? null,
    faults: shownFaults(of('error'), sources),
    advice: shownFaults(of('warning'), sources),
  };
}

interface Parts {
  readonly workshop: Workshop;
  readonly desk: LiveDesk;
  readonly live: () => readonly LiveModule[];
  readonly target: Target;
  /** Of this run. */
  readonly folder: string;
}

async function open(io: Io, port: number | null, { workshop, desk, live, target, folder }: Parts): Promise<Servers> {
  const at = (...names: string[]) => path.join(workshop.root, ...names);
  const options = {
    catalogue: catalogueOf(live, target),
    live: desk,
    dataFolder: path.join(folder, 'data'),
    lasting: false,
    // Without a right curriculum nothing is built, and nothing recorded.
    iriBase: (await iriBaseOf(workshop)) ?? 'https://curriculum.invalid/',
    engine: engineOf(workshop),
    manual: () => servedManual(workshop),
    assets: {
      styles: pageStyles(at('templates')),
      panel: at('dist/player/panel.js'),
      player: at('dist/player/player.js'),
      live: at('dist/player/live.js'),
    },
    onError: (error: unknown) => io.err(`error: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
    now: Date.now,
  };
  try {
    return await createServers({ ...options, port: port ?? usualPort }).catch((error: unknown) => {
      // `cpm start` may be running beside it.
      if (error instanceof PortInUse && port === null) return createServers({ ...options, port: 0 });
      throw error;
    });
  } catch (error) {
    if (!(error instanceof PortInUse || error instanceof PortRefused)) throw error;
    throw new StopError(
      `Port ${error.port} can't be had: ${error.message}.\nhint: name another one with --port.`,
      exitCodes.environment,
    );
  }
}

const usualPort = 4000;
/** Milliseconds from a save until the terminal and the advice follow: the page is shown first. */
const pageFirst = 250;

/** What the play pages offer: the last good builds. */
function catalogueOf(live: () => readonly LiveModule[], target: Target): Catalogue {
  return {
    get modules() {
      return live().map(({ checked, built }) => {
        const packages = built ? [packageOf(built, target)] : [];
        return builtModule(built && hasErrors(checked.diagnostics) ? built.of : checked, packages);
      });
    },
    builtAt: Date.now(),
    seconds: 0,
  };
}

/** It is played from memory: no zip is made of what the next save throws away. */
function packageOf({ package: { name, tree }, sha256 }: LiveBuild, { id, title }: Target): BuiltPackage {
  return { target: id, title, file: name, path: null, tree, bytes: 0, sha256 };
}

function targetNamed(id: string, workshop: Workshop): Target {
  const all = targetsOf(workshop).filter(({ forLms }) => forLms);
  const target = all.find((one) => one.id === id);
  if (target) return target;
  const known = all.map((one) => one.id);
  throw new StopError(notKnown('target of an LMS', id, known), exitCodes.usage);
}

function portOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  try {
    return readValue.port(text);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    throw new StopError(`--port: ${error.message}\nhint: ${error.hint}`, exitCodes.usage);
  }
}
