import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSeconds, isoDuration } from '../../src/xapi/duration.js';
import { isDuration } from '../../src/xapi/validate/formats.js';

describe('durations', () => {
  it('have hours, minutes and at most two decimals of seconds', () => {
    const table: [number, string][] = [
      [0, 'PT0S'],
      [0.004, 'PT0S'],
      [1.239, 'PT1.24S'],
      [59.999, 'PT1M'],
      [3600, 'PT1H'],
      [3723.5, 'PT1H2M3.5S'],
      [400_000, 'PT111H6M40S'],
      [-5, 'PT0S'],
      [Number.NaN, 'PT0S'],
    ];
    for (const [seconds, text] of table) expect(isoDuration(seconds)).toBe(text);
  });

  it('come back as the seconds they were made of, and are always valid', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (seconds) => {
        const text = isoDuration(seconds);
        expect(isDuration(text)).toBe(true);
        expect(text).not.toMatch(/D|PT$|\.\d{3}/);
        expect(durationSeconds(text)).toBeCloseTo(seconds, 1);
      }),
    );
  });

  it('of others are read whatever their parts', () => {
    expect(durationSeconds('P1DT2H')).toBe(93_600);
    expect(durationSeconds('PT0H0M4S')).toBe(4);
    expect(durationSeconds('PT1,5S')).toBe(1.5);
    expect(durationSeconds('P2W')).toBe(1_209_600);
    for (const none of ['', 'P', 'PT', '4', 'PT4']) expect(durationSeconds(none)).toBeUndefined();
  });
});
