import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { migrate } from '../../src/lrs/sql/migrations.js';
import { sqlRecordStore } from '../../src/lrs/sql/record-store.js';
import { connectSqlite } from '../../src/lrs/sqlite/connect-sqlite.js';
import { DatabaseFull } from '../../src/lrs/store.js';
import { scratchFolder } from '../support/browser.js';
import { batch, sample } from './samples.js';
import { serverProgram } from './server-process.js';

const large = () => sample({ result: { response: 'x'.repeat(20_000) } });

function check(file: string): unknown {
  const raw = new Libsql(file);
  try {
    return raw.prepare('pragma integrity_check').get([]);
  } finally {
    raw.close();
  }
}

it('says that there is no room, stores nothing then, and goes on when there is room again', async () => {
  const { folder, done } = await scratchFolder('full');
  const file = path.join(folder, 'records.db');
  const { db, dialect, shortWay, welcome, exec } = connectSqlite(file);
  await migrate(db, dialect, Date.now);
  const store = sqlRecordStore({
    db,
    dialect,
    shortWay,
    welcome,
    version: null,
    now: Date.now,
    askThrough: async () => Date.now() - 1,
    close: () => db.destroy(),
  });
  exec('pragma max_page_count = 200');
  const stored: string[] = [];
  let refused = 0;
  for (let n = 0; n < 60; n++) {
    // Three at once share a commit, and one of them is a document.
    const statements = [large(), large()];
    const address = {
      resource: 'activities/state',
      activity: 'https://x.example/',
      agent: 'a',
      registration: '',
    } as const;
    const results = await Promise.allSettled([
      ...statements.map((one) => store.insert(batch([one]))),
      store.changeDocument({ ...address, id: `d${n}` }, () => ({ content: Buffer.alloc(9000), contentType: 'x/y' })),
    ]);
    for (const [at, result] of results.entries()) {
      if (result.status === 'fulfilled') stored.push(statements[at]?.id ?? '');
      else {
        expect(result.reason).toBeInstanceOf(DatabaseFull);
        refused++;
      }
    }
  }
  expect(refused).toBeGreaterThan(30);
  exec('pragma max_page_count = 100000');
  const later = large();
  await store.insert(batch([later]));
  const found = (await store.find({ limit: 500 })).statements.map((one) => one.id).reverse();
  expect(found).toEqual([...stored.filter((id) => id !== ''), later.id]);
  await store.close();
  expect(check(file)).toMatchObject({ integrity_check: 'ok' });
  await done();
});

const mountable = canMount();

it.skipIf(!mountable)(
  'answers 507 on a disk that is really full, loses nothing, and goes on when there is room',
  async () => {
    const { folder, done } = await scratchFolder('full-disk');
    const disk = path.join(folder, 'disk');
    mkdirSync(disk);
    asRoot('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
    const program = await serverProgram();
    try {
      const file = path.join(disk, 'records.db');
      const server = await program.start(file);
      const stored: string[] = [];
      const statuses: number[] = [];
      for (let n = 0; n < 120; n++) {
        const one = large();
        const answer = await server.call('POST', 'statements', one);
        statuses.push(answer.status);
        if (answer.status === 200) stored.push(one.id);
        else expect((await answer.json()).error).toMatch(/full/);
      }
      expect(new Set(statuses)).toEqual(new Set([200, 507]));
      asRoot('mount', ['-o', 'remount,size=50m', disk]);
      const later = large();
      expect((await server.call('POST', 'statements', later)).status).toBe(200);
      const found = await (await server.call('GET', 'statements?ascending=true&limit=100')).json();
      expect(found.statements.map((one: { id: string }) => one.id)).toEqual([...stored, later.id].slice(0, 100));
      await server.kill();
      expect(check(file)).toMatchObject({ integrity_check: 'ok' });
      console.log('full disk:', { stored: stored.length, refused: statuses.filter((status) => status === 507).length });
    } finally {
      await program.done();
      // The library may still hold the file that was checked.
      asRoot('umount', ['-l', disk]);
      await done();
    }
  },
);

function asRoot(command: string, words: readonly string[]): void {
  execFileSync(command, words, { stdio: 'ignore' });
}

/** Only root may, and not in every container. */
function canMount(): boolean {
  const at = path.join('/tmp', `cpm-mount-${process.pid}`);
  try {
    mkdirSync(at);
    asRoot('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at]);
    asRoot('umount', [at]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}
