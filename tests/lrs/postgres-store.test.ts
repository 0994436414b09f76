import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../../src/lrs/postgres/open-postgres.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';
import { storeContract } from './store-contract.js';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

storeContract('PostgreSQL', async () => {
  const store = await openPostgres(await postgres.database(), Date.now);
  return { store, done: () => store.close() };
});
