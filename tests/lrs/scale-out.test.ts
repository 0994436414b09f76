import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';
import { activity, learner, sample, verb } from './samples.js';
import { type ServerProcess, type ServerProgram, serverProgram } from './server-process.js';

const header = 'X-Experience-API-Consistent-Through';
const stateOf = (agent: object, id: string) =>
  `activities/state?${new URLSearchParams({ activityId: 'https://courses.example/s', agent: JSON.stringify(agent), stateId: id })}`;

describe('two server processes on one PostgreSQL', () => {
  let postgres: SharedPostgres;
  let program: ServerProgram;
  let url: string;
  let one: ServerProcess;
  let two: ServerProcess;
  let both: readonly ServerProcess[];
  beforeAll(async () => {
    [postgres, program] = await Promise.all([sharedPostgres(), serverProgram()]);
    url = await postgres.database();
    // At once, on an empty database: both must come up.
    [one, two] = await Promise.all([program.start(url), program.start(url)]);
    both = [one, two];
  });
  afterAll(async () => {
    await program?.done();
    await postgres?.stop();
  });

  it('knows a credential at once that the other made, and refuses it once the other revoked it', async () => {
    const made = await one.ask({ make: 'reader' });
    const read = () => two.call('GET', 'statements?limit=1', undefined, { Authorization: made.authorization });
    expect((await read()).status).toBe(200);
    expect(await one.ask({ revoke: made.id })).toEqual({ revoked: true });
    expect((await read()).status).toBe(401);
  });

  it('follows the more-links that the other gave, while both write: each statement once, in order', async () => {
    const registration = randomUUID();
    const sent = Array.from({ length: 90 }, () => sample({ context: { registration } }));
    for (let n = 0; n < 90; n += 10)
      expect((await (both[(n / 10) % 2] ?? one).call('POST', 'statements', sent.slice(n, n + 10))).status).toBe(200);
    const seen: string[] = [];
    let more = `statements?registration=${registration}&ascending=true&limit=20`;
    for (let page = 0; more !== ''; page++) {
      const answer = await (both[page % 2] ?? one).call('GET', more);
      const { statements, more: next } = await answer.json();
      seen.push(...statements.map((found: { id: string }) => found.id));
      more = next;
      if (page < 3)
        await Promise.all(
          both.map((server) => server.call('POST', 'statements', sample({ context: { registration } }))),
        );
    }
    expect(seen.slice(0, 90)).toEqual(sent.map((statement) => statement.id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(96);
  });

  it.each([4, 16])('stores %i batches of 100 sent to both at once, over shared actors and activities', async (many) => {
    const registration = randomUUID();
    const batches = Array.from({ length: many }, (_, n) =>
      Array.from({ length: 100 }, (__, i) =>
        sample({
          actor: { ...learner(`s${many}-${(i * 7 + n) % 13}`), name: `Learner ${i % 5}` },
          verb: verb(['experienced', 'answered', 'passed'][i % 3] ?? ''),
          object: activity(`s${many}-${(i + n * 3) % 11}`, `Name ${(i + n) % 4}`),
          context: { registration, contextActivities: { grouping: [activity(`g${i % 3}`)] } },
        }),
      ),
    );
    const answers = await Promise.all(
      batches.map((batch, n) => (both[n % 2] ?? one).call('POST', 'statements', batch)),
    );
    expect(answers.map((answer) => answer.status)).toEqual(batches.map(() => 200));
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query(
      `select count(*)::int as statements, count(distinct key)::int as keys,
         (select count(*)::int from statement_agents a join statements s using (key) where s.registration = $1 and role = 0) as actors,
         (select count(*)::int from statement_activities a join statements s using (key) where s.registration = $1) as activities
       from statements where registration = $1`,
      [registration],
    );
    const twice = await client.query(
      'select 1 from agents group by identity having count(*) > 1 union all select 1 from activities group by iri having count(*) > 1',
    );
    await client.end();
    const all = many * 100;
    expect(rows).toEqual([{ statements: all, keys: all, actors: all, activities: all * 2 }]);
    expect(twice.rows).toEqual([]);
  });

  it('stores the same statement once that is sent to both at once', async () => {
    const registration = randomUUID();
    for (let n = 0; n < 10; n++) {
      const same = sample({ context: { registration } });
      const answers = await Promise.all(both.map((server) => server.call('POST', 'statements', same)));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    }
    const found = await (await two.call('GET', `statements?registration=${registration}`)).json();
    expect(found.statements).toHaveLength(10);
  });

  it('lets exactly one of two statements win that are sent to both under one id', async () => {
    for (let n = 0; n < 10; n++) {
      const id = randomUUID();
      const answers = await Promise.all(
        both.map((server, at) =>
          server.call('PUT', `statements?statementId=${id}`, { ...sample({ object: activity(`w${at}`) }), id }),
        ),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([204, 409]);
    }
  });

  it('lets exactly one of many changes of a document win under the same ETag, and one under "If-None-Match: *"', async () => {
    const address = stateOf(learner('etag'), 'bookmark');
    const profile = `agents/profile?${new URLSearchParams({ agent: JSON.stringify(learner('etag')), profileId: 'p' })}`;
    for (const to of [profile, address]) {
      const first = await Promise.all(
        [0, 1, 2, 3, 4, 5].map((n) => (both[n % 2] ?? one).call('PUT', to, { n }, { 'If-None-Match': '*' })),
      );
      expect(first.map((answer) => answer.status).sort()).toEqual([204, 412, 412, 412, 412, 412]);
      for (let round = 0; round < 5; round++) {
        const etag = (await two.call('GET', to)).headers.get('etag') ?? '';
        const next = await Promise.all(
          [0, 1, 2, 3, 4, 5].map((n) => (both[n % 2] ?? one).call('PUT', to, { round, n }, { 'If-Match': etag })),
        );
        expect(next.map((answer) => answer.status).sort()).toEqual([204, 412, 412, 412, 412, 412]);
      }
    }
  });

  it('merges every part of a document that both post to at once', async () => {
    const to = stateOf(learner('merge'), 'merged');
    await Promise.all(Array.from({ length: 20 }, (_, n) => (both[n % 2] ?? one).call('POST', to, { [`k${n}`]: n })));
    expect(Object.keys(await (await one.call('GET', to)).json())).toHaveLength(20);
  });

  it('takes over at once what the other process learned of an activity', async () => {
    const id = `learned-${randomUUID()}`;
    const say = (server: ServerProcess, name: string) =>
      server.call('POST', 'statements', sample({ object: activity(id, name) }));
    // Both remember the activity; then each says something else in turn.
    for (const [server, name] of [
      [one, 'A'],
      [two, 'A'],
      [two, 'B'],
      [one, 'A'],
      [one, 'B'],
      [two, 'C'],
      [one, 'B'],
    ] as const) {
      await say(server, name);
      const answer = await two.call('GET', `activities?activityId=https://courses.example/${id}`);
      expect((await answer.json()).definition.name).toEqual({ 'en-US': name });
    }
  });

  it('never vouches for a write that is still open in the other process', async () => {
    const blocker = new pg.Client(url);
    const watcher = new pg.Client(url);
    for (const client of [blocker, watcher]) await client.connect();
    for (let round = 0; round < 3; round++) {
      // Holds the other's write back amid its transaction, after it took its time of storing.
      await blocker.query('begin');
      await blocker.query('lock table statements in share mode');
      const slow = sample();
      const posted = one.call('POST', 'statements', slow);
      await expect
        .poll(
          async () =>
            (
              await watcher.query(
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into statements%'",
              )
            ).rows.length,
        )
        .toBe(1);
      const vouched: number[] = [];
      for (let n = 0; n < 5; n++) {
        const answer = await two.call('GET', 'statements?limit=1');
        expect(answer.status).toBe(200);
        vouched.push(Date.parse(answer.headers.get(header) ?? ''));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await blocker.query('commit');
      expect((await posted).status).toBe(200);
      const { stored } = await (await two.call('GET', `statements?statementId=${slow.id}`)).json();
      for (const time of vouched) expect(time).toBeLessThan(Date.parse(stored));
      // Once it is committed and the line is free, it is vouched for.
      await expect
        .poll(async () => Date.parse((await two.call('GET', 'statements?limit=1')).headers.get(header) ?? ''))
        .toBeGreaterThanOrEqual(Date.parse(stored));
    }
    for (const client of [blocker, watcher]) await client.end();
  });

  it('has everything up to the time it vouched for, while both write', async () => {
    const registration = randomUUID();
    let writing = true;
    const write = async (server: ServerProcess) => {
      while (writing)
        await server.call('POST', 'statements', [
          sample({ context: { registration } }),
          sample({ context: { registration } }),
        ]);
    };
    const writers = both.flatMap((server) => [write(server), write(server)]);
    const seen: { through: string; ids: string[] }[] = [];
    for (let n = 0; n < 30; n++) {
      const answer = await (both[n % 2] ?? one).call('GET', `statements?registration=${registration}&limit=100`);
      const { statements } = await answer.json();
      seen.push({
        through: answer.headers.get(header) ?? '',
        ids: statements.map((found: { id: string }) => found.id),
      });
    }
    writing = false;
    await Promise.all(writers);
    let checked = 0;
    for (const { through, ids } of seen) {
      // The newest up to the time vouched for must have been there then.
      const query = `statements?registration=${registration}&until=${through}&limit=20`;
      const { statements } = await (await one.call('GET', query)).json();
      for (const found of statements) expect(ids).toContain(found.id);
      checked += statements.length;
    }
    expect(checked).toBeGreaterThan(100);
    for (const server of both) expect(server.errors()).toBe('');
  });
});
