import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, type DataPlace } from '../../src/backup/back-up.js';
import { BackupRefused } from '../../src/backup/backup-refused.js';
import { trackingTables } from '../../src/backup/kept-tables.js';
import { restore } from '../../src/backup/restore.js';
import { dayAt } from '../../src/days.js';
import { isPostgres, openStore } from '../../src/lrs/open-store.js';
import { DatabaseTooNew, type RecordStore, type StoredStatement } from '../../src/lrs/store.js';
import { createAccessLog } from '../../src/sign-in/access-log.js';
import { createSignIns } from '../../src/sign-in/sign-ins.js';
import { createUsers } from '../../src/sign-in/users.js';
import { issueCertificate } from '../../src/tracking/certificates/certificates.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import { readRoster } from '../../src/tracking/people/read-roster.js';
import { writeRoster } from '../../src/tracking/people/write-roster.js';
import { identityOf } from '../../src/xapi/identity.js';
import { activity, authority, batch, learner, sample } from '../lrs/samples.js';
import { scratchFolder } from '../support/browser.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';
import { curriculum, item, requirement } from '../tracking/curriculum.js';

let postgres: SharedPostgres;
let folder: string;
let done: () => Promise<void>;
beforeAll(async () => {
  postgres = await sharedPostgres();
  ({ folder, done } = await scratchFolder('backup'));
});
afterAll(async () => {
  await postgres.stop();
  await done();
});

let count = 0;
const sqliteFile = () => path.join(folder, `store-${++count}`, 'records.sqlite');
const databases = [
  ['SQLite', async () => sqliteFile()],
  ['PostgreSQL', () => postgres.database()],
] as const;
const quiet = () => undefined;
const placeOf = (records: string): DataPlace => ({
  records,
  tracking: isPostgres(records) ? records : path.join(path.dirname(records), 'tracking.sqlite'),
});

async function everything(store: RecordStore): Promise<StoredStatement[]> {
  const found: StoredStatement[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.find({ ascending: true, limit: 500, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.statements);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

async function fill(store: RecordStore): Promise<void> {
  const content = Buffer.from([0, 1, 2, 255]);
  const sha2 = createHash('sha256').update(content).digest('hex');
  const statements = Array.from({ length: 1300 }, (_, n) =>
    sample({ actor: learner(`l${n % 70}`), object: activity(`a${n % 9}`, `Name ${n % 9}`) }),
  );
  for (let start = 0; start < statements.length; start += 100)
    await store.insert(batch(statements.slice(start, start + 100)));
  await store.insert({
    ...batch([
      sample({
        attachments: [
          {
            usageType: 'https://x.example/u',
            display: { en: 'x' },
            contentType: 'image/png',
            length: 4,
            sha2,
          },
        ],
      }),
      sample({ object: { objectType: 'StatementRef', id: statements[5]?.id } }),
    ]),
    authority,
    attachments: [{ sha2, contentType: 'image/png', content }],
  });
  await store.changeDocument(
    { resource: 'agents/profile', activity: '', agent: identityOf(learner('l1')) ?? '', registration: '', id: 'p' },
    () => ({ content, contentType: 'image/png' }),
  );
  await store.addCredential(
    {
      id: 'c1',
      label: 'x',
      secretHash: 'ff',
      scopes: ['all'],
      homePage: 'https://x.example/',
      created: 5,
      revoked: null,
      expires: null,
      activities: null,
      requestsAMinute: null,
    },
    false,
  );
}

/** Everything that tracking keeps and statements do not tell; the rows of it all, as they stand before a backup. */
async function fillTracking(database: string) {
  const tracking = await openTracking(database, Date.now);
  const line = (n: number) => `w${n},Last${n},First${n},w${n}@c.example,Active,Fresno,Staff,Social Worker,1/15/2025\n`;
  const head = 'UserID,LastName,FirstName,Email,Status,OrganizationName,EmployeeType,RTAJobTitle,DateHire\n';
  const text = head + Array.from({ length: 300 }, (_, n) => line(n)).join('');
  const asked = curriculum([requirement({ id: 'core', items: [item('class-a', { kind: 'class' })] })]);
  const [today, now] = [dayAt(Date.now()), Date.now()];
  await writeRoster({ tracking, curriculum: asked, today, now }, readRoster('r.csv', Buffer.from(text)), false);
  const { db } = tracking;
  const { id } = await db.selectFrom('people').select('id').where('user_key', '=', 'w7').executeTakeFirstOrThrow();
  const done = { person_id: id, item: 'class-a', source: 'attendance', done: today, hours: 6, place: 'central' };
  await db
    .insertInto('achievements')
    .values({ ...done, version: null, score: 0.1 + 0.2, reference: 'a.csv, row 2' })
    .execute();
  const users = createUsers(db, Date.now, { log2: 4, blocks: 8, lanes: 1 });
  const user = await users.add({
    name: 'ana',
    role: 'county',
    place: 'fresno',
    personId: null,
    password: 'a password',
  });
  await createSignIns(db, Date.now).begin(user?.id ?? '');
  await createAccessLog(db, Date.now).note({ user: 'ana', action: 'looked at', detail: '/reports' });
  const earned = { subject: 'item/class-a', title: 'Class A', done: today, hours: 6 };
  await issueCertificate(db, id, earned, 'A made academy', now);
  return { rows: await rowsOf(db), close: () => tracking.close() };
}

/** Every row of tracking but of those who are signed in. */
async function rowsOf(db: Tracking['db']): Promise<Record<string, readonly unknown[]>> {
  const tables = Object.entries(trackingTables).filter(([table]) => table !== 'sign_ins');
  const rows = async (table: string, key: readonly string[]) =>
    (await sql`select * from ${sql.table(table)} order by ${sql.join(key.map((name) => sql.ref(name)))}`.execute(db))
      .rows;
  return Object.fromEntries(await Promise.all(tables.map(async ([table, key]) => [table, await rows(table, key)])));
}

async function peopleAreBack(database: string, rows: Record<string, readonly unknown[]>): Promise<void> {
  const { db, close } = await openTracking(database, Date.now);
  expect(await rowsOf(db)).toEqual(rows);
  // Nobody is signed in, and the password is what it was.
  expect(await db.selectFrom('sign_ins').selectAll().execute()).toEqual([]);
  expect((await createUsers(db, Date.now).checked('ana', 'a password'))?.place).toBe('fresno');
  // What is new gets a new number.
  const log = createAccessLog(db, Date.now);
  await log.note({ user: 'ana', action: 'exported', detail: '/reports' });
  expect((await log.page(1))[0]?.action).toBe('exported');
  await close();
}

describe.each(databases)('a backup of a store on %s', (_, from) => {
  it.each(databases)(
    'comes back on %s: statements with times and order, files, documents, credentials',
    async (__, to) => {
      const source = await from();
      const store = await openStore(source, Date.now);
      await fill(store);
      const before = await everything(store);
      const file = path.join(folder, `backup-${++count}.sqlite`);
      const people = await fillTracking(placeOf(source).tracking);
      const told = await backUp(placeOf(source), file, Date.now, quiet);
      await store.close();
      await people.close();
      expect(told).toEqual({
        ...{ statements: before.length, documents: 1, people: 300, achievements: 1, users: 1, certificates: 1 },
      });
      expect(await readdir(path.dirname(file))).not.toContain(expect.stringContaining('.part'));
      expect(existsSync(`${file}-wal`)).toBe(false);

      const target = await to();
      const bytes = await readFile(file);
      expect(await restore(file, placeOf(target), Date.now, quiet)).toEqual(told);
      expect((await readFile(file)).equals(bytes)).toBe(true);
      await peopleAreBack(placeOf(target).tracking, people.rows);
      const restored = await openStore(target, Date.now);
      expect(await everything(restored)).toEqual(before);
      const agent = identityOf(learner('l7')) ?? '';
      expect((await restored.find({ agent, limit: 100 })).statements.length).toBe(
        before.filter((one) => one.json.includes('"l7"')).length,
      );
      const [file1] = [
        ...(
          await restored.attachments([
            createHash('sha256')
              .update(Buffer.from([0, 1, 2, 255]))
              .digest('hex'),
          ])
        ).values(),
      ];
      expect(Buffer.from(file1?.content ?? []).equals(Buffer.from([0, 1, 2, 255]))).toBe(true);
      expect((await restored.credential('c1'))?.label).toBe('x');
      // Life goes on: new names get new numbers, new statements come last.
      const fresh = sample({ actor: learner('new'), object: activity('new', 'New') });
      await restored.insert(batch([fresh]));
      expect((await restored.find({ limit: 1 })).statements[0]?.id).toBe(fresh.id);
      expect((await restored.find({ agent: identityOf(learner('new')) ?? '', limit: 5 })).statements).toHaveLength(1);
      await restored.close();
    },
  );

  it('is one moment of a store that is written to meanwhile', async () => {
    const source = await from();
    const store = await openStore(source, Date.now);
    await fill(store);
    let writing = true;
    const pairs = (async () => {
      // Both of a pair or none: they are stored by one request.
      while (writing) {
        const pair = sample({ object: activity('pair') });
        await store.insert(batch([pair, sample({ object: { objectType: 'StatementRef', id: pair.id } })]));
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const file = path.join(folder, `moment-${++count}.sqlite`);
    await backUp(placeOf(source), file, Date.now, quiet);
    writing = false;
    await pairs;
    await store.close();
    const target = sqliteFile();
    await restore(file, placeOf(target), Date.now, quiet);
    const restored = await openStore(target, Date.now);
    const statements = (await everything(restored)).map((one) => JSON.parse(one.json));
    const ids = new Set(statements.map((one) => one.id));
    const pairIds = statements.filter((one) => one.object.id === activity('pair').id).map((one) => one.id);
    const referred = new Set(statements.map((one) => one.object.id));
    expect(pairIds.length).toBeGreaterThan(0);
    expect(pairIds.filter((id) => !referred.has(id))).toEqual([]);
    expect(statements.filter((one) => one.object.objectType === 'StatementRef' && !ids.has(one.object.id))).toEqual([]);
    await restored.close();
  });

  it('never overwrites a file', async () => {
    const source = await from();
    await (await openStore(source, Date.now)).close();
    const file = path.join(folder, 'precious.sqlite');
    await writeFile(file, 'mine');
    await expect(backUp(placeOf(source), file, Date.now, quiet)).rejects.toThrow(BackupRefused);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});

describe.each(databases)('restoring into %s', (_, to) => {
  it('refuses a store that is not empty, and a file that is no backup', async () => {
    const source = sqliteFile();
    const store = await openStore(source, Date.now);
    await store.insert(batch([sample()]));
    await store.close();
    const file = path.join(folder, `one-${++count}.sqlite`);
    await backUp(placeOf(source), file, Date.now, quiet);

    const full = await to();
    const other = await openStore(full, Date.now);
    const mine = sample();
    await other.insert(batch([mine]));
    await other.close();
    await expect(restore(file, placeOf(full), Date.now, quiet)).rejects.toThrow(BackupRefused);
    const after = await openStore(full, Date.now);
    expect((await everything(after)).map((one) => one.id)).toEqual([mine.id]);
    await after.close();

    const junk = path.join(folder, `junk-${++count}`);
    await writeFile(junk, 'no database at all, but long enough to look like something '.repeat(100));
    await expect(restore(junk, placeOf(await to()), Date.now, quiet)).rejects.toThrow(BackupRefused);
    const torn = path.join(folder, `torn-${++count}`);
    await writeFile(torn, (await readFile(file)).subarray(0, 9000));
    await expect(restore(torn, placeOf(await to()), Date.now, quiet)).rejects.toThrow(BackupRefused);
  });
});

describe('a restore', () => {
  it('of what an older program wrote, without people and users, leaves them to the first start', async () => {
    const live = sqliteFile();
    const store = await openStore(live, Date.now);
    await store.insert(batch([sample()]));
    await store.close();
    const file = path.join(folder, `older-${++count}.sqlite`);
    expect(await backUp(placeOf(live), file, Date.now, quiet)).toMatchObject({ statements: 1, people: 0 });
    const target = sqliteFile();
    await restore(file, placeOf(target), Date.now, quiet);
    expect((await readdir(path.dirname(target))).filter((name) => name.startsWith('tracking'))).toEqual([]);
  });

  it('does not take the place of people and users that are there', async () => {
    const live = sqliteFile();
    await (await openStore(live, Date.now)).close();
    const file = path.join(folder, `people-${++count}.sqlite`);
    await backUp(placeOf(live), file, Date.now, quiet);
    for (const target of [sqliteFile(), await postgres.database()]) {
      const tracking = await openTracking(placeOf(target).tracking, Date.now);
      const user = { name: 'ana', role: 'state', place: null, personId: null, password: null } as const;
      await createUsers(tracking.db, Date.now).add(user);
      await tracking.close();
      await expect(restore(file, placeOf(target), Date.now, quiet)).rejects.toThrow(BackupRefused);
    }
  });

  it('does not put a backup beside the log of another store, which SQLite would play into it', async () => {
    const live = sqliteFile();
    const store = await openStore(live, Date.now);
    await store.insert(batch([sample()]));
    const file = path.join(folder, `clean-${++count}.sqlite`);
    await backUp(placeOf(live), file, Date.now, quiet);
    // What a killed server leaves: its log. The operator removed the file alone.
    const target = sqliteFile();
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(`${live}-wal`, `${target}-wal`);
    await store.close();
    const refusal = await restore(file, placeOf(target), Date.now, quiet).catch((e) => e);
    expect(refusal).toBeInstanceOf(BackupRefused);
    expect(refusal.message).toContain('-wal');
    expect(existsSync(target)).toBe(false);
    await rm(`${target}-wal`);
    expect(await restore(file, placeOf(target), Date.now, quiet)).toMatchObject({ statements: 1, documents: 0 });
  });
});

describe('a backup', () => {
  it('is for its owner’s eyes only', async () => {
    const source = sqliteFile();
    await (await openStore(source, Date.now)).close();
    for (const database of [source, await postgres.database()]) {
      await (await openStore(database, Date.now)).close();
      const file = path.join(folder, `private-${++count}.sqlite`);
      await backUp(placeOf(database), file, Date.now, quiet);
      expect((await stat(file)).mode & 0o077).toBe(0);
    }
  });

  it('is refused where another version of the program made the tables: it could leave some out', async () => {
    const database = await postgres.database();
    await (await openStore(database, Date.now)).close();
    const client = new pg.Client(database);
    await client.connect();
    await client.query('insert into schema_version values (99, 1)');
    await client.end();
    const file = path.join(folder, `newer-${++count}.sqlite`);
    await expect(backUp(placeOf(database), file, Date.now, quiet)).rejects.toThrow(DatabaseTooNew);
    await expect(backUp(placeOf(await postgres.database()), file, Date.now, quiet)).rejects.toThrow(BackupRefused);
    expect(existsSync(file)).toBe(false);
  });
});
