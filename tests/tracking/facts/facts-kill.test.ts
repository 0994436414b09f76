import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RecordStore } from '../../../src/lrs/store.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';
import { eachDatabase } from '../../lrs/each-database.js';
import { batch } from '../../lrs/samples.js';
import { actorOf, iriBase, play, wholeRun } from '../../reports/plays.js';
import { scratchFolder } from '../../support/browser.js';
import { childProgram } from '../../support/child-program.js';
import { factsIn, openHouse, trackingBeside } from './facts-in.js';

let folder: string;
let done: () => Promise<void>;
let program: string;
beforeAll(async () => {
  ({ folder, done } = await scratchFolder('facts-kill'));
  program = await childProgram(fileURLToPath(new URL('./child-fold.ts', import.meta.url)), folder);
});
afterAll(() => done());

/** So many statements: runs of learners, one in ten of which is voided later. */
async function write(store: RecordStore, runs: number): Promise<void> {
  for (let n = 0; n < runs; n++) {
    const run = wholeRun(play(`k${n % 12}`, `m${n % 3}`, 'xapi'), n);
    await store.insert(batch(run));
    if (n % 10 !== 9) continue;
    const target = run.find((one) => JSON.stringify(one.verb).includes('passed'));
    const object = { objectType: 'StatementRef', id: target?.id };
    const verb = { id: 'http://adlnet.gov/expapi/verbs/voided' };
    await store.insert(batch([{ id: randomUUID(), actor: actorOf('admin'), verb, object }]));
  }
}

/** Another clock for each process: hours apart, some set back. */
const clocks = [0, 7_200_000, -3_600_000];

function start(database: string, what: 'follow' | 'rebuild', clock: number): ChildProcess {
  const args = [program, what, database, trackingBeside(database), iriBase, String(clock)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Ends a process that may be in the middle of anything: after so many words of its progress, or a while without. */
async function killed(child: ChildProcess, words: number): Promise<void> {
  const died = once(child, 'exit');
  let heard = 0;
  const patience = setTimeout(() => child.kill('SIGKILL'), 8000);
  child.stdout?.on('data', (text) => {
    heard += String(text).trim().split('\n').length;
    if (heard >= words) child.kill('SIGKILL');
  });
  await died;
  clearTimeout(patience);
}

eachDatabase('facts of processes that are killed', (fresh) => {
  it('are those of one that was not, though several fold and make anew at once while statements come', async () => {
    const database = await fresh();
    const house = await openHouse(database);
    await write(house.store, 60);
    const writing = write(house.store, 60);
    for (let round = 0; round < 3; round++) {
      await Promise.all([
        killed(start(database, 'follow', clocks[round % clocks.length] ?? 0), 2 + round * 3),
        killed(start(database, 'rebuild', 0), 4 + round * 5),
        killed(start(database, round % 2 === 0 ? 'follow' : 'rebuild', 3_600_000), 3 + round * 4),
      ]);
    }
    await writing;
    await house.facts().catchUp();
    const found = await factsIn(house.tracking.db);
    const anew = await openTracking(path.join(folder, `${randomUUID()}.sqlite`), Date.now);
    await house.facts({ tracking: anew }).catchUp();
    expect(found).toEqual(await factsIn(anew.db));
    expect(found.attempts).toHaveLength(120);
    // What a process left half made beside is no obstacle to the next one.
    await house.facts().rebuild();
    expect(await factsIn(house.tracking.db)).toEqual(found);
    await anew.close();
    await house.close();
  }, 300_000);
});
