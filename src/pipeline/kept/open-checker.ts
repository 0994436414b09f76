import { PictureVerdicts } from '../../definition/picture-verdicts.js';
import { Readings } from '../../definition/readings.js';
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
    async module(id, known) {
      const pictures = new PictureVerdicts(known);
      const { head, diagnostics, sources } = await (await checks()).module(id, new Readings(pictures));
      return { head, diagnostics, sources, pictures: pictures.all() };
    },
    async programmes() {
      const { programmes, diagnostics, sources } = await checkProgrammes(workshop);
      return { diagnostics, sources, right: programmes.length };
    },
    async requirements(heads) {
      const { diagnostics, sources } = await checkCurriculum(workshop, heads);
      return { diagnostics, sources };
    },
  };
}
