import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allCells, type Cell, faultNames, moments } from '../bench/faults/cells.js';
import { writeFaultModule } from '../bench/faults/fault-module.js';
import { playCell } from '../bench/faults/play-cell.js';
import { storedStatements } from '../bench/faults/stored-statements.js';
import { tableOf } from '../bench/faults/table.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';

/** A cell for each target: the matrix itself (`npm run bench -- faults`) plays them all. */
const cells: readonly Cell[] = [
  { target: 'scorm12', fault: 'offline', moment: 'at the moment of passing' },
  { target: 'scorm2004-4', fault: 'remove-frame', moment: 'at the moment of passing' },
  { target: 'cmi5', fault: 'fault', moment: 'in the assessment' },
  { target: 'xapi', fault: 'reload', moment: 'in a lesson' },
];

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let server: RunningCpm;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  scratch = await scratchFolder('faults');
  const modules = await writeFaultModule(scratch.folder);
  [server, browser] = await Promise.all([startCpm(scratch.folder, '--modules', modules), launchBrowser()]);
  context = await browser.newContext();
  // Closing the last tab of a context would kill what is still on its way.
  await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await scratch?.done();
});

it.each(cells)('loses nothing that was seen as saved: $target, $fault, $moment', async (cell) => {
  const result = await playCell(cell, { context, origin: server.origin, statements: storedStatements(server) });
  expect(result).toMatchObject({ skipped: null, missing: [] });
});

it('finds what is missing: with a record store that has nothing, no cell holds', async () => {
  const cell: Cell = { target: 'scorm12', fault: 'reload', moment: 'in a lesson' };
  const result = await playCell(cell, { context, origin: server.origin, statements: async () => [] });
  expect(result.missing).toContain('statement: experienced First page is not in the store');
});

it('says why a target is left out', async () => {
  const cell: Cell = { target: 'paper', fault: 'reload', moment: 'in a lesson' };
  const result = await playCell(cell, { context, origin: server.origin, statements: storedStatements(server) });
  expect(result.skipped).toMatch(/404/);
  expect(tableOf([result], ['paper'])).toMatch(/1 cells: 0 of 0 hold, 1 left out\.\nLeft out, paper: /);
});

it('has a cell for every fault at every moment on every target', () => {
  expect(allCells(['a', 'b'])).toHaveLength(2 * faultNames.length * moments.length);
  expect([faultNames.length, moments.length]).toEqual([8, 4]);
});
