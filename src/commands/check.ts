import { inReadingOrder } from '../diagnostics.js';
import { checkCurriculum } from '../pipeline/check-curriculum.js';
import { checkFaults, checkModules } from '../pipeline.js';
import type { Format, Io } from './io.js';
import { faulty, named, printDiagnostics, programmesOf, summary, workshopOf } from './modules.js';
import { exitCodes } from './stop.js';

/** `cpm check`: every fault in the modules named, or in all of them, the programmes and the requirements; exit 1 when there is an error. */
export async function check(
  io: Io,
  ids: readonly string[],
  options: { modules?: string; fresh?: boolean; format: Format },
): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const asked = await named(io, workshop, ids);
  const modules = await (options.fresh ? checkModules : checkFaults)(workshop, asked);
  const courses = ids.length === 0 ? await programmesOf(io, workshop) : null;
  const curriculum = ids.length === 0 ? await checkCurriculum(workshop) : null;
  const shared = [courses, curriculum].flatMap((one) => one ?? []);
  if (options.format === 'json') {
    const report = modules.map((m) => ({ module: m.id, diagnostics: inReadingOrder(m.diagnostics) }));
    const programmes = courses && { programmes: { diagnostics: courses.diagnostics } };
    const requirements = curriculum && { requirements: { diagnostics: curriculum.diagnostics } };
    io.out(JSON.stringify({ modules: report, ...programmes, ...requirements }, null, 2));
  } else {
    const counts = printDiagnostics(io, [...modules, ...shared]);
    io.out(summary(modules, counts, courses?.programmes.length));
  }
  if (faulty([...modules, ...shared]).length > 0) io.exitWith(exitCodes.content);
}
