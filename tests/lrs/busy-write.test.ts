import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectSqlite } from '../../src/lrs/sqlite/connect-sqlite.js';
import { DatabaseUnavailable } from '../../src/lrs/store.js';
import { scratchFolder } from '../support/browser.js';

interface Schema {
  notes: { text: string };
}

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder('busy-write');
});
afterAll(() => scratch.done());

it('a write that found the lock taken leaves nothing open: what is written later is there for others', async () => {
  const file = path.join(scratch.folder, 'notes.sqlite');
  const one = connectSqlite<Schema>(file);
  const other = connectSqlite<Schema>(file);
  one.exec('create table notes (text text not null)');
  const note = (text: string) => one.db.insertInto('notes').values({ text });
  other.exec('begin immediate');
  await expect(note('too early').execute()).rejects.toBeInstanceOf(DatabaseUnavailable);
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
