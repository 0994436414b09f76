import { expect, it } from 'vitest';
import { isPostgres, openStore } from '../../../src/lrs/open-store.js';
import { connectPostgres } from '../../../src/lrs/postgres/connect-postgres.js';
import { migrate } from '../../../src/lrs/sql/migrations.js';
import { firstTables } from '../../../src/lrs/sql/steps/first-tables.js';
import { storedAt } from '../../../src/lrs/sql/tables.js';
import { connectSqlite } from '../../../src/lrs/sqlite/connect-sqlite.js';
import { DatabaseTooNew } from '../../../src/lrs/store.js';
import { activity, batch, learner, sample, verb } from '../samples.js';

const connect = (database: string) => (isPostgres(database) ? connectPostgres(database) : connectSqlite(database));

/** How a database is opened and brought up to date. */
export function openingContract(fresh: () => Promise<string>): void {
  it('brings a database of version 1 up to date, with what is in it, and the order goes on', async () => {
    const database = await fresh();
    const old = await connect(database);
    await migrate(old.db, old.dialect, Date.now, [firstTables]);
    const key = 1_700_000_000_000 * 2048 + 5;
    const one = { ...sample({ actor: learner('old') }), stored: new Date(storedAt(key)).toISOString() };
    const sha2 = 'ab'.repeat(32);
    const attachments = [
      { usageType: 'https://x.example/u', display: { en: 'x' }, contentType: 'text/plain', length: 1, sha2 },
    ];
    await old.db
      .insertInto('verbs')
      .values({ iri: verb('experienced').id })
      .execute();
    await old.db.insertInto('agents').values({ identity: 'account|old|https://lms.example/', names: '[]' }).execute();
    await old.db
      .insertInto('activities')
      .values({ iri: activity('one').id, definition: null })
      .execute();
    await old.db
      .insertInto('statements')
      .values({
        key,
        id: one.id,
        verb_id: 1,
        registration: null,
        voided: 0,
        voiding: 0,
        body: JSON.stringify({ ...one, attachments }),
      })
      .execute();
    await old.db.insertInto('statement_agents').values({ agent_id: 1, role: 0, key }).execute();
    await old.db.insertInto('statement_activities').values({ activity_id: 1, role: 0, key }).execute();
    await old.db.destroy();

    const store = await openStore(database, Date.now);
    const two = sample({ actor: learner('old') });
    await store.insert(batch([two, one]));
    expect(
      (await store.find({ limit: 9, agent: 'account|old|https://lms.example/' })).statements.map((s) => s.id),
    ).toEqual([two.id, one.id]);
    await store.close();
    const now = await connect(database);
    expect(await now.db.selectFrom('statement_attachments').selectAll().execute()).toEqual([{ sha2, key }]);
    expect(await now.db.selectFrom('schema_version').select('version').orderBy('version').execute()).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
    await now.db.destroy();
  });

  it('opens from several at once, on an empty database, and each can write', async () => {
    const database = await fresh();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(database, Date.now)));
    const made = stores.map(() => sample());
    await Promise.all(stores.map((store, n) => store.insert(batch(made.slice(n, n + 1)))));
    for (const store of stores) {
      const { statements } = await store.find({ limit: 9 });
      expect(new Set(statements.map((one) => one.id))).toEqual(new Set(made.map((one) => one.id)));
    }
    for (const store of stores) await store.close();
  });

  it('refuses a database that a newer program made', async () => {
    const database = await fresh();
    await (await openStore(database, Date.now)).close();
    const raw = await connect(database);
    await raw.db.insertInto('schema_version').values({ version: 99, applied: 0 }).execute();
    await raw.db.destroy();
    await expect(openStore(database, Date.now)).rejects.toThrow(DatabaseTooNew);
  });
}
