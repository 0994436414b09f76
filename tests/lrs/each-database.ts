import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { scratchFolder } from '../support/browser.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';

/** Runs the same tests on SQLite and on PostgreSQL; `fresh` gives the place of a new, empty database. */
export function eachDatabase(what: string, tests: (fresh: () => Promise<string>) => void): void {
  describe(`${what} on SQLite`, () => {
    let folder: string;
    let done: () => Promise<void>;
    let count = 0;
    beforeAll(async () => {
      ({ folder, done } = await scratchFolder('each-database'));
    });
    afterAll(() => done());
    tests(async () => path.join(folder, `${count++}`, 'records.db'));
  });
  describe(`${what} on PostgreSQL`, () => {
    let postgres: SharedPostgres;
    beforeAll(async () => {
      postgres = await sharedPostgres();
    });
    afterAll(() => postgres.stop());
    tests(() => postgres.database());
  });
}
