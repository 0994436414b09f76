import { inReadingOrder } from '../diagnostics.js';
import type { Format, Io } from './io.js';
import { checkNamed, faulty, printDiagnostics, summary, workshopOf } from './modules.js';
import { exitCodes } from './stop.js';

/** `cpm check`: every fault in the modules named; exit 1 when there is an error. */
export async function check(
  io: Io,
  ids: readonly string[],
  options: { modules?: string; format: Format },
): Promise<void> {
  const modules = await checkNamed(io, workshopOf(io, options.modules), ids);
  if (options.format === 'json') {
    const report = modules.map((m) => ({ module: m.id, diagnostics: inReadingOrder(m.diagnostics) }));
    io.out(JSON.stringify({ modules: report }, null, 2));
  } else {
    const counts = printDiagnostics(io, modules);
    io.out(summary(modules, counts));
  }
  if (faulty(modules).length > 0) io.exitWith(exitCodes.content);
}
