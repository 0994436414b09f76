import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadModule } from '../definition/load.js';
import type { ModuleDefinition } from '../definition/module-definition.js';
import { formatDiagnostic } from '../diagnostics.js';
import { type ImportNote, noteText } from '../exchange/note.js';
import { RefusedSource } from '../exchange/refused-source.js';
import { FileExists, writeWhole } from '../exchange/write-whole.js';
import { modulesOf } from '../pipeline/folders.js';
import { moduleIds, type Workshop } from '../pipeline.js';
import type { Io } from './io.js';
import { display, notKnown } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

/** Reads a file that was named on the command line. */
export async function sourceBytes(io: Io, file: string): Promise<Uint8Array> {
  const full = path.resolve(io.cwd, file);
  try {
    if ((await stat(full)).size > largest) throw new Error('it is larger than 512 MB');
    return await readFile(full);
  } catch (error) {
    throw new StopError(`${file} can't be read: ${reason(error)}.`, exitCodes.environment);
  }
}

const largest = 512 * 1024 * 1024;

/** The module as far as it can be read: what is brought in may be what mends it. */
export async function moduleFor(io: Io, workshop: Workshop, id: string): Promise<ModuleDefinition> {
  const known = await moduleIds(workshop).catch((error: unknown) => {
    throw new StopError(
      `There is no folder of modules at ${display(io, workshop.modulesFolder)} (${reason(error)}).\nhint: run cpm from the clone, or name the folder with --modules.`,
      exitCodes.environment,
    );
  });
  if (!known.includes(id))
    throw new StopError(`${notKnown('module', id, known)} A new one is begun by cpm new.`, exitCodes.usage);
  const loaded = await loadModule(modulesOf(workshop), id);
  if (loaded.value === undefined)
    throw new StopError(
      `${id} has no module.yaml that can be read.\nhint: run cpm check ${id} first.`,
      exitCodes.content,
    );
  return loaded.value;
}

/** For `catch`: a source that is not taken, as the end of the command; nothing was written. */
export function sourceRefused(error: unknown): never {
  if (!(error instanceof RefusedSource)) throw error;
  const details = error.details.slice(0, 5).map((one) => `${formatDiagnostic(one)}\n`);
  throw new StopError(
    [...details, error.message, `hint: ${error.hint} Nothing was written.`].join('\n'),
    exitCodes.content,
  );
}

/** Tells every note, faults first. */
export function tellNotes(io: Io, notes: readonly ImportNote[]): void {
  const faults = notes.filter(({ severity }) => severity === 'error');
  const changes = notes.filter(({ severity }) => severity === 'warning');
  for (const note of [...faults, ...changes]) io.err(`${noteText(note)}\n`);
}

/** Writes all files or none, and never over one that is there. */
export async function writeNew(io: Io, files: ReadonlyMap<string, string | Uint8Array>, hint: string): Promise<void> {
  await writeWhole(files).catch((error: unknown) => {
    if (error instanceof FileExists)
      throw new StopError(
        `There is something at ${display(io, error.file)} already.\nhint: ${hint} Nothing was written.`,
        exitCodes.usage,
      );
    const [file = ''] = files.keys();
    throw new StopError(
      `${display(io, file)} can't be written: ${reason(error)}. Nothing was written.`,
      exitCodes.environment,
    );
  });
}
