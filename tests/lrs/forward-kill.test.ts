import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import { scratchFolder } from '../support/browser.js';
import { childProgram } from '../support/child-program.js';
import { eachDatabase } from './each-database.js';
import { activity, batch, sample } from './samples.js';
import { startWildReceiver } from './wild-receiver.js';

let folder: string;
let done: () => Promise<void>;
let program: string;
beforeAll(async () => {
  ({ folder, done } = await scratchFolder('forward-kill'));
  program = await childProgram(fileURLToPath(new URL('./child-forwarder.ts', import.meta.url)), folder);
});
afterAll(() => done());

eachDatabase('forwarding whose processes are killed', (fresh) => {
  it('ends with every statement there, once and in order, though two of three die in the middle', async () => {
    const database = await fresh();
    const store = await openStore(database, Date.now);
    const receiver = await startWildReceiver();
    // Slow enough to be killed between a request and its answer, and after an answer and before it is noted.
    receiver.otherwise = () => new Promise((resolve) => setTimeout(() => resolve('take'), 15));
    const write = async (batches: number) => {
      for (let n = 0; n < batches; n++)
        await store.insert(batch(Array.from({ length: 25 }, () => sample({ object: activity(`b${n}`) }))));
    };
    await write(40);
    const children: ChildProcess[] = [start(database, receiver.endpoint), start(database, receiver.endpoint)];
    const storing = write(40);
    for (const enough of [300, 900]) {
      await vi.waitFor(() => expect(receiver.kept.length).toBeGreaterThanOrEqual(enough), patient);
      const [victim] = children.splice(0, 1);
      if (!victim) throw new Error('Nobody is left to kill');
      const died = once(victim, 'exit');
      victim.kill('SIGKILL');
      await died;
      children.push(start(database, receiver.endpoint));
    }
    await storing;
    const stored = (await store.statementsAfter(0, 5000)).map((one) => one.id);
    expect(stored).toHaveLength(2000);
    await vi.waitFor(() => expect(receiver.kept.length).toBe(2000), patient);
    expect(receiver.kept.map((one) => one.id)).toEqual(stored);
    await vi.waitFor(async () => {
      const [last] = (await store.statementsAfter(0, 5000)).slice(-1);
      expect((await store.forwarding(receiver.endpoint))?.lastKey).toBe(last?.key);
    }, patient);
    expect(await store.countForwardRefusals(receiver.endpoint)).toBe(0);
    for (const child of children) {
      const died = once(child, 'exit');
      child.kill('SIGKILL');
      await died;
    }
    await receiver.stop();
    await store.close();
  });
});

const patient = { timeout: 50_000, interval: 5 };

function start(database: string, url: string): ChildProcess {
  return spawn(process.execPath, [program, database, url], { stdio: ['ignore', 'ignore', 'inherit'] });
}
