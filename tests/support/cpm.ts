import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../src/commands/run-command.js';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const bin = path.join(projectRoot, 'dist/bin/cpm.js');

/** Runs the built `cpm` as a process of its own; resolves when it ended. */
export function cpm(
  args: readonly string[],
  cwd = projectRoot,
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/**
 * Runs a command of `cpm` in this process: what it does and says is the same, and half a second of starting is saved.
 * Not for what a process is needed for: signals, a standard input, several at once.
 */
export async function cpmHere(
  args: readonly string[],
  cwd = projectRoot,
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await runCommand(
    {
      out: (line) => {
        said.out += `${line}\n`;
      },
      err: (line) => {
        said.err += `${line}\n`;
      },
      cwd,
      env: { ...process.env, ...env },
      isTerminal: false,
      untilStopped: () => Promise.reject(new Error('Nobody can stop what runs in the test itself')),
    },
    args,
  );
  return { code, ...said };
}

/**
 * A folder `modules` in `folder` with a small module of few pages, `clear-words`: for tests of what does not depend on the
 * training. It is built in half the time that a real module takes.
 */
export async function smallModules(folder: string): Promise<string> {
  const modules = path.join(folder, 'modules');
  for (const name of ['curriculum.yaml', '_practice-model', 'clear-words'])
    await cp(path.join(projectRoot, 'tests/fixtures/modules', name), path.join(modules, name), { recursive: true });
  return modules;
}

/**
 * A folder `modules` in `folder` with the curriculum, the practice model and real modules, to be changed by a test.
 * Its programmes come along only with the modules they name, all three.
 */
export async function copyOfModules(folder: string, ...ids: readonly string[]): Promise<string> {
  const modules = path.join(folder, 'modules');
  await mkdir(modules, { recursive: true });
  for (const name of ['curriculum.yaml', '_practice-model', ...ids]) {
    await cp(path.join(projectRoot, 'modules', name), path.join(modules, name), { recursive: true });
  }
  if (ids.length < 3) {
    const curriculum = path.join(modules, 'curriculum.yaml');
    const text = await readFile(curriculum, 'utf8');
    await writeFile(curriculum, text.replace(/^programmes:[\s\S]*/m, ''));
  }
  return modules;
}
