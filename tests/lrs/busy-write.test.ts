import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import { connectSqlite } from '../../src/lrs/sqlite/connect-sqlite.js';
import { DatabaseUnavailable } from '../../src/lrs/store.js';
import { scratchFolder } from '../support/browser.js';
import { batch, sample } from './samples.js';

interface Schema {
  notes: { text: string };
}

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder('busy-write');
});
afterAll(() => scratch.done());

it('a write that found the lock taken leaves nothing open: what is written later is there for others', async () => {
  const file = path.join(scratch.folder, 'refused.sqlite');
  const one = connectSqlite<Schema>(file, true, 60);
  const other = connectSqlite<Schema>(file);
  one.exec('create table notes (text text not null)');
  const note = (text: string) => one.db.insertInto('notes').values({ text });
  other.exec('begin immediate');
  const refusal = await note('too early')
    .execute()
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DatabaseUnavailable);
  // Asking again at once is no use, so nobody does.
  expect(refusal).toMatchObject({ reason: 'waited' });
  await expect(note('too early, and asked back').returning('text').execute()).rejects.toBeInstanceOf(
    DatabaseUnavailable,
  );
  other.exec('commit');
  await note('in time').execute();
  await note('in time, and asked back').returning('text').execute();
  const seen = await other.db.selectFrom('notes').select('text').execute();
  expect(seen.map(({ text }) => text)).toEqual(['in time', 'in time, and asked back']);
  // And the lock is free.
  await other.db.insertInto('notes').values({ text: 'by the other' }).execute();
  await one.db.destroy();
  await other.db.destroy();
});

it('writes wait for another program that writes, while reads go on and others are served', async () => {
  const file = path.join(scratch.folder, 'waited.sqlite');
  const one = connectSqlite<Schema>(file, true, 60_000);
  const other = connectSqlite<Schema>(file);
  one.exec('create table notes (text text not null)');
  const count = async () => (await one.db.selectFrom('notes').select('text').execute()).length;
  other.exec('begin immediate');
  other.exec("insert into notes values ('by the other')");
  let written = 0;
  const done = async (work: Promise<unknown>) => {
    await work;
    written += 1;
  };
  const writes = [
    ...Array.from({ length: 30 }, (_, n) =>
      done(
        one.db
          .insertInto('notes')
          .values({ text: `${n}` })
          .execute(),
      ),
    ),
    done(
      one.db.transaction().execute(async (trx) => {
        await trx.insertInto('notes').values({ text: 'first of two' }).execute();
        await trx.insertInto('notes').values({ text: 'second of two' }).execute();
      }),
    ),
  ];
  // Longer than one call would wait; each look is answered, and sees only what is committed.
  for (let looks = 0; looks < 20; looks++) {
    expect(await count()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(written).toBe(0);
  other.exec('commit');
  await Promise.all(writes);
  expect(await count()).toBe(33);
  await one.db.destroy();
  await other.db.destroy();
});

it('a store takes statements as soon as another program has written', async () => {
  const file = path.join(scratch.folder, 'records.sqlite');
  const store = await openStore(file, Date.now);
  const other = connectSqlite<Schema>(file);
  other.exec('begin immediate');
  const statement = sample();
  const stored = store.insert(batch([statement]));
  await new Promise((resolve) => setTimeout(resolve, 400));
  other.exec('commit');
  await stored;
  expect((await store.find({ limit: 5 })).statements.map(({ id }) => id)).toEqual([statement.id]);
  await store.close();
  await other.db.destroy();
});
