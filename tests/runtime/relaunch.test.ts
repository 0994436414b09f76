import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act } from '../../src/runtime/act.js';
import { type AttemptState, newAttempt, type Rules } from '../../src/runtime/attempt.js';
import { open as openScorm12 } from '../../src/runtime/lms/scorm12.js';
import { open as openScorm2004 } from '../../src/runtime/lms/scorm2004.js';
import { type Outcome, outcome } from '../../src/runtime/outcome.js';
import { anyCourse, anySteps, isAction } from './support/any-steps.js';
import { testClock } from './support/clock.js';
import { type Held, memoryLms } from './support/memory-lms.js';
import { sampleRules } from './support/sample-course.js';
import type { Version } from './support/scorm-lms.js';
import { type Launched, launch } from './support/small-browser.js';

const runs = 60;
const steps = 30;
const seed = Number(process.env.SEED ?? Date.now() % 1e9);

const withoutTime = ({ seconds: _, ...rest }: AttemptState) => rest;

/** The table of the standards (8g): what the LMS must hold of an outcome. Completed by its pages alone, a module stays so. */
function wanted(version: Version, { completion, success, triesLeft }: Outcome, byPages: boolean): Held {
  if (version === 'scorm2004') return { 'cmi.completion_status': completion, 'cmi.success_status': success };
  if (success === 'passed' && completion === 'completed') return { 'cmi.core.lesson_status': 'passed' };
  if (byPages) return { 'cmi.core.lesson_status': completion };
  return { 'cmi.core.lesson_status': success === 'failed' && triesLeft === 0 ? 'failed' : completion };
}

function checkLms(version: Version, held: Held, rules: Rules, state: AttemptState): void {
  const now = outcome(rules, state);
  expect(held).toMatchObject(wanted(version, now, rules.course.completion === 'pages'));
  const raw = held[version === 'scorm12' ? 'cmi.core.score.raw' : 'cmi.score.raw'] ?? '';
  if (now.score === null) expect(raw).toBe('');
  else {
    expect(Math.abs(Number(raw) - now.score * 100)).toBeLessThan(0.02);
    expect(Number(raw) >= rules.passingScore * 100).toBe(now.success === 'passed');
  }
  checkInteractions(version, held, rules, state);
}

/** One interaction for each check answered, a block for each of the first three tries, without gaps. */
function checkInteractions(version: Version, held: Held, { course }: Rules, state: AttemptState): void {
  const ids = Object.entries(held).flatMap(([name, value]) =>
    /^cmi\.interactions\.\d+\.id$/.test(name) ? [value] : [],
  );
  const questions = course.assessment?.questions ?? [];
  const kept = Math.min(state.tries.length, 3);
  const expected = [
    ...Object.keys(state.checks),
    ...Array.from({ length: kept }, (_, i) => i + 1).flatMap((number) =>
      questions.map((q) => (number === 1 ? q.id : `${q.id}_t${number}`)),
    ),
  ];
  expect([...ids].sort()).toEqual(expected.sort());
  const indexes = Object.keys(held).flatMap((name) => /^cmi\.interactions\.(\d+)\.id$/.exec(name)?.[1] ?? []);
  expect(indexes.map(Number).sort((a, b) => a - b)).toEqual(indexes.map((_, i) => i));
  const check = ids.indexOf('k1');
  if (check >= 0) {
    const right = state.checks.k1 === 'b';
    const wrong = version === 'scorm12' ? 'wrong' : 'incorrect';
    expect(held[`cmi.interactions.${check}.result`]).toBe(right ? 'correct' : wrong);
  }
}

describe.each([
  ['scorm12', openScorm12],
  ['scorm2004', openScorm2004],
] as const)('any sequence of answers, moves, closings and relaunches in %s', (version, open) => {
  it(`leaves status, score and resume as the model has them, and loses nothing that was shown as saved (8g, U7; ${runs} times up to ${steps} steps or groups of them, seed ${seed})`, async () => {
    const reached = { relaunches: 0, crashes: 0, passed: 0, failed: 0 };
    await fc.assert(
      fc.asyncProperty(anyCourse, fc.array(anySteps, { minLength: 10, maxLength: steps }), async (course, sequence) => {
        const clock = testClock();
        const lms = memoryLms(version);
        const rules: Rules = { ...sampleRules, course };
        let state = newAttempt(course);
        /** The attempt at each moment since it was last shown as saved. */
        let since: AttemptState[] = [state];
        let place: Launched = await start();

        async function start(): Promise<Launched> {
          const launched = await launch(open, rules, {
            now: clock.now,
            setTimeout: clock.timer.set,
            clearTimeout: clock.timer.clear,
            lms: lms.session(),
          });
          await clock.settle();
          return launched;
        }
        async function relaunch(): Promise<void> {
          clock.forget();
          place = await start();
          reached.relaunches += 1;
        }

        for (const step of [...sequence.flat(), { type: 'close' } as const]) {
          if (isAction(step)) {
            state = act(rules, state, step);
            place.act(step);
            expect(withoutTime(place.state())).toEqual(withoutTime(state));
          } else if (step.type === 'wait') await clock.pass(step.seconds * 1000);
          else if (step.type === 'hide') place.hide();
          else if (step.type === 'close') {
            place.close();
            checkLms(version, lms.held(), rules, state);
            await relaunch();
            expect(withoutTime(place.state())).toEqual(withoutTime(state));
          } else {
            reached.crashes += 1;
            await relaunch();
            const resumed = withoutTime(place.state());
            expect(since.map(withoutTime)).toContainEqual(resumed);
            state = place.state();
            since = [state];
          }
          await clock.settle();
          since = place.sign().state === 'saved' ? [state] : [...since, state];
        }
        const { success } = outcome(rules, state);
        if (success !== 'unknown') reached[success] += 1;
      }),
      { numRuns: runs, seed },
    );
    console.log(`${version}: ${JSON.stringify(reached)}`);
    // Sequences that never get anywhere would prove nothing.
    expect(Math.min(...Object.values(reached))).toBeGreaterThan(5);
  });
});
