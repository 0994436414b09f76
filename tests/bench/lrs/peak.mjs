// The statewide peak as a bounded run: 25,000 learners, a statement every 20 seconds each, sent as a page's queue sends them.
// Open loop: requests leave at their time whether or not earlier ones are answered, and latency counts from that time.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { agentFor, send } from './load.mjs';
import { cpuSeconds, startOurs } from './servers.mjs';
import { countStatements } from './writes.mjs';

const learners = 25_000;
const secondsAStatement = 20;

export async function benchPeak(bench, kind) {
  const folder = mkdtempSync(path.join(bench.scratch, `peak-${kind}-`));
  const database = kind === 'postgres' ? await bench.database() : null;
  const server = await startOurs(folder, database);
  const agent = agentFor(256);
  try {
    const sessions = Array.from({ length: learners }, (_, n) => begun(bench, n));
    const asSteps = bench.courses.map((course) => stepsOf(bench, course, 0));
    const perRequest = asSteps.flat(2).length / asSteps.flat().length;
    const wanted = learners / secondsAStatement;
    const gap = (perRequest / wanted) * 1000;
    const total = Math.floor((bench.peakSeconds * 1000) / gap);
    // Made in advance: learners' machines make them, not this one.
    const requests = Array.from({ length: total }, (_, n) => {
      const step = nextStep(bench, sessions, n % learners);
      return { count: step.length, body: JSON.stringify(step) };
    });
    const latencies = [];
    const errors = [];
    let sent = 0;
    const before = { ours: cpuSeconds(server.pid), load: process.cpuUsage() };
    const began = performance.now();
    const underWay = new Set();
    for (let n = 0; n < total; n++) {
      const due = began + n * gap;
      while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
      const { count, body } = requests[n];
      const one = send(agent, server, { method: 'POST', body, wantText: true }).then(
        ({ status, text }) => {
          latencies.push(performance.now() - due);
          if (status === 200) sent += count;
          else errors.push(`${status} ${text.slice(0, 200)}`);
        },
        (error) => errors.push(String(error)),
      );
      underWay.add(one);
      one.finally(() => underWay.delete(one));
    }
    await Promise.all(underWay);
    const seconds = (performance.now() - began) / 1000;
    const load = process.cpuUsage(before.load);
    for (const error of errors.slice(0, 3)) console.error(error);
    latencies.sort((a, b) => a - b);
    const at = (share) => Number((latencies[Math.floor(latencies.length * share)] ?? Number.NaN).toFixed(1));
    const stored = await countStatements(database ?? server.sqlite);
    return {
      database: kind,
      seconds: Math.round(seconds),
      'statements a request': Number(perRequest.toFixed(2)),
      'requests/s wanted': Math.round(wanted / perRequest),
      'statements/s wanted': wanted,
      'statements/s': Math.round(sent / seconds),
      'ms, half': at(0.5),
      'ms, 99 %': at(0.99),
      'CPU s of the server a second': Number(((cpuSeconds(server.pid) - before.ours) / seconds).toFixed(2)),
      'CPU s of the load a second': Number(((load.user + load.system) / 1e6 / seconds).toFixed(2)),
      errors: errors.length,
      'count exact': stored === sent,
      holds: errors.length === 0 && stored === sent && sent / seconds >= wanted * 0.95,
    };
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everyone is somewhere in a session, not all at its beginning. */
function begun(bench, learner) {
  return { course: learner % bench.courses.length, place: learner * 7919, steps: null };
}

function nextStep(bench, sessions, learner) {
  const session = sessions[learner];
  if (session.steps === null || session.steps.length === 0) {
    const all = stepsOf(bench, bench.courses[session.course % bench.courses.length], learner);
    session.steps = all.slice(session.steps === null ? session.place % all.length : 0);
    session.course += 1;
  }
  return session.steps.shift();
}

function stepsOf(bench, course, learner) {
  return bench.parts.steps({
    learner: `learner-${learner}`,
    registration: randomUUID(),
    course,
    start: Date.now(),
    uuid: randomUUID,
  });
}
