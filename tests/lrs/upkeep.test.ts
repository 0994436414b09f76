import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import { scratchFolder } from '../support/browser.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { upkeepContract } from './contract/upkeep.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
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
