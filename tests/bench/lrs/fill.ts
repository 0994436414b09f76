// Many statements in a short time: rows go straight into the tables, with the links that the store itself would make.
import { randomUUID } from 'node:crypto';
import Libsql from 'libsql';
import { Client } from 'pg';
import { type Links, linksOf, role } from '../../../src/lrs/links.js';
import { connectPostgres } from '../../../src/lrs/postgres/connect-postgres.js';
import { preparedStatement } from '../../../src/lrs/prepared-statement.js';
import { migrate } from '../../../src/lrs/sql/migrations.js';
import { keysPerMillisecond } from '../../../src/lrs/sql/tables.js';
import { connectSqlite } from '../../../src/lrs/sqlite/connect-sqlite.js';
import { statementText, textStoredAt } from '../../../src/lrs/statement-text.js';
import type { CourseData } from '../../../src/model/course-data.js';
import { isObject, type JsonObject } from '../../../src/xapi/json.js';
import { verbs } from '../../../src/xapi/vocabulary.js';
import { steps } from './sessions.js';

export const shared = {
  /** A class that shares one registration: this many sessions among the last ones, one in eight. */
  registration: '6f0c2f0e-8d5c-4c64-9d0a-1f6f4a2b7c11',
  sessions: 300,
  authority: { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'key-1' } },
  other: { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'key-2' } },
  start: 1_700_000_000_000,
} as const;

type Row = readonly (number | string | null)[];
interface Table {
  readonly columns: readonly (readonly [name: string, type: 'int' | 'bigint' | 'text'])[];
  /** Leading columns that order the rows as the index does. */
  readonly sorted: number;
}
const key = ['key', 'bigint'] as const;
const tables: Record<string, Table> = {
  verbs: {
    columns: [
      ['id', 'int'],
      ['iri', 'text'],
    ],
    sorted: 1,
  },
  agents: {
    columns: [
      ['id', 'int'],
      ['identity', 'text'],
      ['names', 'text'],
    ],
    sorted: 1,
  },
  activities: {
    columns: [
      ['id', 'int'],
      ['iri', 'text'],
      ['definition', 'text'],
    ],
    sorted: 1,
  },
  statements: {
    columns: [
      key,
      ['id', 'text'],
      ['verb_id', 'int'],
      ['registration', 'text'],
      ['voided', 'int'],
      ['voiding', 'int'],
      ['body', 'text'],
    ],
    sorted: 1,
  },
  statement_agents: { columns: [['agent_id', 'int'], ['role', 'int'], key], sorted: 3 },
  statement_activities: { columns: [['activity_id', 'int'], ['role', 'int'], key], sorted: 3 },
  statement_refs: { columns: [['target_id', 'text'], key, ['voids', 'int']], sorted: 1 },
  inherited: { columns: [key, ['via', 'bigint'], ['verb_id', 'int'], ['registration', 'text']], sorted: 2 },
  inherited_agents: { columns: [['agent_id', 'int'], ['role', 'int'], key, ['via', 'bigint']], sorted: 4 },
  inherited_activities: { columns: [['activity_id', 'int'], ['role', 'int'], key, ['via', 'bigint']], sorted: 4 },
};

interface Sink {
  rows(table: string, rows: readonly Row[]): Promise<void>;
  done(lastKey: number): Promise<void>;
}

/**
 * Fills a new database with `count` statements of learners' sessions, a hundred sessions at any time side by side; one statement
 * in 200 is a comment on an earlier one, one in 1000 voids one.
 * @param database `postgres://…` or the path of a SQLite file
 */
export async function fill(database: string, count: number, courses: readonly CourseData[]): Promise<void> {
  const sink = /^postgres/.test(database) ? await postgresSink(database) : await sqliteSink(database);
  const numbers = {
    verbs: new Map<string, number>(),
    agents: new Map<string, number>(),
    activities: new Map<string, number>(),
  };
  let waiting = new Map<string, Row[]>();
  const put = (table: string, row: Row) => {
    const rows = waiting.get(table);
    if (rows) rows.push(row);
    else waiting.set(table, [row]);
  };
  const number = (table: keyof typeof numbers, value: string, ...rest: Row) => {
    const known = numbers[table].get(value);
    if (known !== undefined) return known;
    const fresh = numbers[table].size + 1;
    numbers[table].set(value, fresh);
    put(table, [fresh, value, ...rest]);
    return fresh;
  };
  const agent = (identity: string) => number('agents', identity, '[]');
  const flush = async () => {
    for (const name of Object.keys(tables))
      await sink.rows(name, sorted(waiting.get(name) ?? [], tables[name]?.sorted ?? 1));
    waiting = new Map();
  };
  let written = 0;
  let at = 0;
  /** The last statements, as targets of comments and voidings. */
  const recent: { key: number; id: string; links: Links; row: (number | string | null)[] }[] = [];
  for (const sent of workload(count, courses, recent)) {
    at = (shared.start + written) * keysPerMillisecond;
    const authority = written % 10 === 0 ? shared.other : shared.authority;
    const statement = preparedStatement(sent, { authority, version: '1.0.3' });
    const links = linksOf(statement);
    const id = String(statement.id);
    const row = [
      at,
      id,
      number('verbs', links.verb),
      links.registration,
      0,
      links.voids ? 1 : 0,
      textStoredAt(statementText(statement), shared.start + written),
    ];
    put('statements', row);
    for (const [identity, { role }] of links.agents) put('statement_agents', [agent(identity), role, at]);
    put('statement_agents', [agent(links.authority ?? ''), role.authority, at]);
    for (const [iri, { role, definition }] of links.activities)
      put('statement_activities', [
        number('activities', iri, definition ? JSON.stringify(definition) : null),
        role,
        at,
      ]);
    const target = recent.find((one) => one.id === links.refersTo);
    if (target) {
      put('statement_refs', [target.id, at, links.voids ? 1 : 0]);
      if (links.voids) target.row[4] = 1;
      put('inherited', [at, target.key, number('verbs', target.links.verb), target.links.registration]);
      for (const [identity, { role }] of target.links.agents)
        put('inherited_agents', [agent(identity), role, at, target.key]);
      for (const [iri, { role }] of target.links.activities)
        put('inherited_activities', [number('activities', iri, null), role, at, target.key]);
    } else recent.push({ key: at, id, links, row });
    if (recent.length > 50) recent.shift();
    written += 1;
    if (written % 20_000 === 0) {
      await flush();
      recent.length = 0;
    }
  }
  await flush();
  await sink.done(at);
}

function* workload(
  count: number,
  courses: readonly CourseData[],
  recent: readonly { readonly id: string }[],
): Generator<JsonObject> {
  // The last sessions are alike however many there were before.
  const lengths = courses.map(
    (course) => steps({ learner: '', registration: '', course, start: 0, uuid: () => '' }).flat().length,
  );
  const total = Math.floor(count / (lengths.reduce((sum, one) => sum + one, 0) / lengths.length));
  let number = 0;
  const begin = () => {
    const n = number++;
    const course = courses[n % courses.length];
    if (!course) throw new Error('No courses');
    const classroom = n < total && total - n <= shared.sessions * 8 && (total - n) % 8 === 0;
    return steps({
      learner: `learner-${Math.floor(n / 8)}`,
      registration: classroom ? shared.registration : randomUUID(),
      course,
      start: shared.start + n * 1000,
      uuid: randomUUID,
    });
  };
  const active = Array.from({ length: 100 }, begin);
  let made = 0;
  for (;;) {
    for (const [place, session] of active.entries()) {
      for (const statement of session.shift() ?? []) {
        if (!isObject(statement)) continue;
        yield statement;
        made += 1;
        if (made === count) return;
        const about = recent[0];
        if (about && (made % 200 === 0 || made % 1000 === 1)) {
          const verb = made % 200 === 0 ? { id: 'http://adlnet.gov/expapi/verbs/commented' } : { id: verbs.voided.id };
          const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example/', name: 'trainer' } };
          yield { id: randomUUID(), actor, verb, object: { objectType: 'StatementRef', id: about.id } };
          made += 1;
          if (made === count) return;
        }
      }
      if (session.length === 0) active[place] = begin();
    }
  }
}

function sorted(rows: Row[], columns: number): Row[] {
  return rows.sort((a, b) => {
    for (let n = 0; n < columns; n++) {
      const [x, y] = [a[n] ?? '', b[n] ?? ''];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  });
}

async function sqliteSink(file: string): Promise<Sink> {
  const { db, dialect } = connectSqlite(file);
  await migrate(db, dialect, Date.now);
  await db.destroy();
  const raw = new Libsql(file);
  raw.exec('pragma synchronous = off');
  raw.exec('pragma cache_size = -500000');
  const inserts = new Map(
    Object.entries(tables).map(([name, { columns }]) => [
      name,
      raw.prepare(`insert into ${name} (${columns.map(([c]) => c).join()}) values (${columns.map(() => '?').join()})`),
    ]),
  );
  return {
    async rows(table, rows) {
      raw.exec('begin');
      for (const row of rows) inserts.get(table)?.run(row);
      raw.exec('commit');
    },
    async done(lastKey) {
      raw.prepare('update clock set last_key = ?').run([lastKey]);
      raw.exec('pragma wal_checkpoint(truncate)');
      raw.close();
    },
  };
}

async function postgresSink(url: string): Promise<Sink> {
  const { db, dialect } = await connectPostgres(url);
  await migrate(db, dialect, Date.now);
  await db.destroy();
  const client = new Client(url);
  await client.connect();
  await client.query('set synchronous_commit = off');
  return {
    async rows(table, rows) {
      const columns = tables[table]?.columns ?? [];
      if (rows.length === 0) return;
      const arrays = columns.map(([, type], n) => `$${n + 1}::${type}[]`);
      await client.query(
        `insert into ${table} (${columns.map(([name]) => name).join()}) select * from unnest(${arrays.join()})`,
        columns.map((_, n) => rows.map((row) => row[n])),
      );
    },
    async done(lastKey) {
      await client.query('update clock set last_key = $1', [lastKey]);
      for (const table of ['verbs', 'agents', 'activities'])
        await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
      await client.query('vacuum analyze');
      await client.query('checkpoint');
      await client.end();
    },
  };
}
