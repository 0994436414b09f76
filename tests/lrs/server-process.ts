import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from '../support/browser.js';
import { childProgram } from '../support/child-program.js';

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
  const program = await childProgram(fileURLToPath(new URL('./child-server.ts', import.meta.url)), folder);
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
