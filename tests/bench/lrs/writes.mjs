// Writing: ours against the floor in pairs, fsyncs a commit, and batches that share actors and activities.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import Libsql from 'libsql';
import pg from 'pg';
import { agentFor, hammer, send } from './load.mjs';
import { startFloor, startOurs } from './servers.mjs';

const shapes = [
  { connections: 1, batch: 1, least: 0.5 },
  { connections: 16, batch: 1, least: 0.5 },
  { connections: 64, batch: 1, least: 0.5 },
  { connections: 4, batch: 100, least: 0.4 },
];

/** @param bench what all parts share: scratch folder, new databases, statements, `milliseconds` a run, `pairs` */
export async function benchWrites(bench, kind) {
  const rows = [];
  const folder = mkdtempSync(path.join(bench.scratch, `writes-${kind}-`));
  const floorAt = kind === 'postgres' ? await bench.database() : path.join(folder, 'floor.sqlite');
  const oursAt = kind === 'postgres' ? await bench.database() : null;
  const floor = await startFloor(floorAt);
  const ours = await startOurs(folder, oursAt);
  const stored = () => countStatements(oursAt ?? ours.sqlite);
  let acknowledged = 0;
  try {
    for (const { connections, batch, least } of shapes) {
      const ratios = [];
      const rates = { ours: [], floor: [] };
      const errors = [];
      // The first pair warms both up.
      for (let pair = 0; pair <= bench.pairs; pair++) {
        const order = pair % 2 === 0 ? ['floor', 'ours'] : ['ours', 'floor'];
        const run = {};
        for (const which of order) {
          const next = bench.bodies(batch);
          run[which] = await hammer(which === 'ours' ? ours : floor, connections, bench.milliseconds, next);
          errors.push(...run[which].errors.map((one) => `${which}: ${one}`));
        }
        acknowledged += run.ours.statements;
        if (pair === 0) continue;
        ratios.push(run.ours.perSecond / run.floor.perSecond);
        for (const which of order) rates[which].push(run[which].perSecond);
      }
      const count = await stored();
      rows.push({
        database: kind,
        connections,
        batch,
        'floor, statements/s': Math.round(median(rates.floor)),
        'ours, statements/s': Math.round(median(rates.ours)),
        ratio: Number(median(ratios).toFixed(2)),
        least,
        errors: errors.length,
        'count exact': count === acknowledged,
        holds: median(ratios) >= least && errors.length === 0 && count === acknowledged,
      });
      for (const error of errors.slice(0, 3)) console.error(error);
    }
    const fsyncs = await benchFsyncs(bench, kind, ours, oursAt);
    const shared = await benchShared(bench, kind, ours, stored);
    return { writes: rows, fsyncs, shared };
  } finally {
    await Promise.all([floor.stop(), ours.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Single POSTs one after another, so that each is a commit of its own; then as many at 16 connections. */
async function benchFsyncs(bench, kind, ours, database) {
  const rows = [];
  for (const connections of [1, 16]) {
    const counter = kind === 'postgres' ? await postgresCounter(database) : await sqliteCounter(ours.pid);
    const { requests } = await hammer(ours, connections, bench.milliseconds, bench.bodies(1));
    const { fsyncs, commits } = await counter();
    const a = (value) => (value === null ? 'not counted' : Number((value / requests).toFixed(2)));
    rows.push({
      database: kind,
      connections,
      requests,
      fsyncs: fsyncs ?? 'not counted',
      commits: commits ?? 'not counted',
      'fsyncs a request': a(fsyncs),
      'fsyncs a commit': fsyncs === null || !commits ? 'not counted' : Number((fsyncs / commits).toFixed(2)),
      // Alone a request is a commit: each must have waited for the disk.
      holds: connections > 1 || fsyncs === null || fsyncs >= requests,
    });
  }
  return rows;
}

/** fsync and fdatasync calls of the whole process, seen by strace where there is one. */
async function sqliteCounter(pid) {
  const none = async () => ({ fsyncs: null, commits: null });
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
  } catch {
    return none;
  }
  const tracer = spawn('strace', ['-f', '-e', 'trace=fsync,fdatasync', '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  tracer.stderr.on('data', (part) => (text += part));
  await new Promise((resolve) => {
    tracer.stderr.once('data', resolve);
    tracer.once('exit', resolve);
  });
  if (!/attached/.test(text)) return none;
  return async () => {
    const ended = new Promise((resolve) => tracer.once('close', resolve));
    tracer.kill('SIGINT');
    await ended;
    const fsyncs = text.split('\n').filter((line) => /\b(fsync|fdatasync)\(.*= 0/.test(line)).length;
    return { fsyncs, commits: null };
  };
}

async function postgresCounter(url) {
  const client = new pg.Client(url);
  await client.connect();
  const look = async () => {
    // Idle backends hand in their counts within ten seconds.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    const version = Number((await client.query('show server_version_num')).rows[0].server_version_num);
    const text =
      version >= 180000
        ? "select coalesce(sum(fsyncs), 0)::int as fsyncs from pg_stat_io where object = 'wal'"
        : 'select wal_sync::int as fsyncs from pg_stat_wal';
    const { fsyncs } = (await client.query(text)).rows[0];
    const { commits } = (
      await client.query('select xact_commit::int as commits from pg_stat_database where datname = current_database()')
    ).rows[0];
    return { fsyncs, commits };
  };
  const before = await look();
  return async () => {
    const after = await look();
    await client.end();
    return { fsyncs: after.fsyncs - before.fsyncs, commits: after.commits - before.commits };
  };
}

/** Concurrent batches of 100 over the same few actors and activities: no error, and each statement is there once. */
async function benchShared(_bench, kind, ours, stored) {
  const rows = [];
  for (const connections of [4, 8, 16]) {
    const agent = agentFor(connections);
    const before = await stored();
    const rounds = 5;
    const errors = [];
    const began = performance.now();
    for (let round = 0; round < rounds; round++) {
      const answers = await Promise.all(
        Array.from({ length: connections }, (_, n) =>
          send(agent, ours, { method: 'POST', body: JSON.stringify(sharedBatch(n, round)), wantText: true }),
        ),
      );
      errors.push(
        ...answers.filter((one) => one.status !== 200).map((one) => `${one.status} ${one.text.slice(0, 200)}`),
      );
    }
    const seconds = (performance.now() - began) / 1000;
    agent.destroy();
    const count = (await stored()) - before;
    const sent = connections * rounds * 100;
    rows.push({
      database: kind,
      'concurrent batches': connections,
      statements: sent,
      'statements/s': Math.round(sent / seconds),
      errors: errors.length,
      'count exact': count === sent,
      holds: errors.length === 0 && count === sent,
    });
    for (const error of errors.slice(0, 3)) console.error(error);
  }
  return rows;
}

/** Each batch takes the same seven actors and five activities in another order; some are new in every round. */
function sharedBatch(shift, round) {
  return Array.from({ length: 100 }, (_, n) => ({
    id: randomUUID(),
    actor: {
      objectType: 'Agent',
      account: { homePage: 'https://lms.example/', name: `shared-${round}-${(n * (shift + 1)) % 7}` },
    },
    verb: { id: 'http://adlnet.gov/expapi/verbs/experienced', display: { 'en-US': 'experienced' } },
    object: {
      id: `https://courses.example/shared-${round}-${(n + shift) % 5}`,
      definition: { name: { 'en-US': `Shared ${n % 3}` } },
    },
  }));
}

export async function countStatements(database) {
  if (/^postgres/.test(database)) {
    const client = new pg.Client(database);
    await client.connect();
    const { rows } = await client.query('select count(*)::int as n from statements');
    await client.end();
    return rows[0].n;
  }
  const db = new Libsql(database, { readonly: true });
  const { n } = db.prepare('select count(*) as n from statements').get();
  db.close();
  return n;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
