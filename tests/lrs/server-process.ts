import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { scratchFolder } from '../support/browser.js';

/** A record store's server as a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Ends in '/'. */
  readonly endpoint: string;
  readonly authorization: string;
  /** What it said on its error output so far. */
  readonly errors: () => string;
  /** A request under 1.0.3 with the server's own credential, unless headers say otherwise. */
  call(method: string, to: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Asks it over the channel; see `child-server.ts`. */
  ask(message: { make: string } | { revoke: string }): Promise<ReturnType<typeof JSON.parse>>;
  /** kill -9 */
  kill(): Promise<void>;
}

export interface ServerProgram {
  start(database: string): Promise<ServerProcess>;
  /** Removes the program and ends whatever still runs. */
  done(): Promise<void>;
}

/** The record store's server as one file that Node runs. */
export async function serverProgram(): Promise<ServerProgram> {
  const { folder, done } = await scratchFolder('server-process');
  const program = path.join(folder, 'server.mjs');
  const native = (name: string) => pathToFileURL(createRequire(import.meta.url).resolve(name)).href;
  await build({
    entryPoints: [fileURLToPath(new URL('./child-server.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    external: ['pg-native'],
    banner: { js: "import { createRequire as __r } from 'node:module';const require = __r(import.meta.url);" },
    plugins: [
      {
        name: 'native',
        setup: (b) =>
          b.onResolve({ filter: /^libsql(?:\/promise)?$/ }, ({ path }) => ({ path: native(path), external: true })),
      },
    ],
  });
  const running: ServerProcess[] = [];
  return {
    async start(database) {
      const one = await started(program, database);
      running.push(one);
      return one;
    },
    async done() {
      for (const one of running) await one.kill();
      await done();
    },
  };
}

async function started(program: string, database: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [program, database], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += String(text);
  });
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}\n${errors}`)));
  });
  const { port, authorization } = JSON.parse(line);
  const endpoint = `http://127.0.0.1:${port}/xapi/`;
  return {
    child,
    endpoint,
    authorization,
    errors: () => errors,
    call: (method, to, body, headers = {}) =>
      fetch(new URL(to, endpoint), {
        method,
        headers: {
          Authorization: authorization,
          'X-Experience-API-Version': '1.0.3',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async ask(message) {
      const answer = once(child, 'message');
      child.send(message);
      return (await answer)[0];
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
