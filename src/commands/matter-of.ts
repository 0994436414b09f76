import { checkCurriculum } from '../pipeline/check-curriculum.js';
import { type CheckedModule, practiceModelsOf, type Workshop } from '../pipeline.js';
import type { ReportMatter } from '../server/report-routes.js';
import { checkNamed } from './check-named.js';
import { contentOf } from './content-of.js';
import type { Io } from './io.js';
import { exitCodes, StopError } from './stop.js';

/** What reports know besides facts, from the modules folder. Modules at fault are left out: `cpm check` tells of them. */
export async function matterOf(io: Io, workshop: Workshop, checked?: readonly CheckedModule[]): Promise<ReportMatter> {
  const { curriculum } = await checkCurriculum(workshop);
  if (curriculum === null)
    throw new StopError('Without a right curriculum.yaml there is nothing to report on.', exitCodes.content);
  const modules = (checked ?? (await checkNamed(io, workshop, []))).flatMap(({ module }) => module ?? []);
  return {
    content: contentOf(modules, await practiceModelsOf(workshop)),
    curriculum,
  };
}
