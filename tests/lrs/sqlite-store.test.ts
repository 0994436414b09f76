import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { findStatements } from '../../src/lrs/sql/find-statements.js';
import type { Tables } from '../../src/lrs/sql/tables.js';
import { libsqlDatabase } from '../../src/lrs/sqlite/libsql-database.js';
import { openSqlite } from '../../src/lrs/sqlite/open-sqlite.js';
import { DatabaseTooNew } from '../../src/lrs/store.js';
import { scratchFolder } from '../support/browser.js';
import { activity, batch, sample, verb } from './samples.js';
import { storeContract } from './store-contract.js';

storeContract('SQLite', async () => {
  const { folder, done } = await scratchFolder('lrs');
  const store = await openSqlite(path.join(folder, 'records.db'), Date.now);
  return {
    store,
    done: async () => {
      await store.close();
      await done();
    },
  };
});

it('keeps everything over a restart, and the order goes on', async () => {
  const { folder, done } = await scratchFolder('lrs');
  const file = path.join(folder, 'deep', 'records.db');
  const first = await openSqlite(file, () => 2_000_000_000_000);
  const one = sample();
  await first.insert(batch([one]));
  await first.close();
  // Even with a clock that was set back.
  const second = await openSqlite(file, () => 1_900_000_000_000);
  const two = sample();
  await second.insert(batch([two]));
  expect((await second.find({ limit: 5 })).statements.map((s) => s.id)).toEqual([two.id, one.id]);
  await second.close();
  await done();
});

it('refuses a database that a newer program made, and leaves it as it is', async () => {
  const { folder, done } = await scratchFolder('lrs');
  const file = path.join(folder, 'records.db');
  await (await openSqlite(file, Date.now)).close();
  const raw = new Libsql(file);
  raw.exec('insert into schema_version (version, applied) values (99, 0)');
  raw.close();
  await expect(openSqlite(file, Date.now)).rejects.toThrow(DatabaseTooNew);
  await done();
});

it('answers every filter by ranges of indexes, without a scan or a sort', async () => {
  const { folder, done } = await scratchFolder('lrs');
  const file = path.join(folder, 'records.db');
  const store = await openSqlite(file, Date.now);
  const target = sample({ context: { registration: randomUUID() } });
  await store.insert(batch([target, sample({ object: { objectType: 'StatementRef', id: target.id } })]));
  await store.close();
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const database = libsqlDatabase(file);
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database }),
    log: (event) => void asked.push(event.query),
  });
  const filters = {
    agent: 'account|a|https://lms.example/',
    verb: verb('experienced').id,
    activity: activity('one').id,
    registration: randomUUID(),
    authority: 'account|key-1|https://store.example/',
  };
  const names = Object.keys(filters);
  for (let set = 0; set < 1 << names.length; set++) {
    const some = Object.fromEntries(Object.entries(filters).filter((_, n) => set & (1 << n)));
    for (const related of [false, true]) {
      for (const ascending of [false, true]) {
        await findStatements(db, {
          ...some,
          relatedAgents: related,
          relatedActivities: related,
          ascending,
          limit: 5,
          since: 5,
          until: Date.now(),
          cursor: '9',
        });
      }
    }
  }
  const plans = new Map<string, string>();
  for (const { sql: text, parameters } of asked) {
    const plan = database.prepare(`explain query plan ${text}`).all(parameters);
    plans.set(text, plan.map((row) => JSON.stringify(row)).join('\n'));
  }
  expect(plans.size).toBeGreaterThan(60);
  const slow = [...plans].filter(
    ([text, plan]) => /TEMP B-TREE|SCAN (?!CONSTANT)/.test(plan) && !/from "inherited" limit/.test(text),
  );
  expect(slow).toEqual([]);
  await db.destroy();
  await done();
});
