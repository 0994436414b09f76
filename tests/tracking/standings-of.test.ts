import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dayOf, isoOf } from '../../src/days.js';
import type { Requirement } from '../../src/tracking/curriculum.js';
import { hoursReached } from '../../src/tracking/standings/hours-reached.js';
import type { Achieved, Begun } from '../../src/tracking/standings/item-standing.js';
import { type Standing, type StandingPerson, standingsOf } from '../../src/tracking/standings/standings-of.js';
import { versionOrder } from '../../src/version-order.js';
import { curriculum, item, requirement } from './curriculum.js';

const hired = dayOf('2026-01-31');
const person: StandingPerson = {
  id: 7,
  county: 'fresno',
  academy: 'central',
  role: 'social-worker',
  hired,
  transferred: null,
};

const did = (id: string, day: string, version: string | null = '2.0.0', hours: number | null = null): Achieved => ({
  item: id,
  done: dayOf(day),
  version,
  hours,
});

function rows(
  of: Partial<Requirement>,
  done: readonly Achieved[] = [],
  begun: readonly Begun[] = [],
  who: Partial<StandingPerson> = {},
): Record<string, Standing> {
  const found = standingsOf({ ...person, ...who }, curriculum([requirement(of)]), done, begun);
  return Object.fromEntries(found.map((row) => [row.item, row]));
}

const dates = ({ done, due }: Pick<Standing, 'done' | 'due'> = { done: null, due: null }) => ({
  done: done === null ? null : isoOf(done),
  due: due === null ? null : isoOf(due),
});

describe('standings', () => {
  it('are due so many months after hire, at the end of a month that is too short, or after a later transfer', () => {
    const of = { withinMonths: 1, items: [item('one')] };
    expect(dates(rows(of)[''])).toEqual({ done: null, due: '2026-02-28' });
    expect(dates(rows(of, [], [], { transferred: dayOf('2026-03-15') })[''])).toEqual({
      done: null,
      due: '2026-04-15',
    });
    expect(dates(rows(of, [], [], { transferred: dayOf('2020-03-15') })[''])).toEqual({
      done: null,
      due: '2026-02-28',
    });
    expect(dates(rows(of, [], [], { hired: null })[''])).toEqual({ done: null, due: null });
  });

  it('say of a whole that it is done when all that is required is, whatever is done of electives', () => {
    const of = { withinMonths: 12, items: [item('one'), item('two'), item('three', { required: false })] };
    const half = rows(of, [did('one', '2026-02-01'), did('three', '2026-02-02')]);
    expect(half['']).toMatchObject({ done: null, begun: 1, hours: 2 });
    expect(half.three).toMatchObject({ due: null, hours: 1 });
    const whole = rows(of, [did('one', '2026-02-01'), did('two', '2026-05-01')]);
    expect(dates(whole[''])).toEqual({ done: '2026-05-01', due: '2027-01-31' });
    expect(whole['']).toMatchObject({ begun: 0, hours: 2, outdated: 0 });
  });

  it('count an older version up to its day, and say that it is outdated', () => {
    const limited = item('one', { accepts: [{ item: 'one', from: '1.5.0', until: dayOf('2026-06-30') }] });
    const of = { items: [limited] };
    expect(rows(of, [did('one', '2026-06-30', '1.5.0')]).one).toMatchObject({
      outdated: 1,
      version: '1.5.0',
      begun: 0,
    });
    expect(dates(rows(of, [did('one', '2026-06-30', '1.5.0')]).one).done).toBe('2026-06-30');
    for (const late of [
      did('one', '2026-07-01', '1.5.0'),
      did('one', '2026-06-01', '1.4.9'),
      did('one', '2026-06-01', null),
    ])
      expect(rows(of, [late]).one).toMatchObject({ done: null, begun: 1 });
    expect(rows(of, [did('one', '2026-08-01', '2.0.0')]).one).toMatchObject({ outdated: 0 });
    expect(dates(rows(of, [did('one', '2026-08-01', '2.1.0')]).one).done).toBe('2026-08-01');
  });

  it('take an equivalent for the item, and tell what was begun in which version', () => {
    const of = { items: [item('one', { accepts: [{ item: 'class-a', from: null, until: null }] })] };
    expect(rows(of, [did('class-a', '2026-03-01', null)]).one).toMatchObject({
      done: dayOf('2026-03-01'),
      version: null,
      outdated: 0,
    });
    const begun = [{ module: 'one', version: '1.0.0', last_at: 5 }];
    expect(rows(of, [], begun).one).toMatchObject({ done: null, begun: 1, version: '1.0.0', outdated: 1 });
  });

  it('are due again after the months of renewal, each item from its own day', () => {
    const of = { withinMonths: 12, renewMonths: 24, items: [item('one'), item('two')] };
    const found = rows(of, [did('one', '2026-02-01'), did('one', '2027-02-01'), did('two', '2026-05-01')]);
    expect(dates(found.one)).toEqual({ done: '2027-02-01', due: '2029-02-01' });
    expect(dates(found[''])).toEqual({ done: '2027-02-01', due: '2028-05-01' });
  });

  it('belong to a cohort by the day of hire; without one to the cohort that has no end', () => {
    const old = { hired: { from: null, until: dayOf('2025-12-31') }, items: [item('one')] };
    const now = { hired: { from: dayOf('2026-01-01'), until: null }, items: [item('one')] };
    const has = (of: Partial<Requirement>, day: string | null) =>
      Object.keys(rows(of, [], [], { hired: day === null ? null : dayOf(day) })).length > 0;
    expect([has(old, '2025-12-31'), has(now, '2025-12-31')]).toEqual([true, false]);
    expect([has(old, '2026-01-01'), has(now, '2026-01-01')]).toEqual([false, true]);
    expect([has(old, null), has(now, null)]).toEqual([false, true]);
  });

  it('bind a role alone where one is named', () => {
    const of = { roles: ['supervisor'], items: [item('one')] };
    expect(rows(of)).toEqual({});
    expect(rows(of, [], [], { role: null })).toEqual({});
    expect(Object.keys(rows(of, [], [], { role: 'supervisor' }))).toEqual(['', 'one']);
  });

  it('reach hours within the window, count an item once in it, and say how long that lasts', () => {
    const of = { renewMonths: 24, hours: 10 };
    const done = [did('class-a', '2026-01-10', null), did('field-a', '2026-06-10', null), did('one', '2026-07-01')];
    // 6 + 3 + 1; the class counts up to 2028-01-10.
    expect(dates(rows(of, done)[''])).toEqual({ done: '2026-07-01', due: '2028-01-10' });
    expect(rows(of, done)['']?.hours).toBe(10);
    expect(dates(rows(of, done.slice(0, 2))[''])).toEqual({ done: null, due: '2028-01-31' });
    const twice = [did('class-a', '2026-01-10', null), did('class-a', '2026-01-12', null)];
    expect(rows(of, twice)['']).toMatchObject({ done: null, hours: 6, begun: 1 });
    expect(rows(of, [did('class-a', '2026-01-10', null, 12)])['']).toMatchObject({
      done: dayOf('2026-01-10'),
      hours: 12,
    });
  });
});

const anyDay = fc.integer({ min: 19_000, max: 22_000 });
const anyDone = fc.record({
  item: fc.constantFrom('one', 'two', 'three', 'class-a', 'unknown'),
  done: anyDay,
  version: fc.constantFrom(null, '1.0.0', '1.5.0', '2.0.0', '2.1.0'),
  hours: fc.option(fc.integer({ min: 1, max: 12 })),
});
const anyRequirement = fc.record({
  withinMonths: fc.option(fc.integer({ min: 1, max: 36 })),
  renewMonths: fc.option(fc.integer({ min: 1, max: 36 })),
  hours: fc.option(fc.integer({ min: 1, max: 20 })),
  items: fc.subarray([
    item('one', { accepts: [{ item: 'one', from: '1.0.0', until: 20_500 }] }),
    item('two', {
      accepts: [
        { item: 'two', from: null, until: null },
        { item: 'class-a', from: null, until: null },
      ],
    }),
    item('three', { required: false }),
    item('class-a', { kind: 'class', hours: 6 }),
  ]),
});

describe('whatever somebody did', () => {
  it('the order in which it is told makes no difference, nor does hearing of it twice', () => {
    fc.assert(
      fc.property(
        anyRequirement,
        fc.array(anyDone, { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (of, done, order) => {
          const shuffled = done
            .map((one) => ({ one, at: order.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
          const first = rows(of, done);
          expect(rows(of, shuffled)).toEqual(first);
          expect(rows(of, [...done, ...done])).toEqual(first);
        },
      ),
    );
  });

  it('a whole without hours is done exactly when each required item is, on the day of the last one', () => {
    fc.assert(
      fc.property(anyRequirement, fc.array(anyDone, { maxLength: 12 }), (of, done) => {
        const { '': whole, ...items } = rows({ ...of, hours: null }, done);
        const required = of.items.filter((one) => one.required).map(({ id }) => items[id]?.done ?? null);
        const last =
          required.length === 0 || required.includes(null) ? null : Math.max(...required.map((day) => day ?? 0));
        expect(whole?.done).toBe(last);
      }),
    );
  });

  it('doing more takes nothing away', () => {
    fc.assert(
      fc.property(anyRequirement, fc.array(anyDone, { maxLength: 8 }), anyDone, (of, done, more) => {
        const before = rows(of, done);
        const after = rows(of, [...done, more]);
        for (const [id, row] of Object.entries(before))
          if (row.done !== null) expect(after[id]?.done ?? -1).toBeGreaterThanOrEqual(row.done);
      }),
    );
  });

  it('hours are reached on a day exactly when a plain sum over the window says so, up to the day named', () => {
    const hours = fc.array(
      fc.record({
        item: fc.constantFrom('a', 'b', 'c', 'd'),
        done: fc.integer({ min: 20_000, max: 21_500 }),
        hours: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(hours, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 24 }), (all, asked, months) => {
        const sumOn = (day: number) => {
          const best = new Map<string, (typeof all)[number]>();
          for (const one of all) {
            const before = best.get(one.item);
            if (one.done > day || addMonths(one.done, months) < day) continue;
            if (!before || one.done > before.done || (one.done === before.done && one.hours > before.hours))
              best.set(one.item, one);
          }
          return [...best.values()].reduce((sum, one) => sum + one.hours, 0);
        };
        const found = hoursReached(all, asked, months);
        const days = [...new Set(all.map(({ done }) => done))].sort((a, b) => a - b);
        expect(found.done).toBe(days.filter((day) => sumOn(day) >= asked).at(-1) ?? null);
        if (found.until === null) return;
        const later = all.filter(({ done }) => done > (found.done ?? 0)).map(({ done }) => done);
        if (later.length > 0) return;
        expect(sumOn(found.until)).toBeGreaterThanOrEqual(asked);
        expect(sumOn(found.until + 1)).toBeLessThan(asked);
      }),
    );
  });

  it('versions are ordered as Semantic Versioning orders them', () => {
    const ordered = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ];
    for (const [n, a] of ordered.entries())
      for (const [m, b] of ordered.entries()) expect(Math.sign(versionOrder(a, b)), `${a} ${b}`).toBe(Math.sign(n - m));
  });
});
