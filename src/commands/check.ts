import { inReadingOrder } from '../diagnostics.js';
import { findFaults } from '../pipeline/find-faults.js';
import type { Format, Io } from './io.js';
import { faulty, named, printDiagnostics, summary, workshopOf } from './modules.js';
import { exitCodes } from './stop.js';

/** `cpm check`: every fault in the modules named, or in all of them, the programmes and the requirements; exit 1 when there is an error. */
export async function check(
  io: Io,
  ids: readonly string[],
  options: { modules?: string; fresh?: boolean; format: Format },
): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const asked = await named(io, workshop, ids);
  const wish = { isAll: ids.length === 0, isFresh: options.fresh === true };
  const { modules, curriculum } = await findFaults(workshop, asked, wish);
  const all = [...modules, ...(curriculum ? [curriculum.programmes, curriculum.requirements] : [])];
  if (options.format === 'json') {
    const report = modules.map((m) => ({ module: m.id, diagnostics: inReadingOrder(m.diagnostics) }));
    const shared = curriculum && {
      programmes: { diagnostics: curriculum.programmes.diagnostics },
      requirements: { diagnostics: curriculum.requirements.diagnostics },
    };
    io.out(JSON.stringify({ modules: report, ...shared }, null, 2));
  } else {
    const counts = printDiagnostics(io, all);
    io.out(summary(modules, counts, curriculum?.programmes.right));
  }
  if (faulty(all).length > 0) io.exitWith(exitCodes.content);
}
