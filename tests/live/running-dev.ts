import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../support/cpm.js';

/** A started `cpm dev`, as a person has it in a terminal. */
export interface RunningDev {
  /** The page that it says to open. */
  readonly address: string;
  /** Everything printed so far. */
  readonly printed: () => string;
  stop(): Promise<number | null>;
}

/** Starts the built `cpm dev` on a free port and waits until it says where to look. */
export async function startDev(modules: string, ...args: readonly string[]): Promise<RunningDev> {
  const command = [path.join(projectRoot, 'dist/bin/cpm.js'), 'dev', ...args, '--modules', modules, '--port', '0'];
  const child = spawn(process.execPath, command, { cwd: path.dirname(modules), stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        printed += chunk;
        const found = /Ready: (\S+)\n/.exec(printed)?.[1];
        if (found !== undefined) resolve(found);
      });
    ended.then((code) => reject(new Error(`cpm dev ended with ${code}:\n${printed}`)), reject);
  });
  return {
    address,
    printed: () => printed,
    async stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}
