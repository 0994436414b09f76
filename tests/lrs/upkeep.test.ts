import { createHash } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import { scratchFolder } from '../support/browser.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';
import { upkeepContract } from './contract/upkeep.js';
import { authority, learner, sample } from './samples.js';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

upkeepContract('SQLite', async () => {
  const { folder, done } = await scratchFolder('upkeep');
  const store = await openStore(path.join(folder, 'records.db'), Date.now);
  return {
    store,
    done: async () => {
      await store.close();
      await done();
    },
  };
});

upkeepContract('PostgreSQL', async () => {
  const store = await openStore(await postgres.database(), Date.now);
  return { store, done: () => store.close() };
});

upkeepContract('PostgreSQL that orders letters as English does', async () => {
  const address = await postgres.database();
  const name = `${path.basename(address)}english`;
  const client = await connected(address);
  await client.query(`create database ${name} template template0 locale_provider icu icu_locale 'en-US'`);
  await client.end();
  const store = await openStore(address.replace(/[^/]*$/, name), Date.now);
  return { store, done: () => store.close() };
});

async function connected(address: string): Promise<pg.Client> {
  const client = new pg.Client(address);
  await client.connect();
  return client;
}

it('prunes no file that another process is about to store a statement with', async () => {
  const database = await postgres.database();
  let clock = Date.now();
  const [server, command] = [await openStore(database, () => clock), await openStore(database, () => clock)];
  const content = Buffer.from('the handbook');
  const sha2 = createHash('sha256').update(content).digest('hex');
  const withHandbook = () =>
    server.insert({
      statements: [
        sample({
          actor: learner('a'),
          attachments: [
            { usageType: 'https://x.example/u', display: { en: 'x' }, contentType: 'text/plain', length: 12, sha2 },
          ],
        }),
      ],
      version: '1.0.3',
      authority,
      define: true,
      attachments: [{ sha2, contentType: 'text/plain', content }],
    });
  await withHandbook();
  await new Promise((resolve) => setTimeout(resolve, 5));
  clock = Date.now();
  const before = clock;
  // The second writer stands still between its last row and its commit.
  const client = await connected(database);
  await client.query(`create function stand() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(42); return null; end $$`);
  await client.query(`create constraint trigger standing after insert on statements deferrable initially deferred
    for each row execute function stand()`);
  await client.query('select pg_advisory_lock(42)');
  const waiting = async (what: string) =>
    expect((await client.query(`select 1 from pg_stat_activity where ${what}`)).rows).not.toEqual([]);
  const stored = withHandbook();
  await vi.waitFor(() => waiting("datname = current_database() and wait_event = 'advisory' and query = 'commit'"));
  let isPruned = false;
  const pruned = command
    .prune(before, () => undefined)
    .then((done) => {
      isPruned = true;
      return done;
    });
  await vi.waitFor(async () => {
    if (!isPruned) await waiting("datname = current_database() and wait_event_type = 'Lock' and query like '%clock%'");
  });
  await client.query('select pg_advisory_unlock(42)');
  await stored;
  expect(await pruned).toEqual({ statements: 1, documents: 0 });
  expect([...(await server.attachments([sha2])).keys()]).toEqual([sha2]);
  await client.end();
  await server.close();
  await command.close();
});
