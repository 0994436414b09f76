import path from 'node:path';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/lrs/sqlite/open-sqlite.js';
import { DatabaseTooNew } from '../../src/lrs/store.js';
import { scratchFolder } from '../support/browser.js';
import { batch, sample } from './samples.js';
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
