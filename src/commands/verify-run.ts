import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { engineOf } from '../pipeline.js';
import { createServers } from '../server/app.js';
import type { Catalogue } from '../server/catalogue.js';
import { launchChromium, NoBrowser } from '../verify/run/launch-chromium.js';
import { runPackage } from '../verify/run/run-package.js';
import type { PackageRun } from '../verify/run/run-report.js';
import type { Verdict } from '../verify/verdict.js';
import type { Io } from './io.js';
import { workshopOf } from './modules.js';
import { pageStyles } from './page-styles.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

const module = 'verified';
const target = 'package';

type Chromium = Awaited<ReturnType<typeof launchChromium>>;

/** The way to launch packages, in one browser for all of them. */
export interface Runs {
  /**
   * Launches a package in a stand-in LMS of its own: on free ports of this machine, in a folder that is gone afterwards.
   * @param still what was said of it without launching
   * @param most how many of its units
   */
  run(file: string, still: Verdict, most: number): Promise<PackageRun>;
  close(): Promise<void>;
}

/** The browser starts with the first package that is launched. */
export function openRuns(io: Io): Runs {
  let browser: ReturnType<typeof launchChromium> | undefined;
  return {
    async run(file, still, most) {
      browser ??= launchChromium();
      return runIn(await browser.catch(noBrowser), io, file, still, most);
    },
    close: async () => (await browser?.catch(() => null))?.close(),
  };
}

function noBrowser(error: unknown): never {
  if (!(error instanceof NoBrowser)) throw error;
  throw new StopError(
    `The browser does not start: ${reason(error.cause)}.\nhint: run \`npm ci\` in the clone, or leave --run out.`,
    exitCodes.environment,
  );
}

async function runIn(browser: Chromium, io: Io, file: string, still: Verdict, most: number): Promise<PackageRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-verify-'));
  try {
    const servers = await openServers(io, folder, await catalogueOf(file, still));
    try {
      return await runPackage(browser, {
        file: still.file,
        units: still.units.map(({ id, title, isAsset }) => ({
          id,
          title: title || still.title || still.file,
          mustTalk: !isAsset && still.kind?.standard !== 'xAPI',
        })),
        most,
        origin: servers.origin,
        launches: `${servers.origin}/play/${module}/${target}/launches`,
        contentOrigin: servers.contentOrigin,
      });
    } finally {
      await servers.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function openServers(io: Io, dataFolder: string, catalogue: Catalogue) {
  const workshop = workshopOf(io, undefined);
  const at = (...names: string[]) => path.join(workshop.root, ...names);
  return createServers({
    catalogue,
    dataFolder,
    port: 0,
    contentPort: 0,
    iriBase: 'https://verify.invalid/',
    engine: engineOf(workshop),
    assets: {
      styles: pageStyles(at('templates')),
      panel: at('dist/player/panel.js'),
      player: at('dist/player/player.js'),
      live: at('dist/player/live.js'),
    },
    stopLimit: 2000,
    onError: (error) => io.err(`note: the stand-in LMS met an error: ${reason(error)}`),
    now: Date.now,
  });
}

/** One module with one package, as the server offers what was built. */
async function catalogueOf(file: string, { title }: Verdict): Promise<Catalogue> {
  const { size: bytes } = await stat(file);
  const built = { target, title: 'the package', file: path.basename(file), path: file, bytes, sha256: '' };
  const shown = {
    ...{ id: module, title, version: null, languages: [], minutes: null, summary: '' },
    ...{ lessons: 0, questions: 0, objectives: [], packages: [built], faults: [] },
  };
  return { modules: [shown], builtAt: Date.now(), seconds: 0 };
}
