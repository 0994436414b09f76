import type { Timer } from '../../../src/runtime/timer.js';

/** A clock that a test turns: timers run when their time has come, in order. */
export function testClock() {
  let now = 1_000_000;
  let count = 0;
  const due = new Map<number, { at: number; run: () => void }>();
  const timer: Timer = {
    set(run, milliseconds) {
      count += 1;
      due.set(count, { at: now + milliseconds, run });
      return count;
    },
    clear: (id) => void due.delete(id),
  };
  /** Lets promises that are ready run. */
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };
  return {
    timer,
    now: () => now,
    settle,
    /** The page with its timers is gone. */
    forget: () => due.clear(),
    async pass(milliseconds: number) {
      const end = now + milliseconds;
      for (;;) {
        await settle();
        const next = [...due].filter(([, t]) => t.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].run();
      }
      now = end;
      await settle();
    },
  };
}
