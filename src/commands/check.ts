import { hasErrors, inReadingOrder } from '../diagnostics.js';
import { checkFaults, checkModules } from '../pipeline.js';
import type { Format, Io } from './io.js';
import { faulty, named, printDiagnostics, programmesOf, summary, workshopOf } from './modules.js';
import { exitCodes } from './stop.js';

/** `cpm check`: every fault in the modules named, or in all of them and the programmes; exit 1 when there is an error. */
export async function check(
  io: Io,
  ids: readonly string[],
  options: { modules?: string; fresh?: boolean; format: Format },
): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const asked = await named(io, workshop, ids);
  const modules = await (options.fresh ? checkModules : checkFaults)(workshop, asked);
  const courses = ids.length === 0 ? await programmesOf(io, workshop) : null;
  if (options.format === 'json') {
    const report = modules.map((m) => ({ module: m.id, diagnostics: inReadingOrder(m.diagnostics) }));
    const programmes = courses && { programmes: { diagnostics: courses.diagnostics } };
    io.out(JSON.stringify({ modules: report, ...programmes }, null, 2));
  } else {
    const counts = printDiagnostics(io, [...modules, ...(courses ? [courses] : [])]);
    io.out(summary(modules, counts, courses?.programmes.length));
  }
  if (faulty(modules).length > 0 || hasErrors(courses?.diagnostics ?? [])) io.exitWith(exitCodes.content);
}
