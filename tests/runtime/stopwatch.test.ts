import { describe, expect, it } from 'vitest';
import { createStopwatch } from '../../src/runtime/stopwatch.js';

function stage() {
  let at = 1_000_000;
  return {
    watch: createStopwatch(() => at),
    pass(seconds: number) {
      at += seconds * 1000;
    },
  };
}

describe('the stopwatch', () => {
  it('counts the session, and apart from it each place', () => {
    const { watch, pass } = stage();
    watch.at('q1');
    pass(10);
    watch.at('q2');
    pass(5);
    watch.at('q1');
    pass(2);
    watch.at(null);
    pass(100);
    expect([watch.seconds(), watch.takeSeconds('q1'), watch.takeSeconds('q2'), watch.takeSeconds('q1')]).toEqual([
      117, 12, 5, 0,
    ]);
  });

  it('does not count a night of sleep, nor a clock that is set back (8h)', () => {
    const { watch, pass } = stage();
    pass(8 * 3600);
    expect(watch.seconds()).toBe(1800);
    pass(-3600);
    expect(watch.seconds()).toBe(1800);
    pass(60);
    expect(watch.seconds()).toBe(1860);
  });
});
