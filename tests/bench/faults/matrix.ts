import { parseArgs } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser, scratchFolder } from '../../support/browser.js';
import { cpm } from '../../support/cpm.js';
import { type RunningCpm, startCpm } from '../../support/running-cpm.js';
import { allCells, type Cell, type CellResult, faults } from './cells.js';
import { writeFaultModule } from './fault-module.js';
import { playCell } from './play-cell.js';
import { storedStatements } from './stored-statements.js';
import { tableOf } from './table.js';

/**
 * The fault matrix: every fault at every moment, on every target that there is.
 * `--target`, `--fault` and `--moment` narrow it, `--jobs` says how many targets are played at once.
 * @returns true when all cells hold and none was left out by a filter
 */
export async function runMatrix(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      target: { type: 'string', multiple: true },
      fault: { type: 'string', multiple: true },
      moment: { type: 'string', multiple: true },
      jobs: { type: 'string', default: '2' },
    },
  });
  const wanted = ({ target, fault, moment }: Cell) =>
    (values.target?.includes(target) ?? true) &&
    (values.fault?.includes(fault) ?? true) &&
    (values.moment?.includes(moment) ?? true);
  const scratch = await scratchFolder('faults');
  const targets = await targetIds();
  const all = allCells(targets);
  const cells = all.filter(wanted);
  const [server, browser] = await Promise.all([
    writeFaultModule(scratch.folder).then((modules) => startCpm(scratch.folder, '--modules', modules)),
    launchBrowser(),
  ]);
  try {
    const results = await playAll(cells, targets, Number(values.jobs), { server, browser });
    console.log(tableOf(results, targets));
    if (cells.length < all.length)
      console.log(
        `${all.length - cells.length} of ${all.length} cells were left out, as asked for on the command line.`,
      );
    return results.every(({ missing }) => missing.length === 0);
  } finally {
    await browser.close();
    await server.stop();
    await scratch.done();
  }
}

/** Read from `packaging/`, so that a new target comes by itself. */
async function targetIds(): Promise<readonly string[]> {
  const { out } = await cpm(['targets', '--format', 'json']);
  const { targets } = JSON.parse(out) as { readonly targets: readonly { readonly id: string }[] };
  return targets.map(({ id }) => id);
}

async function playAll(
  cells: readonly Cell[],
  targets: readonly string[],
  jobs: number,
  { server, browser }: { readonly server: RunningCpm; readonly browser: Browser },
): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  const waiting = [...targets];
  const work = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const own = cells.filter((cell) => cell.target === target);
      const context = await personIn(browser);
      for (const cell of own) {
        const result = await playCell(cell, { context, origin: server.origin, statements: storedStatements(server) });
        results.push(result);
        console.log(`${results.length} of ${cells.length}: ${lineOf(result)}`);
      }
      await context.close();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  return results;
}

/** A browser of its own, with a tab that stays: closing the last one would kill what is still on its way. */
async function personIn(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.newPage();
  return context;
}

function lineOf({ target, fault, moment, skipped, missing, sign, seconds }: CellResult): string {
  const came = skipped ? `left out: ${skipped}` : missing.length === 0 ? 'holds' : missing.join('; ');
  return `${target}, ${faults[fault].name}, ${moment} (page said ${sign || 'nothing'}, ${seconds.toFixed(1)} s): ${came}`;
}
