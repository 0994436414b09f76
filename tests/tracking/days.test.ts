import { describe, expect, it } from 'vitest';
import { beginOf, clockAt, dayAt, dayOf, isoOf, officeZone, zoneChanges } from '../../src/days.js';

describe("the offices' days", () => {
  it('end at midnight in California: six in the evening is the same day, though UTC has the next', () => {
    expect(isoOf(dayAt(Date.parse('2026-07-01T01:00:00Z')))).toBe('2026-06-30');
    expect(isoOf(dayAt(Date.parse('2026-07-01T06:59:59.999Z')))).toBe('2026-06-30');
    expect(isoOf(dayAt(Date.parse('2026-07-01T07:00:00Z')))).toBe('2026-07-01');
    expect(isoOf(dayAt(Date.parse('2026-12-31T07:59:59Z')))).toBe('2026-12-30');
    expect(isoOf(dayAt(Date.parse('2026-12-31T08:00:00Z')))).toBe('2026-12-31');
  });

  it('have 23 hours when summer time begins and 25 when it ends', () => {
    const hours = (iso: string) => (beginOf(dayOf(iso) + 1) - beginOf(dayOf(iso))) / 3_600_000;
    expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-11-02')]).toEqual([23, 25, 24]);
  });

  it('begin where the day before ends, each in the day that it begins', () => {
    for (let day = dayOf('2005-12-25'); day < dayOf('2059-01-01'); day += 1) {
      const begin = beginOf(day);
      if (dayAt(begin) !== day || dayAt(begin - 1) !== day - 1) throw new Error(`${isoOf(day)} begins at ${begin}`);
    }
  });

  it('go by the clocks of the zone at any time', () => {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: officeZone, dateStyle: 'short', timeStyle: 'medium' });
    for (let time = Date.parse('2024-01-01T00:30:00Z'); time < Date.parse('2028-01-01'); time += 5_400_000) {
      const ours = new Date(clockAt(time)).toISOString().slice(0, 19).replace('T', ' ');
      if (shown.format(time) !== ours) throw new Error(`${new Date(time).toISOString()}: ${ours}`);
    }
    expect(zoneChanges().length).toBeGreaterThan(100);
  });
});
