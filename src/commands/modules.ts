import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatDiagnostic, hasErrors, inReadingOrder } from '../diagnostics.js';
import { didYouMean } from '../did-you-mean.js';
import { moduleIds, type Workshop } from '../pipeline/folders.js';
import type { CheckedModule } from '../pipeline.js';
import { workshopRoot } from '../workshop.js';
import type { Io } from './io.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

/** The folders a command works on: the clone's own, or the modules folder that was named. */
export function workshopOf(io: Io, modules: string | undefined): Workshop {
  const root = fileURLToPath(workshopRoot);
  return {
    root,
    cwd: io.cwd,
    modulesFolder: modules === undefined ? path.join(root, 'modules') : path.resolve(io.cwd, modules),
  };
}

/**
 * The ids of the modules named (none: all).
 * An unknown id is wrong use (exit 2), a modules folder that is not there the environment (exit 74).
 */
export async function named(io: Io, workshop: Workshop, ids: readonly string[]): Promise<readonly string[]> {
  const known = await moduleIds(workshop).catch(noFolder(io, workshop));
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new StopError(unknown.map((id) => notKnown('module', id, known)).join('\n'), exitCodes.usage);
  if (known.length === 0) {
    throw new StopError(`No modules in ${display(io, workshop.modulesFolder)}.`, exitCodes.content);
  }
  return ids.length > 0 ? [...new Set(ids)] : known;
}

/** For `catch`: a modules folder that is not there, as the end of the command. */
export function noFolder(io: Io, workshop: Workshop): (error: unknown) => never {
  return (error) => {
    throw new StopError(
      `There is no folder of modules at ${display(io, workshop.modulesFolder)} (${reason(error)}).\nhint: run cpm from the clone, or name the folder with --modules.`,
      exitCodes.environment,
    );
  };
}

/** One line that says what is not known, with what was probably meant and what there is. */
export function notKnown(what: string, word: string, known: readonly string[]): string {
  const near = known.includes(path.basename(word)) ? path.basename(word) : didYouMean(word, known);
  return `There is no ${what} "${word}".${near === undefined ? '' : ` Did you mean "${near}"?`}\nhint: known are ${known.join(', ') || 'none'}.`;
}

/** Prints every diagnostic with its code frame; returns the counts. */
export function printDiagnostics(
  io: Io,
  modules: readonly Pick<CheckedModule, 'diagnostics' | 'sources'>[],
): { errors: number; warnings: number } {
  const all = inReadingOrder(modules.flatMap((m) => m.diagnostics));
  const sources = new Map(modules.flatMap((m) => [...m.sources]));
  for (const d of all) io.err(`${formatDiagnostic(d, sources.get(d.file))}\n`);
  const errors = all.filter((d) => d.severity === 'error').length;
  return { errors, warnings: all.length - errors };
}

/** "2 faults and 1 warning in 3 modules and 2 programmes." */
export function summary(
  modules: readonly Pick<CheckedModule, 'diagnostics'>[],
  counts: { errors: number; warnings: number },
  programmes = 0,
): string {
  const where = `in ${plural(modules.length, 'module')}${programmes > 0 ? ` and ${plural(programmes, 'programme')}` : ''}`;
  if (counts.errors + counts.warnings === 0) return `No faults ${where}.`;
  const parts = [
    counts.errors > 0 ? plural(counts.errors, 'fault') : '',
    counts.warnings > 0 ? plural(counts.warnings, 'warning') : '',
  ];
  return `${parts.filter(Boolean).join(' and ')} ${where}.`;
}

export function faulty<One extends Pick<CheckedModule, 'diagnostics'>>(modules: readonly One[]): readonly One[] {
  return modules.filter((m) => hasErrors(m.diagnostics));
}

export function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

/** A path as the caller would type it. */
export function display(io: Io, file: string): string {
  const relative = path.relative(io.cwd, file);
  return relative.startsWith('..') ? file : relative || '.';
}
