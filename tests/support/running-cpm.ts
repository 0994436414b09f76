import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from './cpm.js';

/** A started `cpm start`, as a person has it in a terminal. */
export interface RunningCpm {
  readonly origin: string;
  readonly contentOrigin: string;
  /** Key and secret shown at the first start; empty later. */
  readonly key: string;
  readonly secret: string;
  /** Everything printed so far. */
  readonly printed: () => string;
  /** Ends it as Ctrl+C does, or by another signal; resolves to its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the built `cpm start` on a free port and waits until it says that it is ready. */
export async function startCpm(dataFolder: string, ...more: readonly string[]): Promise<RunningCpm> {
  const args = [path.join(projectRoot, 'dist/bin/cpm.js'), 'start', '--port', '0', '--data', dataFolder, ...more];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await ready(child, ended, () => printed);
  const find = (pattern: RegExp): string => pattern.exec(printed)?.[1] ?? '';
  return {
    origin: find(/Ready: (http:\S+?)\/?$/m),
    contentOrigin: find(/Packages play at (http:\S+?)\.? /),
    key: find(/key +(\S+)/),
    secret: find(/secret +(\S+)/),
    printed: () => printed,
    async stop(signal = 'SIGINT') {
      child.kill(signal);
      return ended;
    },
  };
}

function ready(child: ChildProcess, ended: Promise<number | null>, printed: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (printed().includes('Ctrl+C stops')) resolve();
    };
    child.stdout?.on('data', look);
    ended.then((code) => reject(new Error(`cpm start ended with ${code}:\n${printed()}`)), reject);
  });
}
