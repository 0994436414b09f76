import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { CompiledQuery, type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import { connectPostgres } from '../../src/lrs/postgres/connect-postgres.js';
import type { Dialect } from '../../src/lrs/sql/dialect.js';
import { findStatements } from '../../src/lrs/sql/find-statements.js';
import type { Tables } from '../../src/lrs/sql/tables.js';
import { connectSqlite } from '../../src/lrs/sqlite/connect-sqlite.js';
import type { StatementQuery } from '../../src/lrs/store.js';
import { isObject, textAt } from '../../src/xapi/json.js';
import { scratchFolder } from '../support/browser.js';
import { sharedPostgres } from '../support/postgres.js';
import { activity, batch, learner, sample, verb } from './samples.js';

interface Database {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  /** What is not an index range in key order in the plan of a query. */
  faults(query: { readonly sql: string; readonly parameters: readonly unknown[] }): Promise<string[]>;
  done(): Promise<void>;
}

describe.each([
  ['SQLite', openOnSqlite],
  ['PostgreSQL', openOnPostgres],
] as const)('a page of statements on %s', (_name, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.done());

  it('is read in two queries, each by ranges of indexes, whatever is asked for and in both directions', async () => {
    const { db, faults } = database;
    for (const analyzed of [false, true]) {
      if (analyzed) await sql`analyze`.execute(db);
      const texts = new Set<string>();
      const wrong = new Map<string, string>();
      for (const query of queries()) {
        const pair = await asked(database, query);
        expect(pair.length).toBeLessThanOrEqual(2);
        for (const one of pair) {
          if (texts.has(one.sql)) continue;
          texts.add(one.sql);
          for (const fault of await faults(one)) wrong.set(fault, JSON.stringify(query));
        }
      }
      expect(texts.size).toBeGreaterThan(100);
      expect(Object.fromEntries(wrong)).toEqual({});
    }
  });

  it('would be caught as a scan or a sort', async () => {
    const look = (text: string) => database.faults({ sql: text, parameters: [] });
    expect(await look("select key from statements where body = 'x'")).not.toEqual([]);
    expect(await look('select key from statements where verb_id = 1 order by id limit 5')).not.toEqual([]);
    expect(await look('select key from statements where key = 5')).toEqual([]);
  });
});

/** Every filter alone and every combination, with and without related ones, in both directions. */
function* queries(): Generator<StatementQuery> {
  const filters = {
    agent: 'account|l1|https://lms.example/',
    verb: verb('experienced').id,
    activity: activity('c1').id,
    registration: randomUUID(),
    authority: 'account|key-1|https://store.example/',
  };
  const names = Object.keys(filters);
  for (let set = 0; set < 1 << names.length; set++) {
    const some = Object.fromEntries(Object.entries(filters).filter((_, n) => set & (1 << n)));
    for (const related of [false, true])
      for (const ascending of [false, true])
        for (const bounds of [{}, { since: 5, until: Date.now(), cursor: '9' }])
          yield { ...some, relatedAgents: related, relatedActivities: related, ascending, limit: 100, ...bounds };
  }
}

/** Enough statements that a planner with statistics could gain by a scan where it may. */
async function filled(address: string): Promise<void> {
  const store = await openStore(address, Date.now);
  const registrations = Array.from({ length: 20 }, () => randomUUID());
  const seldom = Array.from({ length: 1500 }, (_, n) =>
    sample({ actor: learner(`seldom${n}`), verb: verb(`seldom${n}`), object: activity(`seldom${n}`) }),
  );
  await store.insert(batch(seldom));
  for (let n = 0; n < 8; n++) {
    const targets = Array.from({ length: 200 }, (_, i) =>
      sample({
        actor: learner(`l${i % 40}`),
        verb: verb(i % 10 === 0 ? 'passed' : 'experienced'),
        object: activity(`c${i % 15}`),
        context: {
          registration: registrations[i % 20] ?? '',
          contextActivities: { grouping: [activity(`g${i % 3}`)] },
          instructor: learner(`t${i % 4}`),
        },
      }),
    );
    await store.insert(batch(targets));
    const comments = targets.map((one) =>
      sample({
        actor: learner('trainer'),
        verb: verb('commented'),
        object: { objectType: 'StatementRef', id: one.id },
      }),
    );
    await store.insert(batch(comments));
  }
  await store.close();
}

/** The queries that finding one page sends; it is run for real. */
async function asked({ db, dialect }: Database, query: StatementQuery): Promise<CompiledQuery[]> {
  const found: CompiledQuery[] = [];
  const recording = db.withPlugin({
    transformQuery({ node, queryId }) {
      found.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await findStatements(recording, dialect, query);
  return found;
}

async function openOnSqlite(): Promise<Database> {
  const { folder, done } = await scratchFolder('plans');
  const file = path.join(folder, 'records.db');
  await filled(file);
  const { db, dialect } = connectSqlite(file);
  return {
    db,
    dialect,
    async faults({ sql: text, parameters }) {
      const { rows } = await db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
      );
      // The common tables (z, k, own, inherited) and the ends of several ranges (r) are rows on their way, not stored ones.
      return rows
        .map((row) => row.detail)
        .filter((line) => /TEMP B-TREE|^SCAN (?!(?:z|k|r|own|inherited|CONSTANT ROW)\b)/.test(line))
        .concat(
          rows.flatMap(({ detail }) => (/^SEARCH i (?!.*(?:\bkey|\browid|<expr>)[<>])/.test(detail) ? [detail] : [])),
        );
    },
    async done() {
      await db.destroy();
      await done();
    },
  };
}

async function openOnPostgres(): Promise<Database> {
  const postgres = await sharedPostgres();
  const url = await postgres.database();
  await filled(url);
  const { db, dialect } = await connectPostgres(url);
  return {
    db,
    dialect,
    async faults({ sql: text, parameters }) {
      // As it is planned for these values, and as it is once PostgreSQL has kept it for any.
      const plans = [
        CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]),
        CompiledQuery.raw(`explain (generic_plan, format json) ${text}`),
      ];
      const found = new Set<string>();
      for (const plan of plans) {
        const { rows } = await db.executeQuery<Record<string, unknown>>(plan);
        for (const fault of planFaults(rows[0]?.['QUERY PLAN'])) found.add(fault);
      }
      return [...found];
    },
    async done() {
      await db.destroy();
      await postgres.stop();
    },
  };
}

/** Only these read tables, in order and from a place on; all else passes on rows that they gave. */
const ranges = ['Index Scan', 'Index Only Scan'];
const passesOn = [
  'Append',
  'Aggregate',
  'CTE Scan',
  'Limit',
  'Recursive Union',
  'Result',
  'Subquery Scan',
  'WorkTable Scan',
];

function planFaults(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(planFaults);
  if (!isObject(plan)) return [];
  const kind = textAt(plan, 'Node Type');
  const below = Object.values(plan).flatMap(planFaults);
  if (kind === undefined || passesOn.includes(kind)) return below;
  const { Alias: alias, 'Index Cond': condition = plan['Recheck Cond'] } = plan;
  const inRange = typeof condition === 'string' && (ranges.includes(kind) || ofOneStatement(kind, condition));
  // A range that is led by its filter's value ends in a key, too.
  if (inRange && (alias !== 'i' || /\bkey\b/.test(condition))) return below;
  return [`${kind} ${String(plan['Relation Name'])} ${String(plan['Index Name'])} ${String(condition)}`, ...below];
}

/** The few rows of one statement may also be fetched by way of a bitmap: there is no order to keep among them. */
function ofOneStatement(kind: string, condition: string): boolean {
  return kind.startsWith('Bitmap') && /^\(\(?key = \w+\.first\)/.test(condition);
}
