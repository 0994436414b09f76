import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '../../src/days.js';
import type { Curriculum } from '../../src/tracking/curriculum.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import { readRoster } from '../../src/tracking/people/read-roster.js';
import { writeRoster } from '../../src/tracking/people/write-roster.js';
import { refreshStandings } from '../../src/tracking/standings/refresh-standings.js';
import { markStale, refreshWhereDue } from '../../src/tracking/standings/stale-standings.js';
import { eachDatabase } from '../lrs/each-database.js';
import { curriculum, item, requirement } from './curriculum.js';

const asked = curriculum([
  requirement({
    id: 'core',
    roles: ['social-worker'],
    withinMonths: 12,
    items: [item('one'), item('two'), item('class-a', { kind: 'class', hours: 6 })],
  }),
  requirement({ id: 'hours', renewMonths: 24, hours: 8 }),
]);
const today = dayOf('2026-02-01');
const head = 'UserID,LastName,FirstName,Email,Status,OrganizationName,EmployeeType,RTAJobTitle,DateHire\n';
const line = (n: number, county = 'Fresno County DSS') =>
  `w${n},Last${n},First${n},w${n}@county.example,Active,${county},Staff,Social Worker II,1/15/2025\n`;

eachDatabase('standings', (fresh) => {
  let tracking: Tracking;
  const load = (csv: string, complete = false, of: Curriculum = asked) =>
    writeRoster(
      { tracking, curriculum: of, today, now: 1 },
      readRoster('roster.csv', Buffer.from(head + csv)),
      complete,
    );
  const rowsOf = (user: string) =>
    tracking.db
      .selectFrom('standings')
      .innerJoin('people', 'people.id', 'standings.person_id')
      .selectAll('standings')
      .where('people.user_key', '=', user)
      .orderBy('requirement')
      .orderBy('item')
      .execute();
  const did = async (user: string, what: string, done: string, version: string | null = '2.0.0') => {
    const { id } = await tracking.db
      .selectFrom('people')
      .select('id')
      .where('user_key', '=', user)
      .executeTakeFirstOrThrow();
    const row = {
      person_id: id,
      item: what,
      source: 'statements',
      done: dayOf(done),
      version,
      score: 0.9,
      hours: null,
      place: null,
      reference: `${what} ${done}`,
    };
    await tracking.db.insertInto('achievements').values(row).execute();
    return id;
  };
  beforeAll(async () => {
    tracking = await openTracking(await fresh(), () => 1);
  });
  afterAll(() => tracking.close());

  it('of everybody are there after an import, due a year after hire', async () => {
    await load(Array.from({ length: 1100 }, (_, n) => line(n)).join(''));
    const rows = await rowsOf('w1099');
    expect(rows.map(({ requirement: of, item: what }) => [of, what])).toEqual([
      ['core', ''],
      ['core', 'class-a'],
      ['core', 'one'],
      ['core', 'two'],
      ['hours', ''],
    ]);
    expect(rows[0]).toMatchObject({
      county: 'fresno',
      academy: 'central',
      role: 'social-worker',
      done: null,
      due: dayOf('2026-01-15'),
      begun: 0,
      hours: 0,
    });
  });

  it('follow what somebody did, and nothing is written for those who did nothing', async () => {
    const person = await did('w3', 'one', '2026-01-20', '1.0.0');
    expect(await refreshStandings(tracking, asked, 'all', today)).toEqual({ people: 1100, changed: 3 });
    expect(await refreshStandings(tracking, asked, [person], today)).toEqual({ people: 1, changed: 0 });
    const [core, , one] = await rowsOf('w3');
    expect(core).toMatchObject({ begun: 1, done: null, outdated: 1, hours: 1 });
    expect(one).toMatchObject({ done: dayOf('2026-01-20'), version: '1.0.0', outdated: 1, hours: 1 });
  });

  it('may be written inside a transaction, and go with it when it fails', async () => {
    const person = await did('w4', 'two', '2026-01-21');
    const before = await rowsOf('w4');
    const failing = tracking.db.transaction().execute(async (trx) => {
      await refreshStandings({ ...tracking, db: trx }, asked, [person], today);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await rowsOf('w4')).toEqual(before);
    await refreshStandings(tracking, asked, [person], today);
    expect(await rowsOf('w4')).not.toEqual(before);
  });

  it('of what is no longer asked, and of who is gone, are taken away', async () => {
    const less = curriculum([requirement({ id: 'core', withinMonths: 12, items: [item('one')] })]);
    await refreshStandings(tracking, less, 'all', today);
    expect((await rowsOf('w3')).map(({ requirement: of, item: what }) => [of, what])).toEqual([
      ['core', ''],
      ['core', 'one'],
    ]);
    await load(line(3) + line(4), true, less);
    expect(await rowsOf('w5')).toEqual([]);
    expect(await rowsOf('w3')).toHaveLength(2);
    const gone = await tracking.db
      .selectFrom('people')
      .select('active')
      .where('user_key', '=', 'w5')
      .executeTakeFirst();
    expect(gone).toEqual({ active: 0 });
  });

  it('follow a county to another academy on its day', async () => {
    await load(line(3, 'Mono'));
    expect((await rowsOf('w3'))[0]).toMatchObject({ county: 'mono', academy: 'northern' });
    await refreshStandings(tracking, asked, 'all', 20_500);
    expect((await rowsOf('w3'))[0]).toMatchObject({ county: 'mono', academy: 'central' });
  });

  it('are worked out again only when requirements or academies have changed, or somebody left some behind', async () => {
    const due = (of: Curriculum, day: number) => refreshWhereDue(tracking, of, day);
    expect([await due(asked, today), await due(asked, today), await due(asked, today + 1)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([await due(asked, 20_500), await due(asked, 20_501)]).toEqual([true, false]);
    expect(await due({ ...asked, requirements: [] }, 20_501)).toBe(true);
    expect(await due(asked, today)).toBe(true);
    await tracking.db.transaction().execute((trx) => markStale(trx));
    expect([await due(asked, today), await due(asked, today)]).toEqual([true, false]);
  });
});
