import { checkCurriculum } from '../check-curriculum.js';
import { checkProgrammes } from '../check-programmes.js';
import type { Workshop } from '../folders.js';
import { type Checks, openChecks } from '../open-checks.js';
import type { Checker } from './check-kept.js';

/** Looks for every fault anew; what all modules share is read once, and not before it is asked for. */
export function openChecker(workshop: Workshop): Checker {
  let opened: Promise<Checks> | undefined;
  const checks = () => {
    opened ??= openChecks(workshop);
    return opened;
  };
  return {
    shared: async () => (await checks()).shared,
    module: async (id) => (await checks()).module(id),
    async programmes() {
      const { programmes, ...found } = await checkProgrammes(workshop);
      return { ...found, right: programmes.length };
    },
    requirements: (heads) => checkCurriculum(workshop, heads),
  };
}
