import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/lrs/open-store.js';
import { batch, learner, sample } from '../lrs/samples.js';
import { scratchFolder } from '../support/browser.js';
import { cpmHere as cpm } from '../support/cpm.js';

let folder: string;
let done: () => Promise<void>;
beforeAll(async () => {
  ({ folder, done } = await scratchFolder('cli-lrs'));
});
afterAll(() => done());

let count = 0;
async function filled(statements: number): Promise<string> {
  const data = path.join(folder, `data-${++count}`);
  const store = await openStore(path.join(data, 'records.sqlite'), Date.now);
  await store.insert(batch(Array.from({ length: statements }, (_, n) => sample({ actor: learner(`l${n % 3}`) }))));
  await store.close();
  return data;
}

const actor = (name: string) => JSON.stringify(learner(name));

describe('cpm lrs', () => {
  it('exports, goes on, and imports into another store without storing anything twice', async () => {
    const data = await filled(30);
    const out = path.join(folder, 'export');
    const first = await cpm(['lrs', 'export', '--data', data, '--out', out]);
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/^30 statements and 0 attached files in /);
    const second = await cpm(['lrs', 'export', '--data', data, '--out', out]);
    expect(second.out).toMatch(/^30 statements, 30 of them by a run before/);

    const other = path.join(folder, 'other');
    const imported = await cpm(['lrs', 'import', out, '--data', other]);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.out).toMatch(/^30 statements imported or there already\.$/m);
    expect((await cpm(['lrs', 'import', out, '--data', other])).out).toContain('(lines 1 to 30 by a run before)');
    const audit = await cpm(['lrs', 'audit', '--data', other]);
    expect(audit.out).toMatch(/import {2}\{"statements":30,"conflicts":0\}/);
  });

  it('shows what erasing a person would do, does it with --yes, and leaves a line that names nobody', async () => {
    const data = await filled(9);
    const shown = await cpm(['lrs', 'erase', '--data', data, '--actor', actor('l1')]);
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.out).toMatch(
      /^This would erase: 3 statements, 0 mentions .*\nNothing was changed\. Add --yes to do it\.$/m,
    );
    // Beside a server that has it open.
    const server = await openStore(path.join(data, 'records.sqlite'), Date.now);
    const erased = await cpm(['lrs', 'erase', '--data', data, '--actor', actor('l1'), '--yes']);
    expect(erased.out).toMatch(/^Erased: 3 statements/);
    // Not only out of the tables: out of the files.
    for (const file of ['records.sqlite', 'records.sqlite-wal'])
      expect((await readFile(path.join(data, file))).includes('"l1"')).toBe(false);
    await server.close();
    const none = await cpm(['lrs', 'erase', '--data', data, '--actor', actor('l1')]);
    expect(none).toMatchObject({ code: 1 });
    expect(none.err).toContain('holds nothing of this person');
    const audit = await cpm(['lrs', 'audit', '--data', data]);
    expect(audit.out).toMatch(/ {2}erase {2}\{"person":"[0-9a-f]{64}","statements":3/);
    expect(audit.out).not.toContain('l1');
  });

  it('prunes by date only when told to', async () => {
    const data = await filled(4);
    const before = new Date(Date.now() + 60_000).toISOString();
    expect((await cpm(['lrs', 'prune', '--data', data, '--before', before])).out).toMatch(
      /would remove 4 statements stored/,
    );
    expect((await cpm(['lrs', 'prune', '--data', data, '--before', '2020-01-01', '--yes'])).out).toMatch(
      /^Removed: 0 statements and 0 documents\.$/m,
    );
    expect((await cpm(['lrs', 'prune', '--data', data, '--before', before, '--yes'])).out).toMatch(
      /^Removed: 4 statements and 0 documents\.$/m,
    );
  });

  it('backs up and restores, and never over something that is there', async () => {
    const data = await filled(7);
    const file = path.join(folder, 'backup.sqlite');
    const roster = path.join(folder, 'backed-up.csv');
    await writeFile(
      roster,
      'UserID,LastName,FirstName,Email,Status,OrganizationName\nw1,Doe,Kim,w1@c.example,Active,Fresno County\n',
    );
    await cpm(['roster', 'import', roster, '--data', data, '--yes']);
    const backup = await cpm(['backup', file, '--data', data]);
    expect(backup.out).toMatch(
      /7 statements, 0 documents, 1 person, 0 achievements, 0 certificates, 0 users, with cre/,
    );
    const again = await cpm(['lrs', 'backup', file, '--data', data]);
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toMatch(/is there already\.\nhint: name a file that is not there yet\./);
    const restored = await cpm(['restore', file, '--data', path.join(folder, 'restored')]);
    expect(restored.out).toMatch(/^7 statements, 0 documents, 1 person, .* restored to /);
    const people = await cpm(['roster', 'list', '--data', path.join(folder, 'restored')]);
    expect(people.out).toContain('Doe, Kim');
    expect((await cpm(['lrs', 'restore', file, '--data', data])).err).toMatch(/There is a record store .* already/);
  });

  it.each([
    [['export', '--out', 'x', '--data', 'nowhere'], 74, /There is no record store at nowhere/],
    [['export', '--out', 'x', '--since', 'yesterday'], 2, /--since "yesterday" is no date/],
    [['export'], 2, /--out/],
    [['import', 'nowhere'], 1, /There is nothing to import at/],
    [['import', '.'], 1, /There is nothing to import at/],
    [['backup', 'no-such-folder/b.sqlite'], 1, /The folder of .*no-such-folder\/b\.sqlite does not exist/],
    [['erase'], 2, /Say who: either --actor, or --learner together with --home-page/],
    [['erase', '--actor', '{"mbox":"nobody"}'], 2, /--actor\.mbox must be/],
    [['erase', '--actor', 'Ana'], 2, /--actor is not JSON/],
    [['prune'], 2, /--before/],
    [['restore', 'nowhere.sqlite'], 1, /There is no file/],
    [['audit', '--database', 'mysql://x'], 2, /must be the address of a PostgreSQL database/],
    [
      ['audit', '--database', 'postgres://u:s3cret-word@127.0.0.1:9/x'],
      74,
      /The record store at postgres:\/\/127\.0\.0\.1:9\/x can't be opened/,
    ],
  ])('lrs %j says what is wrong and what to do', async (words, code, message) => {
    const there = await filled(1);
    const named = words.some((word) => word === '--data' || word === '--database');
    const restoring = words[0] === 'restore';
    const data = named ? [] : ['--data', restoring ? path.join(folder, 'new') : there];
    const ended = await cpm(['lrs', ...words, ...data], folder);
    expect(ended.err).toMatch(message);
    expect(ended.err).not.toContain('s3cret-word');
    expect(ended.code).toBe(code);
  });

  it('names the line of every fault in what is imported', async () => {
    const file = path.join(folder, 'lines.ndjson');
    await mkdir(folder, { recursive: true });
    await writeFile(file, `${JSON.stringify(sample())}\nnonsense\n`);
    const ended = await cpm(['lrs', 'import', file, '--data', path.join(folder, 'never')]);
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.err).toMatch(/lines\.ndjson:2 is no JSON object/);
  });
});

describe('the record store of a command', () => {
  it('is the one that the environment names for the server, unless the command line names another', async () => {
    const [named, other] = [await filled(2), await filled(5)];
    const before = new Date(Date.now() + 60_000).toISOString();
    const due = (args: string[], env: Record<string, string>) =>
      cpm(['lrs', 'prune', '--before', before, ...args], folder, env).then((run) => run.out + run.err);
    expect(await due([], { CPM_DATA: named })).toContain('remove 2 statements');
    expect(await due(['--data', other], { CPM_DATA: named })).toContain('remove 5 statements');
    expect(await due([], { CPM_DATABASE: 'mysql://x', CPM_DATA: named })).toContain(
      'must be the address of a PostgreSQL',
    );
    expect(await due([], { CPM_DATABASE_FILE: 'nowhere' })).toContain(
      "CPM_DATABASE_FILE names nowhere, which can't be read",
    );
  });
});
