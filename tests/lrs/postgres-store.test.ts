import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../../src/lrs/postgres/open-postgres.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { storeContract } from './store-contract.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

storeContract('PostgreSQL', async () => {
  const store = await openPostgres(await postgres.database(), Date.now);
  return { store, done: () => store.close() };
});
