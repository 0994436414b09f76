// The two servers that are compared, each a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { root } from './bundle.mjs';

const bin = path.join(root, 'dist/bin/cpm.js');

/** The floor. @param database `postgres://…` or a SQLite file */
export async function startFloor(database) {
  const program = fileURLToPath(new URL('./floor.mjs', import.meta.url));
  const { child, lines } = run([program, database]);
  const { port } = JSON.parse(await next(child, lines, /^\{/));
  return { pid: child.pid, headers: {}, url: `http://127.0.0.1:${port}/`, stop: () => stop(child) };
}

/**
 * `cpm start`, whole, on a record store of its own; of the modules only one is built, which has no part in it.
 * @param folder scratch folder of this server @param database `postgres://…`, or null for SQLite in the folder
 */
export async function startOurs(folder, database) {
  const modules = path.join(folder, 'modules');
  mkdirSync(modules, { recursive: true });
  for (const name of ['curriculum.yaml', '_practice-model', 'clear-words'])
    cpSync(path.join(root, 'tests/fixtures/modules', name), path.join(modules, name), { recursive: true });
  const data = path.join(folder, 'data');
  const args = ['start', '--port', '0', '--modules', modules, '--data', data];
  const { child, lines } = run([bin, ...args], database ? { CPM_DATABASE: database } : {});
  const seen = [];
  lines.on('line', (line) => seen.push(line));
  const ready = await next(child, lines, /^Ready: /);
  const made = (word) => new RegExp(`^ +${word} +(\\S+)`, 'm').exec(seen.join('\n'))?.[1];
  if (!made('key')) throw new Error('The record store had a credential already');
  const authorization = `Basic ${Buffer.from(`${made('key')}:${made('secret')}`).toString('base64')}`;
  return {
    pid: child.pid,
    headers: { Authorization: authorization, 'X-Experience-API-Version': '1.0.3' },
    url: `${/^Ready: (\S+)/.exec(ready)?.[1]}xapi/statements`,
    sqlite: path.join(data, 'records.sqlite'),
    stop: () => stop(child),
  };
}

function run(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout }) };
}

function next(child, lines, wanted) {
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => wanted.test(line) && resolve(line));
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)));
  });
}

async function stop(child) {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** CPU seconds of a process so far (Linux), or NaN. */
export function cpuSeconds(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
