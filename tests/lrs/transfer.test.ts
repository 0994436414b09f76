import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import type { RecordStore } from '../../src/lrs/store.js';
import { exportStatements } from '../../src/lrs/transfer/export-statements.js';
import { importStatements } from '../../src/lrs/transfer/import-statements.js';
import { TransferRefused } from '../../src/lrs/transfer/transfer-refused.js';
import type { JsonObject } from '../../src/xapi/json.js';
import { scratchFolder } from '../support/browser.js';
import { type SharedPostgres, sharedPostgres } from '../support/postgres.js';
import { activity, authority, batch, learner, sample, verb } from './samples.js';

let postgres: SharedPostgres;
let root: string;
let done: () => Promise<void>;
beforeAll(async () => {
  postgres = await sharedPostgres();
  ({ folder: root, done } = await scratchFolder('transfer'));
});
afterAll(async () => {
  await postgres.stop();
  await done();
});

let count = 0;
const fresh = (name: string) => path.join(root, `${name}-${++count}`);
const operator = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'import' } };
const quiet = () => undefined;
const content = Buffer.from('an essay');
const sha2 = createHash('sha256').update(content).digest('hex');
const withFile = {
  attachments: [
    { usageType: 'https://x.example/essay', display: { en: 'x' }, contentType: 'text/plain', length: 8, sha2 },
  ],
};

const linesIn = async (folder: string): Promise<JsonObject[]> =>
  (await readFile(path.join(folder, 'statements.ndjson'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const allOf = async (store: RecordStore) => (await store.statementsAfter(0, 10_000)).map((one) => JSON.parse(one.json));

async function filled(database: string): Promise<RecordStore> {
  const store = await openStore(database, Date.now);
  const many = Array.from({ length: 1203 }, (_, n) => sample({ actor: learner(`l${n % 11}`) }));
  for (let n = 0; n < many.length; n += 100) await store.insert(batch(many.slice(n, n + 100)));
  const wrong = sample({ object: activity('wrong') });
  await store.insert({
    ...batch([sample(withFile), wrong]),
    attachments: [{ sha2, contentType: 'text/plain', content }],
  });
  await store.insert({ ...batch([sample({ version: '2.0.0' })]), version: '2.0.0' });
  await store.insert(batch([sample({ verb: verb('voided'), object: { objectType: 'StatementRef', id: wrong.id } })]));
  return store;
}

describe.each([
  ['SQLite', async () => path.join(fresh('from'), 'r.sqlite'), () => postgres.database()],
  ['PostgreSQL', () => postgres.database(), async () => path.join(fresh('to'), 'r.sqlite')],
] as const)('statements exported from %s', (_, from, to) => {
  it('come in order with voided ones and files, and back into another store with authority, but a new time of storing', async () => {
    const source = await filled(await from());
    const folder = fresh('export');
    const told: number[] = [];
    const counted = await exportStatements(source, { folder, since: null, until: null }, (n) => told.push(n));
    expect(counted).toEqual({ statements: 1207, attachments: 1, resumed: 0 });
    expect(told.at(-1)).toBe(1207);
    const before = await allOf(source);
    expect(await linesIn(folder)).toEqual(before);
    expect(await readFile(path.join(folder, 'attachments', sha2))).toEqual(content);

    const target = await openStore(await to(), Date.now);
    const imported = await importStatements(target, { from: folder, authority: operator }, quiet);
    expect(imported).toEqual({ statements: 1207, resumed: 0, conflicts: [] });
    const after = await allOf(target);
    const timeless = (all: JsonObject[]) => all.map(({ stored: _stored, ...rest }) => rest);
    expect(timeless(after)).toEqual(timeless(before));
    expect(after[0].authority).toEqual(authority);
    expect((await target.attachments([sha2])).get(sha2)?.contentType).toBe('text/plain');
    const voided = before.find((one) => one.object.id === activity('wrong').id);
    expect((await target.statement(voided.id, true))?.id).toBe(voided.id);

    // Once more: nothing new, nothing twice.
    expect(await importStatements(target, { from: folder, authority: operator }, quiet)).toMatchObject({
      resumed: 1207,
    });
    expect(await allOf(target)).toHaveLength(1207);
    await target.close();
    await source.close();
  });
});

describe('an export', () => {
  it('goes on where it was stopped, even amid a line, and later adds what is new', async () => {
    const store = await filled(path.join(fresh('s'), 'r.sqlite'));
    const folder = fresh('export');
    const wish = { folder, since: null, until: null };
    await expect(
      exportStatements(store, wish, () => {
        throw new Error('power cut');
      }),
    ).rejects.toThrow('power cut');
    await appendFile(path.join(folder, 'statements.ndjson'), '{"id":"half a li');
    const went = await exportStatements(store, wish, quiet);
    expect(went).toMatchObject({ statements: 1207, resumed: 500 });
    expect(await linesIn(folder)).toEqual(await allOf(store));
    await store.insert(batch([sample()]));
    expect(await exportStatements(store, wish, quiet)).toMatchObject({ statements: 1208, resumed: 1207 });
    expect(await linesIn(folder)).toEqual(await allOf(store));
    await expect(exportStatements(store, { ...wish, until: 5 }, quiet)).rejects.toThrow(TransferRefused);
    const other = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    await expect(exportStatements(other, wish, quiet)).rejects.toThrow('an export of another record store');
    await other.close();
    await store.close();
  });

  it('says so when lines that it wrote are gone, and fills no gap with nothing', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    await store.insert(batch([sample(), sample()]));
    const folder = fresh('moved');
    const wish = { folder, since: null, until: null };
    await exportStatements(store, wish, quiet);
    await rm(path.join(folder, 'statements.ndjson'));
    await store.insert(batch([sample()]));
    const refusal = await exportStatements(store, wish, quiet).catch((e) => e);
    expect(refusal).toBeInstanceOf(TransferRefused);
    expect(refusal.message).toMatch(/statements\.ndjson is shorter than/);
    await store.close();
  });

  it('takes the statements of a period only', async () => {
    let now = 1_700_000_000_000;
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), () => now);
    for (let n = 0; n < 5; n++) {
      await store.insert(batch([sample({ actor: learner(`day${n}`) })]));
      now += 1000;
    }
    const folder = fresh('period');
    await exportStatements(store, { folder, since: 1_700_000_000_000, until: 1_700_000_003_000 }, quiet);
    expect((await linesIn(folder)).map((one) => JSON.stringify(one.actor).match(/day\d/)?.[0])).toEqual([
      'day1',
      'day2',
      'day3',
    ]);
    await store.close();
  });
});

describe('an import', () => {
  it('names every fault with its line and stores nothing', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    const folder = fresh('bad');
    await mkdir(path.join(folder, 'attachments'), { recursive: true });
    await writeFile(path.join(folder, 'attachments', sha2), 'other content');
    const lines = [
      sample(),
      { ...sample(), verb: { id: 'no iri' } },
      'not JSON',
      sample(withFile),
      { ...sample(), id: undefined },
    ];
    await writeFile(
      path.join(folder, 'statements.ndjson'),
      lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'),
    );
    const refusal = await importStatements(store, { from: folder, authority: operator }, quiet).catch((e) => e);
    expect(refusal).toBeInstanceOf(TransferRefused);
    for (const part of [
      /4 faults/,
      /ndjson:2 \$\.verb\.id/,
      /ndjson:3 is no JSON object/,
      /ndjson:4 \$\.attachments\[0\] the file .* has another SHA-2 hash/,
      /ndjson:5 \$\.id is missing/,
    ])
      expect(refusal.message).toMatch(part);
    expect(await allOf(store)).toEqual([]);
    await store.close();
  });

  it('refuses what the record store’s own door would not take: names twice, numbers that change, bytes that are no UTF-8', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    const file = `${fresh('strict')}.ndjson`;
    const text = JSON.stringify(sample());
    const extended = (value: string) =>
      JSON.stringify(sample({ result: { extensions: { 'https://x.example/n': 'HERE' } } })).replace('"HERE"', value);
    const lines = [
      text,
      text.replace('{', '{"verb":{"id":"https://x.example/other"},'),
      extended('12345678901234567891'),
      extended('['.repeat(300) + ']'.repeat(300)),
    ];
    const latin = Buffer.from(JSON.stringify(sample({ result: { response: 'Se\u00f1or' } })), 'latin1');
    await writeFile(file, Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), latin]));
    const refusal = await importStatements(store, { from: file, authority: operator }, quiet).catch((e) => e);
    expect(refusal).toBeInstanceOf(TransferRefused);
    expect(refusal.message).not.toMatch(/ndjson:1 /);
    for (const part of [
      /4 faults/,
      /ndjson:2 \$\.verb is given twice/,
      /ndjson:3 \$\.result\.extensions.* would be kept as/,
      /ndjson:4 is no JSON object: \$ is nested/,
      /ndjson:5 is no JSON object: \$ is not UTF-8/,
    ])
      expect(refusal.message).toMatch(part);
    expect(await allOf(store)).toEqual([]);
    await store.close();
  });

  it('keeps every character, those that end a line elsewhere too', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    const file = `${fresh('lines')}.ndjson`;
    const response = 'one\u2028two\u2029three\u0085four \u00e0 \ud83d\ude00';
    await writeFile(file, `\ufeff${JSON.stringify(sample({ result: { response } }))}\r\n\n`);
    expect(await importStatements(store, { from: file, authority: operator }, quiet)).toMatchObject({ statements: 1 });
    expect((await allOf(store)).map((one) => one.result)).toEqual([{ response }]);
    await store.close();
  });

  it('reports a second statement under an id of its own file, and does not pass over it in silence', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    const file = `${fresh('lines')}.ndjson`;
    const one = sample();
    const lines = [one, sample(), one, { ...one, id: one.id.toUpperCase(), verb: verb('passed') }];
    await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    const counted = await importStatements(store, { from: file, authority: operator }, quiet);
    expect(counted.conflicts.map((conflict) => conflict.line)).toEqual([4]);
    expect(counted.statements).toBe(3);
    expect(await allOf(store)).toHaveLength(2);
    await store.close();
  });

  it('goes on where it was stopped', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    const file = `${fresh('lines')}.ndjson`;
    const statements = Array.from({ length: 450 }, () => sample());
    await writeFile(file, statements.map((one) => JSON.stringify(one)).join('\n'));
    await expect(
      importStatements(store, { from: file, authority: operator }, (what) => {
        if (what === 'storing') throw new Error('stopped');
      }),
    ).rejects.toThrow('stopped');
    expect(await importStatements(store, { from: file, authority: operator }, quiet)).toMatchObject({ resumed: 200 });
    expect((await allOf(store)).map((one) => one.id)).toEqual(statements.map((one) => one.id));
    await store.close();
  });

  it('leaves out a line whose id another statement has, says which, and stores the rest', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    const mine = sample();
    await store.insert(batch([mine]));
    const file = `${fresh('lines')}.ndjson`;
    await writeFile(
      file,
      [sample(), { ...mine, verb: verb('passed') }, sample(), mine].map((one) => JSON.stringify(one)).join('\n'),
    );
    const counted = await importStatements(store, { from: file, authority: operator }, quiet);
    expect(counted).toMatchObject({ statements: 3 });
    expect(counted.conflicts.map((one) => one.line)).toEqual([2]);
    expect(await allOf(store)).toHaveLength(3);
    await store.close();
  });

  it('says what to name when there is nothing', async () => {
    const store = await openStore(path.join(fresh('s'), 'r.sqlite'), Date.now);
    await expect(importStatements(store, { from: '/nowhere', authority: operator }, quiet)).rejects.toThrow(
      TransferRefused,
    );
    await store.close();
    expect((await readdir(root)).length).toBeGreaterThan(0);
    await rm(path.join(root, 'nothing'), { force: true });
  });
});
