#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { runCommand } from './commands/run-command.js';

/** Questions go where messages go, so that what is printed stays what was asked for. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('close', () => resolve(''));
      lines.question(question).then(resolve, reject);
    });
  } finally {
    lines.close();
  }
}

/** Resolves at the first signal to end. One that comes later than a second after it means: at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | null = null;
    const stop = () => {
      first ??= Date.now();
      resolve();
      // npm passes Ctrl+C on to a program that has it from the terminal already, so it comes twice.
      if (Date.now() - first > 1000) process.exit(interrupted);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

/** What shells say of a program that a signal ended. */
const interrupted = 130;

// Whoever reads the output may stop reading (`cpm targets | head -1`): then there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const args = process.argv.slice(2);
// A build lives for a second: optimizing its code costs a third more than it gives (12 packages: 2.2 and 1.5 CPU s).
if (args[0] === 'build') setFlagsFromString('--no-opt');

// argv in, exit code out: the only file that reads the arguments or ends the process.
process.exitCode = await runCommand(
  {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    cwd: process.cwd(),
    env: process.env,
    isTerminal: process.stderr.isTTY === true,
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    untilStopped,
  },
  args,
);
// A connection that nobody answers any more (a database that is away) must not keep a program that is done.
setTimeout(() => process.exit(), 2000).unref();
