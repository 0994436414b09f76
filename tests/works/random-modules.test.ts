import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/diagnostics.js';
import { anyRound, type ModuleFiles, perRound } from './random/any-module.js';
import { types } from './random/any-question.js';
import { playModule } from './random/play-module.js';
import { replayable, seed } from './random/seed.js';
import { openRandomWorkshop, type RandomWorkshop } from './random/workshop.js';

// `npm run test:random` takes 10,000: minutes of one processor, which not every run of the tests has.
const modules = Number(process.env.CPM_RANDOM_MODULES ?? 400);
let workshop: RandomWorkshop;
beforeAll(async () => {
  workshop = await openRandomWorkshop();
});
afterAll(() => workshop.close());

describe('random modules that the manual allows', () => {
  it(`are taken, and can be played to the end: ${modules}, seed ${seed}`, { timeout: 1_800_000 }, async () => {
    const cpu = process.cpuUsage();
    const seen = { modules: 0, tries: 0, resumed: 0, scores: 0 };
    let id = 0;
    await fc.assert(
      fc.asyncProperty(anyRound, fc.nat(), async (round, learner) => {
        const inRound = new Set<string>();
        const taken = async (files: ModuleFiles, position: number): Promise<void> => {
          id += 1;
          const name = `random-${id}`;
          try {
            const { module, diagnostics, sources } = await workshop.check(name, files);
            const errors = diagnostics.filter(({ severity }) => severity === 'error');
            if (module === undefined)
              throw new Error(errors.map((one) => formatDiagnostic(one, sources.get(one.file))).join('\n'));
            for (const { type } of [...module.checks, ...(module.assessment?.questions ?? [])]) inRound.add(type);
            const played = playModule(module, `${learner} ${position}`);
            seen.modules += 1;
            seen.tries += played.tries;
            seen.resumed += played.resumed;
            seen.scores += played.scores;
          } catch (error) {
            throw new Error(`${listed(files)}\nmodule ${position}, learner ${learner}: ${error}`, { cause: error });
          } finally {
            workshop.forget(name);
          }
        };
        // Much of it is waiting for a disk.
        await Promise.all(round.map(taken));
        expect([...inRound].sort()).toEqual([...types].sort());
      }),
      { seed, numRuns: modules / perRound, ...replayable },
    );
    const { user, system } = process.cpuUsage(cpu);
    console.log(`random modules, seed ${seed}:`, seen, `${Math.round((user + system) / 1e6)} s of processor time`);
    expect(seen.modules).toBe(modules);
  });
});

function listed(files: ModuleFiles): string {
  return Object.entries(files)
    .map(([name, text]) => `== ${name}\n${text}`)
    .join('\n');
}
