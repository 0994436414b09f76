import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSheets, type Sheets } from '../../src/reports/assessment/sheets.js';
import { openAttempt } from '../../src/reports/opened/attempt.js';
import { openPerson } from '../../src/reports/opened/person.js';
import { type Ground, NotForReader, readReport } from '../../src/reports/read-report.js';
import type { Answer, Table } from '../../src/reports/report.js';
import { allReports, reportsFor } from '../../src/reports/reports.js';
import { openTracking, type Tracking } from '../../src/tracking/open-tracking.js';
import type { Sight } from '../../src/tracking/sight.js';
import { eachDatabase } from '../lrs/each-database.js';
import { fillFacts, today } from './support/fill-facts.js';
import { noting, planOf } from './support/full-scans.js';
import { sampleContent, sampleCurriculum } from './support/sample-matter.js';

const content = sampleContent(4, 3);

eachDatabase('reports', (fresh) => {
  let tracking: Tracking;
  let sheets: Sheets;
  let rows: Awaited<ReturnType<typeof fillFacts>>;
  beforeAll(async () => {
    tracking = await openTracking(await fresh(), Date.now);
    rows = await fillFacts(tracking.db, { people: 160, content });
    sheets = createSheets({ db: tracking.db, now: Date.now, stale: 0, onError: () => undefined });
  });
  afterAll(() => tracking.close());

  const ground = (sight: Sight): Ground => ({
    db: tracking.db,
    sheets,
    curriculum: sampleCurriculum,
    content,
    sight,
    today,
  });
  const read = async (id: string, query = '', sight: Sight = { kind: 'state' }, isWhole = true): Promise<Answer> => {
    const report = allReports.find((one) => one.id === id);
    if (!report) throw new Error(`No report ${id}`);
    return (await readReport(report, ground(sight), new URLSearchParams(query), isWhole)).answer;
  };
  const table = ({ tables }: Answer, id: string): Table => {
    const found = tables.find((one) => one.id === id);
    if (!found) throw new Error(`No table ${id}`);
    return found;
  };
  const column = (of: Table, key: string) => of.rows.map(({ cells }) => cells[key]);
  const peopleOf = (id: string) => rows.people.filter(({ academy, county }) => academy === id || county === id);
  const standing = (requirement: string, item: string) =>
    rows.standings.filter((one) => one.requirement === requirement && one.item === item);
  const isOverdue = ({ due, done, requirement }: { due?: number | null; done?: number | null; requirement: string }) =>
    due !== null && due !== undefined && due < today && (done === null || requirement !== 'core');

  it('count each status as a count by hand does, item by item', async () => {
    const totals = table(await read('completion', 'requirement=core&small=show'), 'totals');
    const items = ['', ...(sampleCurriculum.requirements[0]?.items.map(({ id }) => id) ?? [])];
    for (const [i, item] of items.entries()) {
      const all = standing('core', item);
      const late = all.filter(isOverdue);
      const done = all.filter((one) => !isOverdue(one) && one.done !== null);
      const begun = all.filter((one) => !isOverdue(one) && one.done === null && one.begun === 1);
      expect(totals.rows[i]?.cells).toMatchObject({
        ...{ completed: done.length, 'in-progress': begun.length, overdue: late.length, all: all.length },
        'not-started': all.length - late.length - done.length - begun.length,
      });
    }
  });

  it.each([
    ['overdue', 'county=bute', 'There is no county “bute”; “butte” may be meant.'],
    ['overdue', 'status=late', 'There is no status “late”.'],
    ['overdue', 'conty=butte', 'There is no filter “conty”; “county” may be meant.'],
    ['overdue', 'module=sample', 'This report can’t be limited by “module”.'],
    ['completion', 'requirement=cores', 'There is no requirement “cores”; “core” may be meant.'],
    ['completion', 'from=14.3.2026', '“14.3.2026” is no day; write it as 2026-03-14.'],
    ['completion', 'from=2026-05-01&to=2026-01-01', 'The period ends before it begins.'],
    ['items', 'module=nope', 'There is no module “nope”.'],
  ])('tell what an address of %s asks that is not there (%s), instead of figures', async (id, query, words) => {
    const answer = await read(id, query);
    expect(answer.finding).toContain(words);
    expect([answer.tiles, answer.charts, answer.tables]).toEqual([[], [], []]);
  });

  it('tell a county that another one is not for it to see, and take its own name for what it sees anyhow', async () => {
    const [own, other] = sampleCurriculum.counties.map(({ id }) => id);
    const sight = { kind: 'county', county: own ?? '' } as const;
    expect((await read('overdue', `county=${other}`, sight)).finding).toContain('is not for you to see.');
    expect(await read('overdue', `county=${own}`, sight)).toEqual(await read('overdue', '', sight));
  });

  it('say so when nobody learned in the version that was asked for', async () => {
    const { finding, tables } = await read('items', 'version=99.0.0');
    expect(finding).toContain('Nobody has learned in version 99.0.0 of this module. Version ');
    expect(tables).toEqual((await read('items')).tables);
  });

  it('give the last page to whoever asks for one behind it', async () => {
    const behind = await read('completion', 'page=99', { kind: 'state' }, false);
    expect(table(behind, 'people')).toEqual(
      table(await read('completion', 'page=4', { kind: 'state' }, false), 'people'),
    );
  });

  it('count nobody as 0, not as a small count', async () => {
    const [county] = sampleCurriculum.counties.filter(({ id }) => rows.people.every((one) => one.county !== id));
    expect(county).toBeDefined();
    const { tiles } = await read('overdue', `county=${county?.id}`);
    expect(tiles.map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  });

  it('give every person once over all pages, and the same as the export', async () => {
    const whole = column(table(await read('completion', 'sort=county'), 'people'), 'account');
    const pages = [];
    for (const page of [1, 2, 3, 4])
      pages.push(
        ...column(
          table(await read('completion', `sort=county&page=${page}`, { kind: 'state' }, false), 'people'),
          'account',
        ),
      );
    expect(pages).toEqual(whole);
    expect(new Set(whole).size).toBe(160);
  });

  it('renew: what was done but has to be done again is overdue when its day is past', async () => {
    const { rows: shown } = table(await read('completion', 'requirement=annual'), 'people');
    const renewed = standing('annual', '').filter((one) => one.done !== null && (one.due ?? 0) < today);
    expect(renewed.length).toBeGreaterThan(0);
    for (const { person_id } of renewed)
      expect(shown.find(({ href }) => href === `/people/${person_id}`)?.cells.status).toBe('overdue');
  });

  it('list what is overdue and due by its day, and cut it by status', async () => {
    const due = table(await read('overdue', 'requirement=core'), 'people');
    const days = column(due, 'due').map(Number);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    const open = standing('core', '').filter((one) => one.done === null && (one.due ?? 1e9) <= today + 90);
    expect(due.rows).toHaveLength(open.length);
    const soon = table(await read('overdue', 'requirement=core&status=due-60'), 'people');
    expect(soon.rows).toHaveLength(
      open.filter((one) => (one.due ?? 0) > today + 30 && (one.due ?? 0) <= today + 60).length,
    );
  });

  it('sum hours by worker, in a window and in any period', async () => {
    const met = table(await read('hours', 'status=met&requirement=hours'), 'people');
    expect(met.rows).toHaveLength(standing('hours', '').filter((one) => one.hours >= 40).length);
    const from = today - 300;
    const period = table(
      await read('hours', `from=${new Date(from * 86_400_000).toISOString().slice(0, 10)}`),
      'people',
    );
    const known = new Map([
      ...(sampleCurriculum.requirements[0]?.items.map(({ id, hours }) => [id, hours] as const) ?? []),
    ]);
    for (const { href, cells } of period.rows.slice(0, 40)) {
      const mine = rows.achievements.filter((one) => href === `/people/${one.person_id}` && one.done >= from);
      expect(cells.hours).toBeCloseTo(
        mine.reduce((sum, { item }) => sum + (known.get(item) ?? 0), 0),
        9,
      );
    }
  });

  it('name who holds an outdated version, and where one is still started', async () => {
    const answer = await read('versions', 'module=behaviors');
    const outdated = rows.standings.filter((one) => one.item === 'behaviors' && one.outdated === 1);
    expect(table(answer, 'people').rows).toHaveLength(new Set(outdated.map((one) => one.person_id)).size);
    const started = rows.attempts.filter(
      (one) => one.module === 'behaviors' && one.first_at >= (today - 90) * 86_400_000,
    );
    const served = table(await read('versions', 'module=behaviors&small=show'), 'served');
    expect(served.rows.reduce((sum, { cells }) => sum + Number(cells.learners), 0)).toBe(started.length);
    expect(column(served, 'home')).toContain('through the collector');
  });

  it('count academies and counties, each academy the sum of its counties', async () => {
    const answer = await read('counts', 'requirement=core&small=show');
    for (const { cells } of table(answer, 'academies').rows) {
      const counties = table(answer, 'counties').rows.filter((row) => row.cells.academy === cells.academy);
      expect(cells.all).toBe(counties.reduce((sum, row) => sum + Number(row.cells.all), 0));
    }
    expect(table(answer, 'academies').total?.cells.all).toBe(160);
  });

  it('take the first try of each learner for statistics, and count all tries as attempts', async () => {
    const items = table(await read('items', 'module=foundations&version=2.0.0'), 'items');
    const mine = rows.item_results.filter((one) => one.module === 'foundations' && one.version === '2.0.0');
    for (const { cells } of items.rows) {
      const first = mine.filter((one) => one.item === cells.id && one.try === 1);
      expect(cells.n).toBe(first.length);
      expect(cells.difficulty).toBeCloseTo(first.reduce((sum, one) => sum + (one.score ?? 0), 0) / first.length, 12);
      expect(cells.attempts).toBe(mine.filter((one) => one.item === cells.id && one.try > 0).length);
    }
    const choices = table(await read('items', 'module=foundations&version=2.0.0'), 'choices');
    const chosen = mine.filter((one) => one.try === 1 && one.response === 'b' && one.item === 'q2');
    const line = choices.rows.find(
      ({ cells }) => cells.question === 'Question 2' && cells.option === 'Option b of question 2',
    );
    expect(line?.cells.count).toBe(chosen.length);
  });

  it('compare pre-test and first try of the same learners', async () => {
    const items = table(await read('gain', 'module=foundations&version=2.0.0'), 'items');
    const mine = rows.item_results.filter(
      (one) => one.module === 'foundations' && one.version === '2.0.0' && one.item === 'q1',
    );
    const mean = (round: number) => {
      const scores = mine.filter((one) => one.try === round).map((one) => one.score ?? 0);
      return scores.reduce((sum, one) => sum + one, 0) / scores.length;
    };
    expect(items.rows[0]?.cells.before).toBeCloseTo(mean(0), 12);
    expect(items.rows[0]?.cells.gain).toBeCloseTo(mean(1) - mean(0), 12);
  });

  it('tell mastery by objective and by practice-model item', async () => {
    const answer = await read('mastery', 'module=foundations&version=2.0.0');
    const mine = rows.item_results.filter(
      (one) => one.module === 'foundations' && one.version === '2.0.0' && one.try === 1,
    );
    const both = new Map<number, number>();
    for (const one of mine)
      if (one.item === 'q1' || one.item === 'q3')
        both.set(one.learner_id, (both.get(one.learner_id) ?? 0) + (one.score ?? 0));
    const [first] = table(answer, 'objectives').rows;
    expect(first?.cells).toMatchObject({
      n: both.size,
      mastered: [...both.values()].filter((score) => score / 2 >= 0.8).length,
    });
    expect(column(table(answer, 'practice-model'), 'by')).toContain('Open communication');
  });

  it('follow learners page by page to where they stop', async () => {
    const answer = table(await read('dropoff', 'module=foundations&version=2.0.0'), 'pages');
    const mine = rows.page_visits.filter((one) => one.module === 'foundations' && one.version === '2.0.0');
    expect(column(answer, 'reached')).toEqual(
      ['page-1', 'page-2', 'page-3'].map((page) => mine.filter((one) => one.page === page).length),
    );
    const attempts = rows.attempts.filter((one) => one.module === 'foundations' && one.version === '2.0.0');
    expect(column(answer, 'stopped').reduce((sum: number, one) => sum + Number(one), 0)).toBe(
      attempts.filter((one) => one.completed_at === null).length,
    );
  });

  it('show each reader the own people alone, in every table, file and opened figure', async () => {
    const sights: readonly (readonly [Sight, ReadonlySet<string>])[] = [
      [{ kind: 'academy', academy: 'bay' }, new Set(peopleOf('bay').map((one) => one.user_id))],
      [{ kind: 'county', county: 'butte' }, new Set(peopleOf('butte').map((one) => one.user_id))],
      [{ kind: 'learner', person: 7 }, new Set(['P000007'])],
    ];
    for (const [sight, own] of sights) {
      for (const report of reportsFor(sight)) {
        // A filter must not widen what is seen.
        for (const query of ['', 'county=alpine', 'academy=northern', 'from=2020-01-01', 'name=p0000']) {
          for (const { rows: lines } of (await read(report.id, query, sight)).tables)
            for (const { cells } of lines)
              if (typeof cells.account === 'string') expect(own.has(cells.account)).toBe(true);
        }
      }
      for (const { id = 0, user_id } of rows.people.slice(0, 40))
        expect((await openPerson(ground(sight), id)) !== undefined).toBe(own.has(user_id));
      for (const { id = 0, learner_id } of rows.attempts.slice(0, 40))
        expect((await openAttempt(ground(sight), id, null)) !== undefined).toBe(
          own.has(`P${String(learner_id).padStart(6, '0')}`),
        );
    }
    const all = await read('completion', '', { kind: 'county', county: 'butte' });
    expect(table(all, 'people').rows).toHaveLength(peopleOf('butte').length);
    const items = table(
      await read('items', 'module=foundations&version=2.0.0', { kind: 'academy', academy: 'bay' }),
      'items',
    );
    const bay = new Set(peopleOf('bay').map((one) => one.id));
    const mine = rows.item_results.filter(
      (one) => one.module === 'foundations' && one.version === '2.0.0' && one.try === 1 && one.item === 'q1',
    );
    expect(items.rows.find(({ cells }) => cells.id === 'q1')?.cells.n).toBe(
      mine.filter((one) => bay.has(one.learner_id)).length,
    );
  });

  it('show an author nobody by name, and no count of 1 to 10 people of an organization', async () => {
    const author: Sight = { kind: 'author' };
    for (const report of reportsFor(author)) {
      for (const query of ['', 'small=show', 'county=butte', 'county=butte&small=show']) {
        const { tables, tiles, charts } = await read(report.id, query, author);
        for (const { id, rows: lines, total } of tables) {
          expect(id).not.toBe('people');
          for (const { cells, href } of [...lines, ...(total ? [total] : [])]) {
            expect(cells).not.toHaveProperty('account');
            expect(href).toBeUndefined();
            // How often everybody chose an option tells of nobody.
            if (['items', 'mastery', 'dropoff'].includes(report.id) && !query.includes('county')) continue;
            for (const key of [
              'completed',
              'in-progress',
              'overdue',
              'not-started',
              'all',
              'learners',
              'n',
              'count',
              'mastered',
              'reached',
              'stopped',
            ]) {
              const value = cells[key];
              if (typeof value === 'number')
                expect([report.id, query, key, value > 0 && value < 11]).toEqual([report.id, query, key, false]);
            }
          }
        }
        expect(
          tiles.every(
            ({ kind, name, value }) =>
              kind !== 'count' ||
              /Questions|look/.test(name) ||
              typeof value !== 'number' ||
              value === 0 ||
              value > 10 ||
              !query.includes('county'),
          ),
        ).toBe(true);
        if (['completion', 'counts', 'overdue'].includes(report.id))
          expect(
            charts.every(({ points }) =>
              points.every(({ values }) => values.every((one) => one === null || one === 0 || one > 10)),
            ),
          ).toBe(true);
      }
    }
    expect(await openPerson(ground(author), 7)).toBeUndefined();
    expect(await openAttempt(ground(author), 1, null)).toBeUndefined();
  });

  it('refuse a reader whom they are not for', async () => {
    await expect(read('items', '', { kind: 'learner', person: 7 })).rejects.toThrow(NotForReader);
  });

  it('open from a person to attempts and on to statements', async () => {
    const attempt = rows.attempts.find((one) => (one.tries ?? 0) > 0);
    const person = await openPerson(ground({ kind: 'state' }), attempt?.learner_id ?? 0);
    const hrefs = person?.answer.tables.flatMap((one) => one.rows.map(({ href }) => href));
    expect(hrefs).toContain(`/attempts/${attempt?.id}`);
    const statement = {
      id: '1',
      json: '{"timestamp":"2026-01-01T00:00:00Z","verb":{"id":"http://x/passed"},"object":{"id":"http://y"}}',
    };
    const opened = await openAttempt(ground({ kind: 'state' }), attempt?.id ?? 0, async () => [statement]);
    expect(opened?.answer.tables.find(({ id }) => id === 'statements')?.rows[0]?.cells).toMatchObject({
      id: '1',
      verb: 'passed',
    });
    expect(opened?.answer.tables.find(({ id }) => id === 'answers')?.rows.length).toBe(
      rows.item_results.filter((one) => one.attempt_id === attempt?.id).length,
    );
  });

  it('read a sheet once a state of the facts, and give the last one out while it is read anew', async () => {
    let time = 0;
    const own = createSheets({ db: tracking.db, now: () => time, stale: 1000, onError: () => undefined });
    const name = { module: 'foundations', version: '2.0.0' };
    const first = await own.items(name);
    expect((await own.items(name)).sheet).toBe(first.sheet);
    await tracking.db
      .updateTable('fold')
      .set((e) => ({ revision: e('revision', '+', 1) }))
      .where('one', '=', 1)
      .execute();
    expect((await own.items(name)).sheet).toBe(first.sheet);
    await expect.poll(async () => (await own.items(name)).sheet === first.sheet).toBe(false);
    const second = (await own.items(name)).sheet;
    await tracking.db
      .updateTable('fold')
      .set((e) => ({ revision: e('revision', '+', 1) }))
      .where('one', '=', 1)
      .execute();
    time = 5000;
    expect((await own.items(name)).sheet).not.toBe(second);
  });

  it('read facts and people alone, never statements, and few tables from end to end', async () => {
    const { db, queries } = noting(tracking.db);
    const noted = createSheets({ db, now: Date.now, stale: 0, onError: () => undefined });
    const [reads, scans, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
    const look = async (name: string) => {
      for (const [text, query] of queries) {
        if (seen.has(text)) continue;
        seen.add(text);
        const plan = await planOf(tracking, query);
        for (const table of plan.reads) reads.add(table);
        for (const table of plan.scans) scans.add(`${name}: ${table}`);
      }
      queries.clear();
    };
    const sights: Sight[] = [{ kind: 'state' }, { kind: 'county', county: 'butte' }];
    const asked = ['', 'county=butte&role=supervisor&sort=-county', 'from=2026-01-01&to=2026-06-30&name=mar'];
    for (const report of allReports) {
      for (const sight of sights)
        for (const query of asked) {
          const wish = new URLSearchParams(query);
          for (const key of [...wish.keys()])
            if (key !== 'sort' && report.filters.every((one) => one !== key)) wish.delete(key);
          const { faults } = await readReport(report, { ...ground(sight), db, sheets: noted }, wish, false);
          expect(faults).toEqual([]);
        }
      await look(report.id);
    }
    const state = { ...ground({ kind: 'state' }), db, sheets: noted };
    await openPerson(state, rows.people[0]?.id ?? 1);
    await openAttempt(state, rows.attempts[0]?.id ?? 1, async () => []);
    await look('opened');
    const ours = ['achievements', 'attempts', 'fold', 'item_results', 'learners', 'page_visits', 'people', 'standings'];
    expect([...reads].sort()).toEqual(ours);
    // Answers, page visits and standings are many: of them only ranges of an index are read.
    const few = ['people', 'learners', 'attempts', 'achievements'];
    expect([...scans].filter((one) => !few.includes(one.split(': ')[1] ?? ''))).toEqual([]);
    // PostgreSQL takes what it joins whole where it is small; SQLite always goes by an index, but here: people in the
    // order of their names until a page is full, or for a typed name; which modules and versions there are, by an
    // index alone.
    if (tracking.dialect.bigInteger === 'integer')
      expect([...scans].sort()).toEqual([
        'completion: people',
        'hours: people',
        'overdue: people',
        'reliability: attempts',
      ]);
  });

  it('would be caught reading all of a table', async () => {
    const { db, queries } = noting(tracking.db);
    await db.selectFrom('standings').select('hours').where('version', '=', '1.0.0').execute();
    const [query] = queries.values();
    expect(query && (await planOf(tracking, query)).scans).toEqual(['standings']);
  });
});
