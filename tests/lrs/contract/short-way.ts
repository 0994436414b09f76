import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isPostgres } from '../../../src/lrs/open-store.js';
import { connectPostgres } from '../../../src/lrs/postgres/connect-postgres.js';
import { migrate } from '../../../src/lrs/sql/migrations.js';
import type { ShortRows } from '../../../src/lrs/sql/short-way.js';
import { keysPerMillisecond } from '../../../src/lrs/sql/tables.js';
import { connectSqlite } from '../../../src/lrs/sqlite/connect-sqlite.js';

const connect = (database: string) => (isPostgres(database) ? connectPostgres(database) : connectSqlite(database));

/** What the short way of a database promises to those who take it. */
export function shortWayContract(fresh: () => Promise<string>): void {
  let connection: Awaited<ReturnType<typeof connect>>;
  beforeAll(async () => {
    connection = await connect(await fresh());
    await migrate(connection.db, connection.dialect, Date.now);
  });
  afterAll(() => connection.db.destroy());

  const rows = (ids: readonly string[], parts: Partial<ShortRows> = {}): ShortRows => ({
    epoch: 0,
    now: Date.now(),
    notBefore: 0,
    statements: ids.map((id) => ({
      id,
      verb: 1,
      registration: null,
      text: { head: '{"a":1,', untimed: true, tail: '","b":2}' },
    })),
    agents: ids.map((_, index) => [7, 0, index]),
    activities: ids.map((_, index) => [9, 1, index]),
    ...parts,
  });
  const newIds = (count: number) => Array.from({ length: count }, () => randomUUID());
  const all = async () => {
    const { db } = connection;
    const statements = await db.selectFrom('statements').select(['key', 'id', 'body']).orderBy('key').execute();
    const agents = await db.selectFrom('statement_agents').selectAll().orderBy('key').execute();
    const activities = await db.selectFrom('statement_activities').selectAll().orderBy('key').execute();
    return { statements, agents, activities };
  };

  it('writes all rows with keys in a row, which tell the time that is in the text', async () => {
    const ids = newIds(50);
    const firstKey = (await connection.shortWay(rows(ids))) ?? Number.NaN;
    const keys = ids.map((_, index) => firstKey + index);
    const { statements, agents, activities } = await all();
    const time = (key: number) => new Date(Math.floor(key / keysPerMillisecond)).toISOString();
    expect(statements).toEqual(
      ids.map((id, n) => ({
        ...{ id, key: keys[n] },
        body: `{"a":1,"timestamp":"${time(keys[n] ?? 0)}","stored":"${time(keys[n] ?? 0)}","b":2}`,
      })),
    );
    expect(agents).toEqual(keys.map((key) => ({ agent_id: 7, role: 0, key })));
    expect(activities).toEqual(keys.map((key) => ({ activity_id: 9, role: 1, key })));
    expect(await connection.shortWay(rows(newIds(1)))).toBeGreaterThan(firstKey + 49);
  });

  it('writes nothing under another epoch, over a known id or beside a reference to one of its statements', async () => {
    const { db } = connection;
    const [known = '', awaited = ''] = newIds(2);
    expect(await connection.shortWay(rows([known]))).not.toBeNull();
    await db.insertInto('statement_refs').values({ target_id: awaited, key: 1, voids: 1 }).execute();
    const before = await all();
    expect(await connection.shortWay(rows(newIds(3), { epoch: 5 }))).toBeNull();
    expect(await connection.shortWay(rows([...newIds(2), known]))).toBeNull();
    expect(await connection.shortWay(rows([awaited, ...newIds(2)]))).toBeNull();
    expect(await all()).toEqual(before);
  });

  it('gives no key of a time before the one it was told', async () => {
    const notBefore = Date.now() + 3_600_000;
    const key = (await connection.shortWay(rows(newIds(1), { notBefore }))) ?? Number.NaN;
    expect(Math.floor(key / keysPerMillisecond)).toBe(notBefore);
  });

  it('serves many at once, each with keys of its own', async () => {
    const requests = Array.from({ length: 20 }, () => newIds(5));
    const firsts = await Promise.all(requests.map((ids) => connection.shortWay(rows(ids))));
    const { statements } = await all();
    const keyOf = new Map(statements.map(({ id, key }) => [id, key]));
    for (const [n, ids] of requests.entries())
      expect(ids.map((id) => keyOf.get(id))).toEqual(ids.map((_, index) => (firsts[n] ?? Number.NaN) + index));
  });
}
