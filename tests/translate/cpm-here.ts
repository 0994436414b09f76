import { createProgram } from '../../src/commands/program.js';
import { StopError } from '../../src/commands/stop.js';
import { projectRoot } from '../support/cpm.js';

/** The command, in this process: what it prints, and how it ends. */
export async function cpm(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [code, out, err] = [0, '', ''];
  const program = createProgram({
    out: (line) => {
      out += `${line}\n`;
    },
    err: (line) => {
      err += `${line}\n`;
    },
    cwd: projectRoot,
    env: {},
    isTerminal: false,
    exitWith: (later) => {
      code = later;
    },
    untilStopped: () => Promise.resolve(),
  });
  await program.parseAsync(['node', 'cpm', ...args]).catch((error: unknown) => {
    if (!(error instanceof StopError)) throw error;
    code = error.exitCode;
    err += `${error.message}\n`;
  });
  return { code, out, err };
}
