// `npm run conformance -- --suite DIR`: ADL's conformance suite (github.com/adlnet/lrs-conformance-test-suite, installed in
// DIR by `npm install`) against the real `cpm start`, for both editions of xAPI on both databases, one after another.
// Options: `--version 1.0.3|2.0.0` for one edition; `--database postgres://...` for a PostgreSQL server of your own
// (its user must be allowed to create databases) in place of the one that npm brought.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import Sqlite from 'libsql';
import pg from 'pg';

/** How many tests the suite has: a run with another number was cut short, or the suite is another one. */
const expected = { '1.0.3': 1365, '2.0.0': 1442 };
const timeLimit = 10 * 60_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(path.join(tmpdir(), 'cpm-conformance-'));

const { suite, versions, database } = options();
const { startCpm, startPostgres } = await helpers();
const runs = [];
try {
  for (const version of versions) runs.push(await run(version, 'SQLite', undefined));
  const postgres = await postgresServer(database, startPostgres);
  try {
    for (const version of versions) runs.push(await run(version, 'PostgreSQL', await postgres.database()));
  } finally {
    await postgres.stop();
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.table(
  runs.map(({ version, database, total, passed, seconds }) => ({ version, database, total, passed, seconds })),
);
const passed = runs.every((one) => one.passed === expected[one.version] && one.total === expected[one.version]);
if (versions.length === Object.keys(expected).length) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const summary = {
    suite: { repository: 'https://github.com/adlnet/lrs-conformance-test-suite', commit: commitOf(suite) },
    program: `cpm-courseware ${version}`,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    passed,
    runs,
  };
  writeFileSync(path.join(root, 'docs/conformance.json'), `${JSON.stringify(summary, null, 2)}\n`);
  console.log('Summary written to docs/conformance.json');
}
const whole = runs.filter((one) => one.passed === expected[one.version]).length;
console.log(passed ? `All ${runs.length} runs passed whole.` : `${whole} of ${runs.length} runs passed whole.`);
process.exitCode = passed ? 0 : 1;

function options() {
  const { values } = parseArgs({
    options: { suite: { type: 'string' }, version: { type: 'string' }, database: { type: 'string' } },
  });
  const folder = path.resolve(values.suite ?? '');
  if (values.suite === undefined || !existsSync(path.join(folder, 'bin/console_runner.js'))) {
    refuse(
      'Name the folder of the suite: npm run conformance -- --suite DIR',
      'get github.com/adlnet/lrs-conformance-test-suite into a folder outside of this one, and run npm install there.',
    );
  }
  if (values.version !== undefined && !Object.hasOwn(expected, values.version))
    refuse(`There is no version "${values.version}".`, `write ${Object.keys(expected).join(' or ')}.`);
  if (values.database !== undefined && !/^postgres(ql)?:\/\//.test(values.database))
    refuse(
      `"${values.database}" is no address of a PostgreSQL server.`,
      'write postgres://user:password@host/database.',
    );
  return {
    suite: folder,
    versions: values.version === undefined ? Object.keys(expected) : [values.version],
    database: values.database,
  };
}

function refuse(message, hint) {
  console.error(`${message}\nhint: ${hint}`);
  process.exit(2);
}

/** What the tests start servers with, as modules that Node reads. */
async function helpers() {
  const outdir = path.join(root, 'dist/conformance');
  await build({
    entryPoints: ['running-cpm', 'postgres'].map((name) => path.join(root, `tests/support/${name}.ts`)),
    outdir,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
  const load = (name) => import(pathToFileURL(path.join(outdir, `${name}.mjs`)).href);
  return { ...(await load('running-cpm')), ...(await load('postgres')) };
}

/** A server that makes databases, each of which is thrown away: the suite never cleans up. */
async function postgresServer(address, startPostgres) {
  if (address === undefined) return startPostgres();
  const made = [];
  const ask = async (text) => {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  return {
    async database() {
      const name = `cpm_conformance_${randomUUID().replaceAll('-', '')}`;
      await ask(`create database ${name}`);
      made.push(name);
      return Object.assign(new URL(address), { pathname: `/${name}` }).href;
    },
    async stop() {
      for (const name of made) await ask(`drop database if exists ${name}`);
    },
  };
}

/** One battery against a server with an empty database. */
async function run(version, database, url) {
  console.log(`\nxAPI ${version} on ${database}`);
  const server = await start(['--xapi-version', version], url);
  try {
    const began = Date.now();
    const { total, passed, failed, faults } = await battery(version, server);
    for (const fault of faults.slice(0, 50)) console.log(`  ${fault}`);
    const seconds = Math.round((Date.now() - began) / 1000);
    const databaseVersion = await versionOfDatabase(url);
    return { version, database: `${database} ${databaseVersion}`, total, passed, failed, seconds };
  } finally {
    await server.stop();
  }
}

/** A server whose secret begins with no hyphen: the suite would take it for an option. */
async function start(more, url) {
  for (;;) {
    const at = url === undefined ? [] : ['--database', url];
    const server = await startCpm(path.join(scratch, randomUUID()), ...more, ...at);
    if (!server.secret.startsWith('-')) return server;
    await server.stop();
    if (url !== undefined) await emptied(url);
  }
}

/** The first credential is made in an empty database only. */
async function emptied(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public').finally(() => client.end());
}

/** Runs the suite and judges by its log: its exit code is the number of failures modulo 256, and an aborted run can look clean. */
async function battery(version, { origin, key, secret }) {
  const said = await output([
    ...['bin/console_runner.js', '-x', version, '-e', `${origin}/xapi`, '-a', '-z'],
    ...['-u', key, '-p', secret],
  ]);
  const file = /log written to (\S+\.log)/.exec(said)?.[1];
  if (file === undefined) return broken(`The suite wrote no log. It said at last:\n${said.slice(-2000)}`);
  const { state, summary, log } = JSON.parse(readFileSync(file, 'utf8'));
  const { total, passed, failed } = summary;
  const faults = [...faultsIn(log, '')];
  if (state !== 'finished') return { ...broken(`The suite ended ${state}.`), total: total ?? 0, failed: failed ?? 0 };
  if (total !== expected[version]) faults.push(`The suite has ${total} tests; ${expected[version]} are expected.`);
  return { total, passed, failed, faults };
}

function broken(fault) {
  return { total: 0, passed: 0, failed: 0, faults: [fault] };
}

function output(args) {
  return new Promise((resolve, reject) => {
    // A group of its own: the suite starts a process that would outlive it.
    const child = spawn(process.execPath, args, { cwd: suite, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    const late = setTimeout(() => {
      said += `\nIt was ended: no end within ${timeLimit / 60_000} minutes.`;
      process.kill(-child.pid, 'SIGKILL');
    }, timeLimit);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(late);
      resolve(said);
    });
  });
}

function* faultsIn(node, path) {
  if (node?.status !== 'failed') return;
  const here = path === '' ? node.title : `${path} > ${node.title}`;
  const within = (node.tests ?? []).flatMap((one) => [...faultsIn(one, here)]);
  if (within.length > 0) yield* within;
  else yield `${here}: ${String(node.error).split('\n')[0]}`;
}

async function versionOfDatabase(url) {
  if (url === undefined) {
    const memory = new Sqlite(':memory:');
    const { version } = memory.prepare('select sqlite_version() as version').get();
    memory.close();
    return version;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('show server_version').finally(() => client.end());
  return rows[0].server_version.split(' ')[0];
}

function commitOf(folder) {
  return execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
}
