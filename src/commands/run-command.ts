import { CommanderError } from 'commander';
import type { Io } from './io.js';
import { createProgram } from './program.js';
import { exitCodes, StopError } from './stop.js';

/**
 * Runs one command to its end.
 * @param args what stands behind `cpm`
 * @returns the exit code, as README lists them; whatever went wrong was said on `io.err`
 */
export async function runCommand(io: Omit<Io, 'exitWith'>, args: readonly string[]): Promise<number> {
  let code: number = exitCodes.fine;
  const exitWith = (later: number) => {
    code = later;
  };
  try {
    await createProgram({ ...io, exitWith }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (error instanceof StopError) {
      io.err(error.message);
      return error.exitCode;
    }
    const trace = error instanceof Error ? error.stack : String(error);
    io.err(`cpm: this is a fault of the program, not of your content. Please report it with these lines:\n${trace}`);
    return exitCodes.bug;
  }
}
