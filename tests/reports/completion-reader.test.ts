import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSqlite } from '../../src/lrs/sqlite/open-sqlite.js';
import type { RecordStore } from '../../src/lrs/store.js';
import { completionReader } from '../../src/reports/completion-reader.js';
import { createFacts } from '../../src/tracking/facts/create-facts.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import { identityOf } from '../../src/xapi/identity.js';
import type { JsonObject } from '../../src/xapi/json.js';
import { batch } from '../lrs/samples.js';
import { scratchFolder } from '../support/browser.js';
import { actorOf, iriBase, play, wholeRun } from './plays.js';

let store: RecordStore;
let tracking: Tracking;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('reports');
  store = await openSqlite(path.join(scratch.folder, 'records.db'), Date.now);
  tracking = await openTracking(path.join(scratch.folder, 'tracking.db'), Date.now);
  done = scratch.done;
});
afterAll(async () => {
  await tracking.close();
  await store.close();
  await done();
});

const reader = () =>
  completionReader(createFacts({ store, tracking, iriBase, refresh: async () => undefined }), tracking.db, iriBase);
const send = (statements: readonly JsonObject[]) => store.insert(batch(statements));

it('reads a real store, more each time, and forgets what is voided', async () => {
  const read = reader();
  expect((await read()).records).toEqual([]);
  const run = wholeRun(play('k1', 'one', 'scorm12'));
  await send(run.slice(0, 3));
  expect((await read()).records).toMatchObject([{ status: 'not-passed-yet', score: 0.5 }]);
  await send([...run.slice(3), ...run.slice(0, 3)]);
  // Two at once see the same.
  const [a, b] = await Promise.all([read(), read()]);
  expect(a.records).toEqual(b.records);
  expect(a.records).toMatchObject([{ status: 'completed', score: 0.875, seconds: 1200 }]);
  expect(a.through).toBeGreaterThan(Date.now() - 60_000);
  const completed = run.find((one) => JSON.stringify(one.verb).includes('completed'));
  const voiding = {
    id: randomUUID(),
    actor: actorOf('admin'),
    verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
    object: { objectType: 'StatementRef', id: completed?.id },
  };
  await send([voiding]);
  expect((await read()).records).toMatchObject([{ status: 'in-progress', score: 0.875 }]);
  // A new reader over the same store agrees.
  expect((await reader()()).records).toEqual((await read()).records);
});

it('reads more than one page of statements', async () => {
  const plays = Array.from({ length: 200 }, (_, n) => play(`many${n}`, 'many', 'xapi'));
  for (const one of plays) await send(wholeRun(one));
  const { records } = await reader()();
  expect(records.filter((one) => one.moduleIri.endsWith('/many') && one.status === 'completed')).toHaveLength(200);
});

it('forgets who was erased, and what was pruned', async () => {
  const read = reader();
  await send(wholeRun(play('leaver', 'gone', 'xapi')));
  const ofModule = async () => (await read()).records.filter((one) => one.moduleIri.endsWith('/gone'));
  expect(await ofModule()).toHaveLength(1);
  const inPlace = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'erased' } } as const;
  expect((await store.erase(identityOf(actorOf('leaver')) ?? '', inPlace)).statements).toBeGreaterThan(0);
  expect(await ofModule()).toEqual([]);
  expect((await read()).records.length).toBeGreaterThan(0);
  await store.prune(Date.now() + 60_000, () => undefined);
  expect((await read()).records).toEqual([]);
});
