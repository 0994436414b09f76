import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqlite } from '../../src/lrs/sqlite/open-sqlite.js';
import { scratchFolder } from '../support/browser.js';
import { activity, learner, sample } from './samples.js';

let folder: string;
let done: () => Promise<void>;
let program: string;
beforeAll(async () => {
  ({ folder, done } = await scratchFolder('durability'));
  program = path.join(folder, 'server.mjs');
  const native = pathToFileURL(createRequire(import.meta.url).resolve('libsql')).href;
  await build({
    entryPoints: [fileURLToPath(new URL('./child-server.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    banner: { js: "import { createRequire as __r } from 'node:module';const require = __r(import.meta.url);" },
    plugins: [
      { name: 'native', setup: (b) => b.onResolve({ filter: /^libsql$/ }, () => ({ path: native, external: true })) },
    ],
  });
});
afterAll(() => done());

it('has every acknowledged statement after the whole server was killed amid writing, three times over', async () => {
  const file = path.join(folder, 'records.db');
  const acknowledged = new Set<string>();
  for (const round of [1, 2, 3]) {
    const { child, port, authorization } = await start(file);
    const enough = acknowledged.size + 120;
    const killed = once(child, 'exit');
    const write = async (worker: number) => {
      for (;;) {
        const statements = Array.from({ length: 1 + (worker % 4) * 5 }, (_, n) =>
          sample({ actor: learner(`w${worker}`), object: activity(`r${round}-${n}`, 'x'.repeat(200)) }),
        );
        try {
          const answer = await fetch(`http://127.0.0.1:${port}/xapi/statements`, {
            method: 'POST',
            headers: {
              Authorization: authorization,
              'X-Experience-API-Version': '1.0.3',
              'Content-Type': 'application/json',
            },
            body: JSON.stringify(statements),
          });
          if (answer.status !== 200) throw new Error(await answer.text());
        } catch (error) {
          if (child.killed) return;
          throw error;
        }
        for (const one of statements) acknowledged.add(one.id);
        if (acknowledged.size >= enough && !child.killed) child.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, n) => write(n)));
    await killed;
  }
  const store = await openSqlite(file, Date.now);
  const found = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await store.find({ limit: 500, ascending: true, ...(cursor === null ? {} : { cursor }) });
    for (const one of page.statements) found.add(JSON.parse(one.json).id);
    cursor = page.next;
  } while (cursor !== null);
  await store.close();
  expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThanOrEqual(360);
});

async function start(file: string): Promise<{ child: ChildProcess; port: number; authorization: string }> {
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)));
  });
  return { child, ...JSON.parse(line) };
}
