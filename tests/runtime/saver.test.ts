import { describe, expect, it } from 'vitest';
import { newAttempt } from '../../src/runtime/attempt.js';
import type { CommitResult, LmsSession, Snapshot } from '../../src/runtime/lms/session.js';
import { outcome } from '../../src/runtime/outcome.js';
import { createSaver } from '../../src/runtime/saver.js';
import type { SavedSign } from '../../src/runtime/view.js';
import { testClock } from './support/clock.js';
import { sampleCourse, sampleRules } from './support/sample-course.js';

/** A saver over an LMS whose answers the test decides. */
function stage(answer: () => CommitResult | Promise<CommitResult> = () => ({ ok: true })) {
  const clock = testClock();
  const calls: string[] = [];
  const signs: SavedSign[] = [];
  const commits: number[] = [];
  const session: LmsSession = {
    set: () => void calls.push('set'),
    commit: async () => {
      calls.push('commit');
      commits.push(clock.now());
      return answer();
    },
    close: () => void calls.push('close'),
  };
  const snapshot = (): Snapshot => ({
    state: 's',
    location: 'l',
    outcome: outcome(sampleRules, newAttempt(sampleCourse)),
    passingScore: 0.8,
    sessionSeconds: 1,
    answers: [],
    results: [],
  });
  const saver = createSaver({
    session,
    snapshot,
    now: clock.now,
    timer: clock.timer,
    show: (sign) => void signs.push(sign),
  });
  return { clock, calls, signs, commits, saver };
}

describe('the saver', () => {
  it('sets values at once and commits the first change without waiting', async () => {
    const { clock, calls, signs, saver } = stage();
    saver.changed(false);
    expect(calls).toEqual(['set']);
    await clock.pass(0);
    expect(calls).toEqual(['set', 'commit']);
    expect(signs.at(-1)).toEqual({ state: 'saved', at: clock.now() });
  });

  it('commits at most once in two seconds, and never loses the last change (C7)', async () => {
    const { clock, calls, commits, saver } = stage();
    for (let i = 0; i < 100; i += 1) {
      saver.changed(false);
      await clock.pass(100);
    }
    await clock.pass(5000);
    expect(calls.lastIndexOf('commit')).toBeGreaterThan(calls.lastIndexOf('set'));
    for (const [i, at] of commits.entries()) if (i > 0) expect(at - (commits[i - 1] ?? 0)).toBeGreaterThanOrEqual(2000);
    expect(commits.length).toBeLessThanOrEqual(7);
  });

  it('commits what decides at once, also within the pause', async () => {
    const { clock, calls, saver } = stage();
    saver.changed(false);
    await clock.pass(100);
    saver.changed(true);
    expect(calls).toEqual(['set', 'commit', 'set', 'commit']);
  });

  it('commits again after a slow commit when something decisive came meanwhile', async () => {
    let release: (result: CommitResult) => void = () => undefined;
    const { clock, calls, saver } = stage(() => new Promise((resolve) => (release = resolve)));
    saver.changed(true);
    saver.changed(true);
    expect(calls.filter((c) => c === 'commit')).toHaveLength(1);
    release({ ok: true });
    await clock.settle();
    expect(calls.filter((c) => c === 'commit')).toHaveLength(2);
  });

  it('says since when nothing is saved, tries again ever later, and says when it works again (C3)', async () => {
    let works = false;
    const { clock, signs, commits, saver } = stage(() =>
      works ? { ok: true } : { ok: false, reason: 'refused', retry: true },
    );
    const began = clock.now();
    saver.changed(false);
    await clock.pass(200_000);
    expect(signs.at(-1)).toEqual({ state: 'failing', since: began, retrying: true, cause: 'refused' });
    expect(signs.some((s) => s.state === 'saved')).toBe(false);
    const gaps = commits.slice(1).map((at, i) => at - (commits[i] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
    works = true;
    await clock.pass(60_000);
    expect(signs.at(-1)?.state).toBe('saved');
  });

  it('does not claim to be trying when the session is gone, yet notices when it is back (C6)', async () => {
    let gone = true;
    const { clock, signs, saver } = stage(() => (gone ? { ok: false, reason: 'expired', retry: false } : { ok: true }));
    saver.changed(false);
    await clock.pass(1000);
    expect(signs.at(-1)).toMatchObject({ state: 'failing', retrying: false });
    gone = false;
    await clock.pass(60_000);
    expect(signs.at(-1)?.state).toBe('saved');
  });

  it('commits what is pending when the page may end, and nothing when all is fresh', async () => {
    const { clock, calls, saver } = stage();
    saver.changed(false);
    await clock.pass(0);
    saver.flush();
    expect(calls).toEqual(['set', 'commit']);
    saver.changed(false);
    saver.flush();
    expect(calls).toEqual(['set', 'commit', 'set', 'set', 'commit']);
  });

  it('closes once, and tells the truth about what comes after (U4, U5)', async () => {
    const { clock, calls, signs, saver } = stage();
    saver.changed(false);
    saver.close();
    saver.close();
    saver.flush();
    await clock.pass(10_000);
    expect(calls).toEqual(['set', 'close']);
    saver.returned();
    expect(signs.at(-1)).toMatchObject({ state: 'failing', retrying: false });
    saver.changed(true);
    expect(calls).toEqual(['set', 'close']);
  });
});
