import { spawn } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
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
export function startDev(modules: string, ...args: readonly string[]): Promise<RunningDev> {
  return startDevOf(projectRoot, modules, ...args);
}

/** A clone of one's own, built, whose templates a test may change. */
export async function ownClone(folder: string): Promise<string> {
  const clone = path.join(folder, 'clone');
  await mkdir(path.join(clone, 'dist'), { recursive: true });
  for (const name of ['package.json', 'templates', 'packaging', 'dist/bin', 'dist/runtime', 'dist/player'])
    await cp(path.join(projectRoot, name), path.join(clone, name), { recursive: true });
  await symlink(path.join(projectRoot, 'node_modules'), path.join(clone, 'node_modules'));
  return clone;
}

/** The same as `startDev`, of the clone that is named. */
export async function startDevOf(clone: string, modules: string, ...args: readonly string[]): Promise<RunningDev> {
  const command = [path.join(clone, 'dist/bin/cpm.js'), 'dev', ...args, '--modules', modules, '--port', '0'];
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
