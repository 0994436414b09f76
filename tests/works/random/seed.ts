import type { RunDetails } from 'fast-check';

/**
 * Where a random run begins: `CPM_SEED`, or another one each time. It is chosen once a process, so that a second go
 * meets the same modules.
 */
export const seed: number = process.env.CPM_SEED ? Number(process.env.CPM_SEED) : Math.floor(Math.random() * 2 ** 31);

/**
 * A failure names the seed, and the one module that did not do, whole; twenty modules are too much to read and to
 * shrink. The same seed brings it again.
 */
export const replayable = {
  endOnFailure: true,
  reporter<T>({ failed, seed: used, counterexamplePath, errorInstance }: RunDetails<T>): void {
    if (!failed) return;
    throw new Error(`CPM_SEED=${used} brings this again (path ${counterexamplePath}):\n${errorInstance}`);
  },
};
