// Reading: the same questions to the same server program over a small and a ten times larger store, in turns.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { agentFor, send } from './load.mjs';
import { cpuSeconds, startOurs } from './servers.mjs';
import { median } from './writes.mjs';

const rounds = 21;

export async function benchGets(bench, kind) {
  const [small, large] = bench.sizes;
  const stores = [];
  try {
    for (const count of [small, large]) {
      const folder = mkdtempSync(path.join(bench.scratch, `gets-${kind}-`));
      mkdirSync(path.join(folder, 'data'));
      const database = kind === 'postgres' ? await bench.database() : null;
      const place = database ?? path.join(folder, 'data/records.sqlite');
      const began = performance.now();
      await bench.parts.fill(place, count, bench.courses);
      const seconds = (performance.now() - began) / 1000;
      console.error(`${kind}: ${count} statements filled in ${seconds.toFixed(0)} s`);
      const bytes = (database ? await postgresBytes(database) : statSync(place).size) / count;
      stores.push({ count, folder, database, bytes, server: await startOurs(folder, database) });
    }
    for (const { server } of stores) await atRest(server.pid);
    const rows = [];
    for (const [name, make] of questions(bench)) rows.push(await compare(name, make, stores, kind));
    const bytes = stores.map((one) => ({
      database: kind,
      statements: one.count,
      'bytes a statement': Math.round(one.bytes),
    }));
    return { gets: rows, bytes };
  } finally {
    for (const one of stores) {
      await one.server.stop();
      rmSync(one.folder, { recursive: true, force: true });
    }
  }
}

/** Resolves when a server has nothing to do any more: facts of what was filled in are made behind its start. */
async function atRest(pid) {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  // It begins three seconds after the start.
  await pause(5000);
  for (let before = Number.NaN, now = cpuSeconds(pid); now - before > 0.05 || Number.isNaN(before); ) {
    await pause(1000);
    [before, now] = [now, cpuSeconds(pid)];
    if (Number.isNaN(now)) return;
  }
}

async function compare(filter, make, stores, kind) {
  const agent = agentFor(1);
  const ask = async ({ server }, query) => {
    const began = performance.now();
    const { status, text } = await send(agent, server, { address: `?${new URLSearchParams(query)}`, wantText: true });
    if (status !== 200) throw new Error(`${filter}: ${status} ${text.slice(0, 300)}`);
    return { milliseconds: performance.now() - began, found: JSON.parse(text).statements.length };
  };
  const queries = [];
  for (const { server, count } of stores) queries.push(await make(agent, server, count));
  // Where the small store has less than a page, both are asked for what it has.
  const found = await Promise.all(stores.map((store, n) => ask(store, { limit: 100, ...queries[n] })));
  const limit = Math.max(1, Math.min(...found.map((one) => one.found)));
  const times = stores.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [n, store] of stores.entries()) {
      const { milliseconds } = await ask(store, { limit, ...queries[n] });
      if (round >= 3) times[n].push(milliseconds);
    }
  }
  agent.destroy();
  const [a, b] = times.map(median);
  const growth = b / a;
  return {
    database: kind,
    filter,
    limit,
    [`ms at ${stores[0].count}`]: Number(a.toFixed(2)),
    [`ms at ${stores[1].count}`]: Number(b.toFixed(2)),
    growth: Number(growth.toFixed(2)),
    holds: growth < 1.5 && found.every((one) => one.found > 0),
  };
}

/** Every filter alone, the hard pairs, all together. Values are looked up in the store that is asked. */
function questions({ parts: { shared }, courses }) {
  const [course] = courses;
  const page = course.lessons[0].pages[0].iri;
  const verb = (word) => ({ verb: `http://adlnet.gov/expapi/verbs/${word}` });
  const module = { activity: course.module.iri };
  const end = (count) => shared.start + count;
  const time = (at) => new Date(at).toISOString();
  const one = async (agent, server, filter) => {
    const { text } = await send(agent, server, {
      address: `?${new URLSearchParams({ limit: '20', ...filter })}`,
      wantText: true,
    });
    // What refers to a statement is found by that one's verb too, and has no session of its own.
    const statement = JSON.parse(text).statements.find((each) => each.context?.registration);
    if (!statement) throw new Error(`Nothing found by ${JSON.stringify(filter)}`);
    return statement;
  };
  const actor = (statement) => ({ agent: JSON.stringify({ account: statement.actor.account }) });
  // Of a session that is over: it has its 25 statements and more.
  const someone = async (agent, server, count) =>
    one(agent, server, { ...verb('terminated'), until: time(end(count) - 5000) });
  const related = { related_activities: 'true', related_agents: 'true' };
  const registration = { registration: shared.registration };
  const moduleOf = (statement) => statement.context.contextActivities.grouping[0].id;
  return Object.entries({
    nothing: async () => ({}),
    agent: async (agent, server, count) => actor(await someone(agent, server, count)),
    'related agent': async (agent, server, count) => ({
      ...actor(await someone(agent, server, count)),
      related_agents: 'true',
    }),
    verb: async () => verb('experienced'),
    'verb, 1 in 200': async () => verb('commented'),
    activity: async () => ({ activity: page }),
    'related activity': async () => ({ ...module, related_activities: 'true' }),
    'registration of one session': async (agent, server, count) => ({
      registration: (await someone(agent, server, count)).context.registration,
    }),
    'registration of a class': async () => registration,
    'since, until': async (_agent, _server, count) => ({
      since: time(end(count) - 9000),
      until: time(end(count) - 3000),
    }),
    'since, until, ascending': async (_agent, _server, count) => ({
      since: time(end(count) - 9000),
      until: time(end(count) - 3000),
      ascending: 'true',
    }),
    'verb and activity': async () => ({ ...verb('passed'), ...module }),
    'class and verb': async () => ({ ...registration, ...verb('passed') }),
    'class and related activity': async (agent, server) => ({
      ...registration,
      activity: moduleOf(await one(agent, server, registration)),
      related_activities: 'true',
    }),
    'class and agent': async (agent, server) => ({ ...registration, ...actor(await one(agent, server, registration)) }),
    'all together': async (agent, server, count) => {
      const found = await one(agent, server, { ...registration, ...verb('answered') });
      return {
        ...actor(found),
        ...verb('answered'),
        activity: moduleOf(found),
        ...registration,
        since: time(shared.start),
        until: time(end(count)),
        ...related,
      };
    },
  });
}

async function postgresBytes(url) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(
    "select sum(pg_total_relation_size(c.oid))::float8 as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'",
  );
  await client.end();
  return rows[0].bytes;
}
