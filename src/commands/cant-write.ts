import { FolderRefused } from '../pipeline.js';
import type { Io } from './io.js';
import { display } from './modules.js';
import { reason } from './reason.js';
import { exitCodes, StopError } from './stop.js';

/** For `catch`: what the system holds against the packages' folder, as the end of the command. */
export function cantWrite(io: Io, hint: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof FolderRefused)) throw error;
    throw new StopError(
      `The packages can't be written to ${display(io, error.folder)}: ${reason(error.cause)}.\nhint: ${hint} Nothing was written.`,
      exitCodes.environment,
    );
  };
}
