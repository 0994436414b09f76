import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { dayAt, isoOf } from '../../../src/days.js';
import { linkLearners } from '../../../src/tracking/facts/link-learners.js';
import type { TrackingDb } from '../../../src/tracking/open-tracking.js';
import { identityOf } from '../../../src/xapi/identity.js';
import type { JsonObject } from '../../../src/xapi/json.js';
import { eachDatabase } from '../../lrs/each-database.js';
import { batch } from '../../lrs/samples.js';
import { actorOf, iriBase, play, start, wholeRun } from '../../reports/plays.js';
import { factsIn, openHouse } from './facts-in.js';

const iri = `${iriBase}modules/one`;
const assessment = { iri: `${iri}/assessment`, title: 'Assessment' };
const page = (id: string) => ({ iri: `${iri}/pages/${id}`, title: id });
const question = (id: string) => ({
  iri: `${iri}/questions/${id}`,
  title: id,
  text: `${id}?`,
  components: { interactionType: 'choice' },
});

/** Two pages with a check on the first, a pre-test before and a failed and a passed try behind them. */
function fullRun(learner: string, registration: string): JsonObject[] {
  const { build, at } = play(learner, 'one', 'xapi', { registration, version: '1.2.0' });
  const answer = (id: string, score: number, parentIri: string, number: number | null, seconds = 30) => ({
    question: question(id),
    spelled: { response: score === 1 ? 'b' : 'a', correct: ['b'] },
    score,
    latencySeconds: seconds,
    parentIri,
    try: number,
    withSuccess: true,
  });
  const tried = (score: number, number: number) => ({ score, try: number, durationSeconds: 60 });
  return [
    build.initialized(at(0)),
    build.answered(at(1), answer('q1', 0, assessment.iri, 0)),
    build.attempted(at(1), assessment, tried(0.25, 0)),
    build.experienced(at(2), page('first')),
    build.progressed(at(2), 0.5),
    build.answered(at(4), answer('c1', 1, page('first').iri, null)),
    build.experienced(at(7), page('second')),
    build.progressed(at(7), 1),
    build.answered(at(20), answer('q1', 0, assessment.iri, 1, 120)),
    build.answered(at(20), answer('q2', 1, assessment.iri, 1, 600)),
    build.attempted(at(20), assessment, tried(0.5, 1)),
    build.answered(at(25), answer('q1', 1, assessment.iri, 2)),
    build.passed(at(25), { ...tried(0.875, 2), preTestScore: 0.25 }),
    build.completed(at(25), 1500),
    build.terminated(at(26), 1560),
  ];
}

const person = { last_name: 'L', first_name: 'F', active: 1, organization: 'O', employee_type: '', job_title: '' };
async function addPerson(db: TrackingDb, name: string, ...names: string[]): Promise<number> {
  const row = { ...person, user_id: name, user_key: name, email: '', department: '', area: '', lms_id: '', updated: 0 };
  const { id } = await db.insertInto('people').values(row).returning('id').executeTakeFirstOrThrow();
  for (const one of names) await db.insertInto('person_names').values({ name: one, person_id: id }).execute();
  return id;
}

const withoutRows = { learners: [], attempts: [], items: [], visits: [] };
const inPlace = { objectType: 'Agent', account: { homePage: 'https://store.example/', name: 'erased' } } as const;

eachDatabase('facts', (fresh) => {
  it('tell attempts, answers and pages of what a package sends, and of none of others', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    const registration = randomUUID();
    await store.insert(batch(fullRun('k1', registration)));
    const foreign = JSON.parse(
      JSON.stringify(wholeRun(play('k2', 'one', 'xapi'))).replaceAll(iriBase, 'https://x.example/'),
    );
    await store.insert(batch(foreign));
    const { through, statements } = await facts().catchUp();
    expect(statements).toBe(21);
    expect(through).toBeGreaterThan(Date.now() - 60_000);
    const { learners, attempts, items, visits } = await factsIn(tracking.db);
    const minute = (n: number) => start + n * 60_000;
    expect(learners).toMatchObject([{ account: 'k1', home_page: 'https://lms.example/', person_id: null }]);
    expect(attempts).toMatchObject([
      {
        ...{ module: 'one', registration, target: 'xapi', begun: 1, version: '1.2.0', progress: 100 },
        ...{
          first_at: minute(0),
          last_at: minute(26),
          completed_at: minute(25),
          passed_at: minute(25),
          failed_at: null,
        },
        ...{ score: 0.875, pre_test: 0.25, tries: 2, seconds: 1560 },
      },
    ]);
    const of = items.map((one) => [one.item, one.try, one.score, one.response, one.seconds, one.at, one.version]);
    expect(of.sort()).toEqual([
      ['c1', -1, 1, 'b', 30, minute(4), '1.2.0'],
      ['q1', 0, 0, 'a', 30, minute(1), '1.2.0'],
      ['q1', 1, 0, 'a', 120, minute(20), '1.2.0'],
      ['q1', 2, 1, 'b', 30, minute(25), '1.2.0'],
      ['q2', 1, 1, 'b', 600, minute(20), '1.2.0'],
    ]);
    // The first page until the second; the second until the first answer of the assessment was begun, ten minutes before.
    expect(visits.map((one) => [one.page, one.first_at, one.seconds, one.version])).toEqual([
      ['first', minute(2), 300, '1.2.0'],
      ['second', minute(7), 180, '1.2.0'],
    ]);
    await close();
  });

  it('change their revision when they change, and not else', async () => {
    const { store, facts, close } = await openHouse(await fresh());
    const one = facts();
    const run = fullRun('k1', randomUUID());
    await store.insert(batch(run.slice(0, 8)));
    const { revision } = await one.catchUp();
    expect((await one.catchUp()).revision).toBe(revision);
    await store.insert(
      batch([
        {
          id: randomUUID(),
          actor: actorOf('k'),
          verb: { id: 'https://x.example/v' },
          object: { id: 'https://x.example/o' },
        },
      ]),
    );
    expect(await one.catchUp()).toMatchObject({ revision, statements: 1 });
    await store.insert(batch(run.slice(8)));
    expect((await one.catchUp()).revision).toBeGreaterThan(revision);
    await close();
  });

  it('open down to the statements behind an attempt, without others', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    const registration = randomUUID();
    const run = fullRun('k1', registration);
    await store.insert(batch(run));
    await store.insert(batch(fullRun('k2', registration)));
    await store.insert(batch(fullRun('k1', randomUUID())));
    const comment = {
      id: randomUUID(),
      actor: actorOf('k1'),
      verb: { id: 'https://x.example/commented' },
      object: { objectType: 'StatementRef', id: run[3]?.id },
    };
    await store.insert(batch([comment]));
    const one = facts();
    await one.catchUp();
    const rows = await tracking.db
      .selectFrom('attempts')
      .innerJoin('learners', 'learners.id', 'learner_id')
      .select(['attempts.id', 'account', 'registration'])
      .execute();
    const mine = rows.find((row) => row.account === 'k1' && row.registration === registration);
    expect((await one.statementsBehind(mine?.id ?? 0)).map(({ id }) => id)).toEqual(run.map(({ id }) => id));
    expect(await one.statementsBehind(99_999)).toEqual([]);
    await close();
  });

  it('forget who was erased, what was pruned, and what an older copy of the store no longer holds', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    await store.insert(batch(fullRun('stayer', randomUUID())));
    await store.insert(batch(fullRun('leaver', randomUUID())));
    const one = facts();
    await one.catchUp();
    const numbers = await tracking.db.selectFrom('learners').select(['id', 'account']).execute();
    await store.erase(identityOf(actorOf('leaver')) ?? '', inPlace);
    await one.catchUp();
    expect((await factsIn(tracking.db)).learners.map(({ account }) => account)).toEqual(['stayer']);
    const [stayer] = await tracking.db.selectFrom('learners').select(['id', 'account']).execute();
    expect(numbers).toContainEqual(stayer);
    const other = await openHouse(await fresh());
    await other.store.insert(batch(fullRun('another', randomUUID())));
    await other.facts({ tracking }).catchUp();
    expect((await factsIn(tracking.db)).learners.map(({ account }) => account)).toEqual(['another']);
    await other.store.prune(Date.now() + 60_000, () => undefined);
    await other.facts({ tracking }).catchUp();
    expect(await factsIn(tracking.db)).toEqual(withoutRows);
    await other.close();
    await close();
  });

  it('link learners to people by the ids of their LMS, whenever names come, and say what these have achieved', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    const { db } = tracking;
    const told: (readonly number[] | 'all')[] = [];
    const one = facts({
      refresh: async (given, people) => {
        // Achievements stand there already, in the same transaction.
        await given.db.selectFrom('achievements').selectAll().execute();
        told.push(people);
      },
    });
    const early = await addPerson(db, 'early', 'early@county.example');
    await store.accountsOf(
      [{ homePage: 'https://lms.example/', learner: 'Early@County.example', account: 'opaque-1' }],
      1,
    );
    await store.insert(batch(fullRun('opaque-1', randomUUID())));
    await store.insert(batch(fullRun('LATE-77', randomUUID())));
    await one.catchUp();
    expect(told).toEqual([[early]]);
    const achieved = () =>
      db
        .selectFrom('achievements')
        .select(['person_id', 'item', 'source', 'done', 'version', 'score'])
        .orderBy('person_id')
        .execute();
    const done = {
      item: 'one',
      source: 'statements',
      done: Math.floor(start / 86_400_000),
      version: '1.2.0',
      score: 0.875,
    };
    expect(await achieved()).toEqual([{ person_id: early, ...done }]);
    const late = await addPerson(db, 'late', 'late-77');
    expect(await linkLearners(tracking, store)).toEqual([late]);
    expect(await achieved()).toEqual([early, late].map((person_id) => ({ person_id, ...done })));
    expect(await linkLearners(tracking, store)).toEqual([]);
    await db.deleteFrom('person_names').where('person_id', '=', early).execute();
    await one.link();
    expect(told.at(-1)).toEqual([early]);
    expect(await achieved()).toEqual([{ person_id: late, ...done }]);
    await one.rebuild();
    expect(told.at(-1)).toBe('all');
    expect(await achieved()).toEqual([{ person_id: late, ...done }]);
    await store.erase(identityOf(actorOf('LATE-77')) ?? '', inPlace);
    await one.catchUp();
    expect(await achieved()).toEqual([]);
    await close();
  });

  it('count a module as achieved once it is passed, not when it was failed for good', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    await addPerson(tracking.db, 'p', 'p');
    const { build, at } = play('p', 'one', 'xapi');
    const verdict = { score: 0.4, try: 1, durationSeconds: 60 };
    await store.insert(batch([build.failed(at(1), verdict), build.completed(at(1), 60)]));
    const one = facts();
    const achieved = () => tracking.db.selectFrom('achievements').select(['score']).execute();
    await one.catchUp();
    expect(await achieved()).toEqual([]);
    const passed = build.passed(at(2), { ...verdict, score: 0.9 });
    await store.insert(batch([passed]));
    await one.catchUp();
    expect(await achieved()).toEqual([{ score: 0.9 }]);
    const voiding = {
      id: randomUUID(),
      actor: actorOf('admin'),
      verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
      object: { objectType: 'StatementRef', id: passed.id },
    };
    await store.insert(batch([voiding]));
    await one.catchUp();
    expect(await achieved()).toEqual([]);
    await close();
  });

  it('count what was finished in the evening for that day, as the calendar in California has it', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    // Six in the evening in summer; a minute before midnight, and at midnight, in winter; at the hour when clocks go back.
    const times = ['2026-07-01T01:00:00Z', '2026-12-31T07:59:00Z', '2026-12-31T08:00:00Z', '2025-11-02T08:30:00Z'].map(
      (iso) => Date.parse(iso),
    );
    for (const [n, time] of times.entries()) {
      await addPerson(tracking.db, `p${n}`, `p${n}`);
      const { build } = play(`p${n}`, 'one', 'xapi');
      await store.insert(batch([build.completed({ id: randomUUID(), at: time }, 60)]));
    }
    await facts().catchUp();
    const found = await tracking.db.selectFrom('achievements').select('done').orderBy('person_id').execute();
    expect(found.map(({ done }) => isoOf(Number(done)))).toEqual([
      '2026-06-30',
      '2026-12-30',
      '2026-12-31',
      '2025-11-02',
    ]);
    expect(found.map(({ done }) => Number(done))).toEqual(times.map(dayAt));
    await close();
  });

  it('take in what no index could hold, or no database, without stopping at it', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    const { build, at } = play('odd', 'one', 'x'.repeat(500), { version: `1.0.0-\u0000\ud800${'v'.repeat(5000)}` });
    const wild = JSON.parse(JSON.stringify(build.passed(at(1), { score: 0.5, try: 1.5, durationSeconds: 1 })));
    await store.insert(batch([wild, build.experienced(at(2), { iri: `${iri}/pages/${'p'.repeat(300)}`, title: 'x' })]));
    await store.insert(batch(fullRun('plain', randomUUID())));
    await facts().catchUp();
    await facts().catchUp();
    const { attempts } = await factsIn(tracking.db);
    expect(attempts).toHaveLength(2);
    await facts().rebuild();
    expect((await factsIn(tracking.db)).attempts).toEqual(attempts);
    await close();
  });

  it('are made anew when other rules made them, and readers see the old ones until then', async () => {
    const { store, tracking, facts, close } = await openHouse(await fresh());
    await store.insert(batch(fullRun('k1', randomUUID())));
    await facts().catchUp();
    const before = await factsIn(tracking.db);
    await tracking.db.updateTable('fold').set({ rules: 'older' }).where('one', '=', 1).execute();
    await tracking.db.updateTable('attempts').set({ tries: 99, state: 'older' }).execute();
    await store.insert(batch(fullRun('k2', randomUUID())));
    const seen: number[] = [];
    const one = facts({
      pageSize: 1,
      pages: 1,
      progress: () =>
        void tracking.db
          .selectFrom('attempts')
          .select('tries')
          .execute()
          .then((rows) => seen.push(...rows.map(({ tries }) => tries))),
    });
    await one.catchUp();
    // Old to the last page, which is put in place.
    expect(seen.slice(0, 5)).toEqual([99, 99, 99, 99, 99]);
    const after = await factsIn(tracking.db);
    expect(after.attempts).toHaveLength(2);
    expect(after.attempts).toEqual(expect.arrayContaining(before.attempts));
    await close();
  });
});
