import path from 'node:path';
import { buildPackages, targetsOf } from '../pipeline.js';
import { bytes } from './bytes.js';
import type { Format, Io } from './io.js';
import {
  cantWrite,
  checkNamed,
  display,
  faulty,
  notKnown,
  plural,
  printDiagnostics,
  summary,
  workshopOf,
} from './modules.js';
import { exitCodes, StopError } from './stop.js';

/** `cpm build`: checks first; writes every package or none. */
export async function build(
  io: Io,
  ids: readonly string[],
  options: { target?: string[]; out?: string; modules?: string; format: Format },
): Promise<void> {
  const workshop = workshopOf(io, options.modules);
  const targets = targetsOf(workshop);
  const known = targets.map((t) => t.id);
  const wanted = options.target?.flatMap((ids) => ids.split(','));
  const unknown = (wanted ?? []).filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new StopError(unknown.map((id) => notKnown('target', id, known)).join('\n'), exitCodes.usage);
  const chosen = wanted ? targets.filter((t) => wanted.includes(t.id)) : targets;

  const modules = await checkNamed(io, workshop, ids);
  const counts = printDiagnostics(io, modules);
  if (faulty(modules).length > 0)
    throw new StopError(`${summary(modules, counts)} Nothing was written.`, exitCodes.content);

  const out = path.resolve(io.cwd, options.out ?? path.join(workshop.root, 'dist', 'packages'));
  const built = await buildPackages(workshop, modules, chosen, out).catch(
    cantWrite(io, 'name another folder with --out.'),
  );
  if (built.value === undefined) {
    const faults = printDiagnostics(io, [{ diagnostics: built.diagnostics, sources: new Map() }]);
    throw new StopError(`${plural(faults.errors, 'fault')} in the packages. Nothing was written.`, exitCodes.content);
  }
  if (options.format === 'json') {
    io.out(JSON.stringify({ packages: built.value.map((p) => ({ ...p, path: display(io, p.path) })) }, null, 2));
    return;
  }
  for (const p of built.value) io.out(`${display(io, p.path)}  ${bytes(p.bytes)}  sha256 ${p.sha256}`);
  io.out(`${plural(built.value.length, 'package')} written.`);
}
