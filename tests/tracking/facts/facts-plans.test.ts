import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { CompiledQuery } from 'kysely';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/lrs/open-store.js';
import { findStatements } from '../../../src/lrs/sql/find-statements.js';
import { connectSqlite } from '../../../src/lrs/sqlite/connect-sqlite.js';
import type { StatementQuery } from '../../../src/lrs/store.js';
import { createFacts } from '../../../src/tracking/facts/create-facts.js';
import { openTracking } from '../../../src/tracking/open-tracking.js';
import { textAt } from '../../../src/xapi/json.js';
import { batch } from '../../lrs/samples.js';
import { actorOf, iriBase, play, wholeRun } from '../../reports/plays.js';
import { scratchFolder } from '../../support/browser.js';

it('asks the record store for ranges of indexes only, never for a scan, also to take back what is voided', async () => {
  const { folder, done } = await scratchFolder('facts-plans');
  const file = path.join(folder, 'records.sqlite');
  const store = await openStore(file, Date.now);
  const tracking = await openTracking(path.join(folder, 'tracking.sqlite'), Date.now);
  const asked: StatementQuery[] = [];
  const facts = createFacts({
    store: {
      ...store,
      find: (query) => {
        asked.push(query);
        return store.find(query);
      },
    },
    tracking,
    iriBase,
    refresh: async () => undefined,
    pageSize: 4,
  });
  const runs = [randomUUID(), undefined].map((registration) =>
    wholeRun(play('k', 'one', 'xapi', registration === undefined ? {} : { registration })),
  );
  const without = runs
    .flat()
    .map((one, n) => (n < 6 ? one : { ...one, context: { ...Object(one.context), registration: undefined } }));
  await store.insert(batch(JSON.parse(JSON.stringify(without))));
  await facts.catchUp();
  const verb = { id: 'http://adlnet.gov/expapi/verbs/voided' };
  for (const one of [without[3], without[9]]) {
    const object = { objectType: 'StatementRef', id: textAt(one, 'id') };
    await store.insert(batch([{ id: randomUUID(), actor: actorOf('admin'), verb, object }]));
  }
  await facts.catchUp();
  const [attempt] = await tracking.db.selectFrom('attempts').select('id').execute();
  await facts.statementsBehind(attempt?.id ?? 0);
  // By place alone, by registration and learner, and by the learner alone.
  const kinds = new Set(asked.map((query) => Object.keys(query).sort().join(' ')));
  expect([...kinds].sort()).toEqual([
    'agent ascending limit',
    'agent ascending limit registration',
    'ascending cursor limit',
    'ascending limit',
  ]);
  const { db, dialect } = connectSqlite(file);
  const compiled: CompiledQuery[] = [];
  const recording = db.withPlugin({
    transformQuery({ node, queryId }) {
      compiled.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  for (const query of asked) await findStatements(recording, dialect, query);
  const scans: string[] = [];
  for (const { sql, parameters } of compiled) {
    const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
    for (const { detail } of (await db.executeQuery<{ detail: string }>(plan)).rows)
      if (/TEMP B-TREE|^SCAN (?!(?:z|k|r|own|inherited|CONSTANT ROW)\b)/.test(detail)) scans.push(detail);
  }
  expect(compiled.length).toBeGreaterThan(asked.length);
  expect(scans).toEqual([]);
  await db.destroy();
  await tracking.close();
  await store.close();
  await done();
});
