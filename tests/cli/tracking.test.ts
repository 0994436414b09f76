import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../src/days.js';
import { openStore } from '../../src/lrs/open-store.js';
import { checkCurriculum } from '../../src/pipeline/check-curriculum.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import { refreshStandings } from '../../src/tracking/standings/refresh-standings.js';
import { scratchFolder } from '../support/browser.js';
import { cpmHere as cpm, projectRoot } from '../support/cpm.js';

let folder: string;
let done: () => Promise<void>;
beforeAll(async () => {
  ({ folder, done } = await scratchFolder('cli-tracking'));
});
afterAll(() => done());

const head =
  'UserID,LastName,FirstName,Email,Password,Status,Affiliation,OrganizationName,EmployeeType,RTADepartment,RTAJobTitle,AreaOfAssignment,DateHire,DateTransfer,UserLevel,AssocLMSID\r\n';
const account = (
  id: string,
  given: { last?: string; county?: string; title?: string; hired?: string; lms?: string; status?: string } = {},
) =>
  `${[id, given.last ?? 'Doe', 'Kim', `${id}@county.example`, 'secret-word', given.status ?? 'Active', 'x', given.county ?? 'County of Fresno', 'Staff', 'Intake', given.title ?? 'Social Worker', 'ER', given.hired ?? '3/31/2026', '', '1', given.lms ?? ''].join(',')}\r\n`;

let count = 0;
async function file(text: string | Uint8Array, name = `file-${++count}.csv`): Promise<string> {
  const place = path.join(folder, name);
  await writeFile(place, text);
  return place;
}

async function withPeople(...accounts: readonly string[]): Promise<string> {
  const data = path.join(folder, `data-${++count}`);
  await mkdir(data);
  const run = await cpm(['roster', 'import', await file(head + accounts.join('')), '--data', data, '--yes']);
  expect(run).toMatchObject({ code: 0 });
  return data;
}

async function inTracking<Value>(data: string, work: (tracking: Tracking) => Promise<Value>): Promise<Value> {
  const tracking = await openTracking(path.join(data, 'tracking.sqlite'), Date.now);
  try {
    return await work(tracking);
  } finally {
    await tracking.close();
  }
}

describe('cpm roster', () => {
  it('shows what an import would change, does it with --yes, and changes nothing the second time', async () => {
    const data = path.join(folder, 'first');
    const csv = await file(
      head +
        account('w1') +
        account('w2', { county: 'Los Angeles DCFS', title: 'Supervising Social Worker' }) +
        account('w3', { county: 'Elsewhere Office' }),
    );
    const shown = await cpm(['roster', 'import', csv, '--data', data]);
    expect(shown.err).toMatch(/note: nobody was kept at .*tracking\.sqlite yet; a new file is made\./);
    expect(shown.out).toContain('New: 3\n  w1  Doe, Kim  fresno\n  w2  Doe, Kim  los-angeles\n  w3  Doe, Kim  -');
    expect(shown.out).toContain('add an alias): 1\n  Elsewhere Office: 1');
    expect(shown.out).toMatch(/Nothing was changed\. Add --yes to do it\.$/m);
    expect((await cpm(['roster', 'list', '--data', data])).out).toContain('0 people.');
    expect((await cpm(['roster', 'import', csv, '--data', data, '--yes'])).out).toMatch(/Done\.$/m);
    const listed = await cpm(['roster', 'list', '--data', data, '--county', 'los-angeles']);
    expect(listed.out).toBe('w2  Doe, Kim  los-angeles  supervisor  2026-03-31\n1 person.\n');
    const again = await cpm(['roster', 'import', csv, '--data', data, '--yes']);
    expect(again.out).toContain('Unchanged: 3.');
    expect(again.out).toMatch(/Nothing changes\.$/m);
    const everything = await inTracking(data, ({ db }) => db.selectFrom('people').selectAll().execute());
    expect(JSON.stringify(everything)).not.toContain('secret-word');
  });

  it('tells who changed in what, who moved, and leaves who is missing alone unless the file is complete', async () => {
    const data = await withPeople(account('w1'), account('w2'), account('w3'));
    const csv = await file(
      head + account('w1', { last: 'Roe', hired: '2026-04-01' }) + account('W2', { county: 'Kern County' }),
    );
    const shown = await cpm(['roster', 'import', csv, '--data', data]);
    expect(shown.out).toContain('w1  Roe, Kim  LastName: Doe > Roe; DateHire: 2026-03-31 > 2026-04-01');
    expect(shown.out).toContain('Moved to another county: 1\n  W2  Doe, Kim  fresno > kern');
    expect(shown.out).toContain('Not in the file and left as they are: 1');
    expect((await cpm(['roster', 'import', csv, '--data', data, '--yes', '--complete'])).out).toContain(
      'becoming inactive: 1\n  w3',
    );
    expect((await cpm(['roster', 'list', '--data', data])).out).toContain('2 people.');
    expect((await cpm(['roster', 'list', '--data', data, '--inactive'])).out).toContain('3 people.');
  });

  it('refuses a broken file whole: every fault with row, column and what to write, and no word of a password', async () => {
    const data = path.join(folder, 'refused');
    const bad =
      head +
      account('w1') +
      account('w1') +
      account('', { hired: '2/30/2026' }) +
      account('w4', { hired: '3/31/26', status: 'Perhaps' }) +
      'w5,too,few\r\n';
    const form = await cpm(['roster', 'import', await file(bad, 'bad.csv'), '--data', data, '--yes']);
    expect(form.code).toBe(1);
    for (const line of [
      'bad.csv, row 3, column UserID: "w1" stands in row 2 already.\n  hint: keep one row for each account.',
      'bad.csv, row 4, column UserID: it is empty.',
      'bad.csv, row 4, column DateHire: "2/30/2026" is no day.\n  hint: write 2026-03-31 or 3/31/2026, or leave it empty.',
      'bad.csv, row 5, column DateHire: "3/31/26" is no day.\n  hint: write the year with four digits: 2026-03-31.',
      'bad.csv, row 5, column Status: "Perhaps" is no status.\n  hint: write Active or Inactive.',
      'bad.csv, row 6: it has 3 cells, but the first line names 16 columns.',
      'bad.csv is refused: 7 faults. Nothing was changed.',
    ])
      expect(form.err).toContain(line);
    expect(form.err).not.toContain('secret-word');
    const names = await cpm([
      'roster',
      'import',
      await file('UserID,Lastname,Frist Name\nx,y,z\n', 'n.csv'),
      '--data',
      data,
    ]);
    expect(names.err).toContain(
      'n.csv, row 1: there is no column FirstName.\n  hint: is "Frist Name" meant? Then rename it.',
    );
    expect(names.err).toContain(
      'n.csv, row 1: there is no column OrganizationName.\n  hint: the first line must name it; not known in it is: Frist Name.',
    );
    const quote = await cpm(['roster', 'import', await file(`${head}w1,"Doe,Kim\n`, 'q.csv'), '--data', data]);
    expect(quote.err).toContain('a quotation mark stands where none may, or is not closed');
    const lists = await cpm(['roster', 'list', '--data', data]);
    expect(lists).toMatchObject({ code: 74 });
    expect(lists.err).toContain('cpm roster import FILE.csv');
    const empty = await cpm(['roster', 'import', await file('\n', 'empty.csv'), '--data', data]);
    expect(empty.err).toBe(
      'empty.csv: it is empty.\n  hint: export it again, with its rows.\nempty.csv is refused: 1 fault. Nothing was changed.\n',
    );
  });

  it.each([
    ['15/01/2026', 'the month comes first: write 1/15/2026, or 2026-01-15.'],
    ['45996', 'a spreadsheet counts days so: show the column as dates there, or write 2025-12-05.'],
    ['1/5/24', 'write the year with four digits: 2024-01-05.'],
    ['Jan 5', 'write 2026-03-31 or 3/31/2026, or leave it empty.'],
  ])('says what to write for the day %s', async (hired, hint) => {
    const csv = await file(head + account('w1', { hired }), 'days.csv');
    const { err } = await cpm(['roster', 'import', csv, '--data', path.join(folder, 'refused')]);
    expect(err).toContain(`"${hired}" is no day.\n  hint: ${hint}`);
  });

  it('lets reports find people by names with accents, typed with or without them', async () => {
    const data = path.join(folder, 'accents');
    const csv = await file(head + account('w1', { last: 'Ávila' }) + account('w2', { last: 'Doe' }));
    await cpm(['roster', 'import', csv, '--data', data, '--yes']);
    const found = async (name: string) =>
      (await cpm(['report', 'completion', '--requirement', 'core-2026', '--name', name, '--data', data])).out;
    for (const name of ['avila', 'Ávila', 'ÁVILA', 'ávila kim']) expect(await found(name)).toContain('Ávila, Kim');
    expect(await found('avila')).not.toContain('Doe, Kim');
    await cpm(['roster', 'import', await file(head + account('w1', { last: 'Núñez' })), '--data', data, '--yes']);
    expect(await found('nunez')).toContain('Núñez, Kim');
    expect(await found('avila')).not.toContain('Kim');
  });

  it('names the county that a misspelt organization may be, and the columns that are not there', async () => {
    const csv = await file(
      `${head.replace('DateHire', 'Started')}${account('w1', { county: 'Fresmo County' })}`,
      'near.csv',
    );
    const { out } = await cpm(['roster', 'import', csv, '--data', path.join(folder, 'near')]);
    expect(out).toContain('  Fresmo County: 1; is Fresno meant?');
    expect(out).toContain('Columns that are not there: DateHire.');
    expect(out).toMatch(/not read: .*Started/);
  });

  it.each([
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['Windows-1252', (text: string) => Buffer.from(text, 'latin1')],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['semicolons', (text: string) => Buffer.from(text.replaceAll(',', ';'))],
    ['tabs', (text: string) => Buffer.from(text.replaceAll(',', '\t'))],
  ])('reads %s', async (_, encode) => {
    const data = path.join(folder, `encoded-${++count}`);
    const run = await cpm([
      'roster',
      'import',
      await file(encode(head + account('w1', { last: 'Núñez' }))),
      '--data',
      data,
    ]);
    expect(run.out).toContain('w1  Núñez, Kim  fresno');
  });

  it('shows a person by any name of theirs, a name that two people have is nobody’s, and erasing leaves nothing', async () => {
    const data = await withPeople(
      account('w1', { lms: 'X-1' }),
      account('w2', { lms: 'shared' }),
      account('w3', { lms: 'shared' }),
    );
    for (const name of ['W1', 'w1@county.example', 'x-1']) {
      const { out } = await cpm(['roster', 'show', name, '--data', data]);
      expect(out).toContain('user id: w1');
      expect(out).toContain('core-2026  not done, due 2027-03-31');
    }
    expect(await cpm(['roster', 'show', 'shared', '--data', data])).toMatchObject({ code: 1 });
    await inTracking(data, ({ db }) =>
      db
        .insertInto('learners')
        .values({ identity: 'o-1', account: 'o-1', home_page: 'https://lms.example', person_id: 1 })
        .execute(),
    );
    const shown = await cpm(['roster', 'erase', 'w1', '--data', data]);
    expect(shown.out).toMatch(
      /^This would erase Doe, Kim \(w1\): 3 names, 0 achievements, \d+ standings, 0 certificates, 0 users, 1 link to statements\./,
    );
    const actor = '{"account":{"homePage":"https://lms.example","name":"o-1"}}';
    expect(shown.out).toContain(`To remove them as well:\n  cpm lrs erase --actor '${actor}'\nNothing was changed.`);
    expect((await cpm(['roster', 'erase', 'w1', '--data', data, '--yes'])).out).toMatch(
      /^Erased: 3 names[\s\S]*cpm lrs erase --actor/,
    );
    const left = await inTracking(data, async ({ db }) => ({
      people: await db.selectFrom('people').select('user_id').orderBy('id').execute(),
      names: await db.selectFrom('person_names').selectAll().where('name', 'like', 'w1%').execute(),
      standings: await db.selectFrom('standings').select('person_id').where('person_id', '=', 1).execute(),
    }));
    expect(left).toEqual({ people: [{ user_id: 'w2' }, { user_id: 'w3' }], names: [], standings: [] });
  });
});

describe('cpm users log', () => {
  it('tells what was done by hand: who came, got a new password, was shut out, and that somebody was erased', async () => {
    const data = await withPeople(account('w1'));
    const users = (...words: readonly string[]) => cpm(['users', ...words, '--data', data]);
    await users('add', 'ana@example.org', '--role', 'county', '--place', 'Fresno County');
    await users('reset', 'ana@example.org');
    await users('disable', 'ana@example.org');
    await users('enable', 'ana@example.org');
    await cpm(['roster', 'erase', 'w1', '--data', data, '--yes']);
    const { out } = await users('log');
    const lines = out.trim().split('\n').reverse();
    expect(lines.map((line) => line.replace(/^\S+ {2}/, ''))).toEqual([
      'command line  added a user  ana@example.org: county fresno, with a first password',
      'command line  gave a new password  ana@example.org',
      'command line  shut a user out  ana@example.org',
      'command line  let a user in again  ana@example.org',
      'command line  erased a person',
    ]);
  });
});

describe('cpm users add', () => {
  const adding = async (data: string, ...words: readonly string[]) =>
    cpm(['users', 'add', 'ana@example.org', '--openid', '--data', data, ...words]);

  it('takes a county or an academy by its id, its name or an alias', async () => {
    for (const [role, given, id] of [
      ['county', 'fresno', 'fresno'],
      ['county', 'County of Los Angeles', 'los-angeles'],
      ['academy', 'CCTA', 'central-california'],
    ] as const) {
      const run = await adding(path.join(folder, `place-${++count}`), '--role', role, '--place', given);
      expect(run).toMatchObject({ code: 0 });
      expect(run.out).toContain(`ana@example.org may sign in: ${role} ${id}, by OpenID Connect.`);
    }
  });

  it.each([
    ['county', 'fresna', 'There is no county "fresna". Did you mean "fresno"?\nhint: ids stand in _organizations.yaml'],
    ['county', 'bay-area', 'There is no county "bay-area".'],
    ['academy', 'fresno', 'There is no academy "fresno".\nhint: ids are northern, bay-area, central-california'],
    ['academy', 'Nothern California Training Academy', 'Did you mean "northern"?'],
  ])('refuses a %s called %j with what is near, and adds nobody', async (role, place, said) => {
    const data = path.join(folder, `no-place-${++count}`);
    const run = await adding(data, '--role', role, '--place', place);
    expect(run.code).toBe(2);
    expect(run.err).toContain(said);
    expect((await cpm(['users', 'list', '--data', data])).out).not.toContain('ana');
  });

  it('refuses a person whom the roster does not know, with who is near', async () => {
    const data = await withPeople(account('worker-17'));
    const run = await adding(data, '--role', 'learner', '--person', 'worker17');
    expect(run.code).toBe(1);
    expect(run.err).toContain('The roster knows nobody by "worker17". Did you mean "worker-17"?');
    expect((await adding(data, '--role', 'learner', '--person', 'worker-17')).code).toBe(0);
  });
});

describe('an import of people', () => {
  it('links accounts that statements name, and their standings follow', async () => {
    const data = path.join(folder, 'linked');
    const store = await openStore(path.join(data, 'records.sqlite'), Date.now);
    await store.close();
    await inTracking(data, async ({ db }) => {
      const learner = {
        identity: 'account',
        account: 'W1@County.example',
        home_page: 'https://lms.example/',
        person_id: null,
      };
      const { id } = await db.insertInto('learners').values(learner).returning('id').executeTakeFirstOrThrow();
      const times = { first_at: 1, last_at: 2, completed_at: Date.UTC(2026, 4, 1, 12), passed_at: 3, failed_at: null };
      const attempt = {
        learner_id: id,
        module: 'cpm-foundations',
        registration: '',
        target: null,
        version: '1.0.0',
        ...times,
      };
      const rest = { progress: 100, score: 0.9, pre_test: null, tries: 1, seconds: 1, state: '{}' };
      await db
        .insertInto('attempts')
        .values({ ...attempt, ...rest })
        .execute();
    });
    const csv = await file(head + account('w1'));
    expect(await cpm(['roster', 'import', csv, '--data', data, '--yes'])).toMatchObject({ code: 0, err: '' });
    const { out } = await cpm(['roster', 'show', 'w1', '--data', data]);
    expect(out).toContain('2026-05-01  cpm-foundations 1.0.0  statements');
    expect(out).toContain('    cpm-foundations  done 2026-05-01');
  });
});

describe('cpm attendance', () => {
  it('takes in classes held by another academy, once, and corrects what was told before', async () => {
    const data = await withPeople(account('w1'));
    const csv = await file(
      'UserID,Item,Date,Hours,Academy\nW1@county.example,class-practice-1,2026-05-04,5.5,Bay Area Academy\nnobody,class-practice-1,5/4/2026,,\n',
      'class.csv',
    );
    const shown = await cpm(['attendance', 'import', csv, '--data', data]);
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('class-practice-1  2026-05-04  5.5 hours  at bay-area');
    expect(shown.out).toContain('nobody in the roster is called so: 1\n  row 3: nobody');
    await cpm(['attendance', 'import', csv, '--data', data, '--yes']);
    expect((await cpm(['attendance', 'import', csv, '--data', data, '--yes'])).out).toContain('Unchanged: 1.');
    const { out } = await cpm(['roster', 'show', 'w1', '--data', data]);
    expect(out).toContain('2026-05-04  class-practice-1  attendance (class.csv, row 2 (2026-05-04))');
    expect(out).toContain('    class-practice-1  done 2026-05-04, due 2027-03-31');
    const corrected = await file('Email,Class,Date,Hours\nw1@county.example,The model in theory,2026-05-04,6\n');
    expect((await cpm(['attendance', 'import', corrected, '--data', data])).err).toContain(
      'is no class and no field activity',
    );
    const right = await file(
      'Email,Class,Date,Hours\nw1@county.example,"The model in practice, class 1",2026-05-04,6\n',
    );
    expect((await cpm(['attendance', 'import', right, '--data', data, '--yes'])).out).toContain('Changed: 1');
  });

  it('refuses a class that is not there, a day to come, hours and academies that are none', async () => {
    const data = await withPeople(account('w1'));
    const csv = await file('UserID,Item,Date,Hours,Academy\nw1,class-practise-1,2999-01-01,-2,Nowhere\n', 'wrong.csv');
    const { code, err } = await cpm(['attendance', 'import', csv, '--data', data, '--yes']);
    expect(code).toBe(1);
    expect(err).toContain(
      'wrong.csv, row 2, column Item: "class-practise-1" is no class and no field activity.\n  hint: is class-practice-1 meant?',
    );
    expect(err).toContain('column Date: "2999-01-01" is no day.');
    expect(err).toContain('column Hours: "-2" is no number of hours.');
    expect(err).toContain('column Academy: "Nowhere" is no academy.');
  });
});

describe('cpm completions', () => {
  const genius =
    'Username,Course,Status,FinalGrade,CompletionDate\nw1,CPM foundations,COMPLETED,95,04/30/2026\nw2,CPM foundations,ACTIVE,,\nw1,Knitting,COMPLETED,100,04/30/2026\n';

  it('take in what Genius, Blackboard and Moodle write, each once', async () => {
    const data = await withPeople(account('w1'), account('w2'));
    const importing = async (text: string, ...more: readonly string[]) =>
      cpm(['completions', 'import', await file(text), '--data', data, '--yes', ...more]);
    const first = await importing(genius, '--from', 'genius');
    expect(first.out).toContain('New: 1\n  w1  cpm-foundations  2026-04-30');
    expect(first.err).toContain('left out: "Knitting"');
    expect((await importing(genius, '--from', 'genius')).out).toContain('Nothing changes.');
    const grades =
      '"Last Name","First Name","Username","Student ID","Last Access","CPM behaviors in practice [Total Pts: 100 Score] |534283"\n"Doe","Kim","w1","","2026-05-01","85"\n"Doe","Kim","w2","","","79"\n';
    const graded = await importing(grades, '--from', 'blackboard', '--made', '2026-05-02');
    expect(graded.out).toContain('New: 1\n  w1  cpm-behaviors  2026-05-02');
    // The file says no day: the same grade in tomorrow's file is no other completion.
    expect((await importing(grades, '--from', 'blackboard', '--made', '2026-05-03')).out).toContain('Nothing changes.');
    const report =
      'ID,Name,"Email address",Quiz,"Quiz - Completion date","Course complete"\n3,"Kim Doe",w2@county.example,Completed,"30/04/26, 10:12","30/04/26, 10:12"\n';
    const wrong = await importing(report, '--from', 'moodle', '--course', 'theoretical-framework');
    expect(wrong.err).toContain('hint: this file writes days day-first: say so with --dates day-first.');
    const right = await importing(
      report,
      '--from',
      'moodle',
      '--course',
      'theoretical-framework',
      '--dates',
      'day-first',
    );
    expect(right.out).toContain('New: 1\n  w2@county.example  theoretical-framework  2026-04-30');
    const mapped = await importing(genius, '--from', 'genius', '--map', 'Knitting=class-coaching');
    expect(mapped.out).toContain('w1  class-coaching  2026-04-30');
  });

  it('are compared with what is known here: who is complete on one side only, and why', async () => {
    const data = await withPeople(...['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8'].map((id) => account(id)));
    await inTracking(data, async (tracking) => {
      const { db } = tracking;
      const people = await db.selectFrom('people').select(['id', 'user_key']).execute();
      const idOf = (key: string) => people.find((one) => one.user_key === key)?.id ?? 0;
      const did = (key: string, day: string, version = '1.0.0') => ({
        person_id: idOf(key),
        item: 'cpm-foundations',
        source: 'statements',
        done: dayOf(day),
        version,
        score: 1,
        hours: null,
        place: null,
        reference: key,
      });
      await db
        .insertInto('achievements')
        .values([
          did('w1', '2026-04-01'),
          did('w2', '2026-04-02'),
          did('w3', '2026-06-01'),
          did('w4', '2026-04-03'),
          did('w8', '2026-04-04', '0.9.0'),
        ])
        .execute();
      for (const key of ['w5', 'w6']) {
        const learner = await db
          .insertInto('learners')
          .values({ identity: key, account: key, home_page: 'h', person_id: idOf(key) })
          .returning('id')
          .executeTakeFirstOrThrow();
        if (key === 'w6')
          await db
            .insertInto('attempts')
            .values({
              learner_id: learner.id,
              module: 'cpm-foundations',
              registration: '',
              target: null,
              version: '1.0.0',
              first_at: 1,
              last_at: 2,
              completed_at: null,
              passed_at: null,
              failed_at: null,
              progress: 40,
              score: null,
              pre_test: null,
              tries: 0,
              seconds: 1,
              state: '{}',
            })
            .execute();
      }
      const workshop = { root: projectRoot, modulesFolder: path.join(projectRoot, 'modules'), cwd: projectRoot };
      const { curriculum } = await checkCurriculum(workshop);
      if (curriculum) await refreshStandings(tracking, curriculum, 'all', dayOf('2026-06-01'));
    });
    const csv =
      'Username,Course,Status,FinalGrade,CompletionDate\n' +
      ['w1', 'w5', 'w6', 'w7', 'w8', 'stranger']
        .map((id) => `${id},cpm-foundations,COMPLETED,95,04/30/2026\n`)
        .join('') +
      'w2,cpm-foundations,ACTIVE,10,\n';
    const { code, out } = await cpm([
      'completions',
      'compare',
      await file(csv),
      '--from',
      'genius',
      '--made',
      '2026-05-31',
      '--data',
      data,
    ]);
    expect(code).toBe(0);
    expect(out).toBe(`Complete here, not in the file: 3
  w2  cpm-foundations  2026-04-02: the LMS says: ACTIVE
  w3  cpm-foundations  2026-06-01: done after the file was made (2026-05-31)
  w4  cpm-foundations  2026-04-03: the file does not name this person
Complete in the file, not here: 4
  stranger  cpm-foundations  2026-04-30: nobody in the roster has this name: import the roster, or look how the LMS writes it
  w5  cpm-foundations  2026-04-30: never launched here with tracking: its package reports to no record store, or it was done elsewhere
  w6  cpm-foundations  2026-04-30: begun here and not finished (40 % of the pages)
  w7  cpm-foundations  2026-04-30: no account of the record store is linked to this person
Complete on both sides, and not counted: 1
  w8  cpm-foundations  2026-04-04  2026-04-30: version 0.9.0: no requirement accepts it
The same on both sides: 1. Compared: cpm-foundations.
`);
  });
});
