import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/runtime/act.js';
import { type AttemptState, newAttempt, type Rules } from '../../src/runtime/attempt.js';
import { open as openCmi5 } from '../../src/runtime/lms/cmi5.js';
import { open as openXapi } from '../../src/runtime/lms/xapi.js';
import { outcome } from '../../src/runtime/outcome.js';
import { startLrs, type TestServer } from '../lrs/server.js';
import { anyCourse, anySteps, isAction } from './support/any-steps.js';
import type { Json } from './support/record-store.js';
import { sampleRules } from './support/sample-course.js';
import { launch } from './support/small-browser.js';
import { send, webServer } from './support/web-server.js';

const runs = 12;
const steps = 15;
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const actor = { objectType: 'Agent', account: { name: 'L-0001', homePage: 'https://example.org/learners' } };
const activityId = 'https://example.org/cpm/modules/sample';

let lrs: TestServer;
let tokens: Awaited<ReturnType<typeof webServer>>;
beforeAll(async () => {
  lrs = await startLrs();
  tokens = await webServer((_asked, response) =>
    send(response, 'application/json', JSON.stringify({ 'auth-token': lrs.admin.authorization.replace('Basic ', '') })),
  );
});
afterAll(async () => {
  await tokens.close();
  await lrs.stop();
});

/** Query of a launch in a registration; for cmi5 with the LMS's own document in its place. */
const launches = {
  async xapi(registration: string) {
    return {
      endpoint: lrs.endpoint,
      auth: lrs.admin.authorization,
      actor: JSON.stringify(actor),
      registration,
      activity_id: activityId,
    };
  },
  async cmi5(registration: string) {
    const place = { stateId: 'LMS.LaunchData', activityId, agent: JSON.stringify(actor), registration };
    const stored = await lrs.call('PUT', `activities/state?${new URLSearchParams(place)}`, {
      body: { contextTemplate: {}, launchMode: 'Normal', moveOn: 'CompletedAndPassed' },
    });
    expect(stored.status).toBe(204);
    return {
      endpoint: lrs.endpoint,
      fetch: `${tokens.origin}/${randomUUID()}`,
      actor: JSON.stringify(actor),
      registration,
      activityId,
    };
  },
};

async function statementsOf(registration: string): Promise<readonly Json[]> {
  const found = await lrs.call('GET', `statements?registration=${registration}&ascending=true&limit=500`);
  return ((await found.json()) as { statements: Json[] }).statements;
}

const verbOf = (statement: Json): string =>
  String((statement.verb as Json).id)
    .split('/')
    .at(-1) ?? '';
const withoutTime = ({ seconds: _, ...rest }: AttemptState) => rest;

/** The verdicts that the store must hold: each once, with the score, and Failed only when no try is left (8g). */
function checkVerdicts(statements: readonly Json[], rules: Rules, state: AttemptState): void {
  const { success, completion, triesLeft, score } = outcome(rules, state);
  const told = statements.filter((s) => ['passed', 'failed', 'completed'].includes(verbOf(s)));
  const verdict = success === 'passed' ? ['passed'] : success === 'failed' && triesLeft === 0 ? ['failed'] : [];
  expect(told.map(verbOf).sort()).toEqual([...(completion === 'completed' ? ['completed'] : []), ...verdict].sort());
  const judged = told.find((s) => verbOf(s) !== 'completed');
  if (judged) {
    const scaled = Number(((judged.result as Json).score as Json).scaled);
    expect(Math.abs(scaled - (score ?? 0))).toBeLessThan(0.001);
  }
}

describe.each([
  ['xapi', openXapi],
  ['cmi5', openCmi5],
] as const)(
  'any sequence of answers, moves, closings and relaunches in %s, against a real record store',
  (protocol, open) => {
    it(`leaves verdicts, score and resume as the model has them (${runs} times up to ${steps} steps or groups of them, seed ${seed})`, async () => {
      const reached = { relaunches: 0, passed: 0, failed: 0 };
      await fc.assert(
        fc.asyncProperty(
          anyCourse,
          fc.array(anySteps, { minLength: 5, maxLength: steps }),
          async (course, sequence) => {
            const registration = randomUUID();
            const rules: Rules = { ...sampleRules, course };
            let state = newAttempt(course);
            let spent = 0;
            const start = async () =>
              launch(open, rules, {
                now: () => Date.now() + spent,
                setTimeout: (run, milliseconds) => Number(setTimeout(run, milliseconds)),
                clearTimeout: (id) => clearTimeout(id),
                lms: {},
                search: `?${new URLSearchParams(await launches[protocol](registration))}`,
              });
            let place = await start();
            for (const step of [...sequence.flat(), { type: 'close' } as const]) {
              if (isAction(step)) {
                state = act(rules, state, step);
                place.act(step);
              } else if (step.type === 'wait') spent += step.seconds * 1000;
              else if (step.type === 'hide') place.hide();
              else {
                place.close();
                await place.idle();
                checkVerdicts(await statementsOf(registration), rules, state);
                place = await start();
                reached.relaunches += 1;
                expect(withoutTime(place.state())).toEqual(withoutTime(state));
              }
            }
            place.close();
            await place.idle();
            const { success } = outcome(rules, state);
            if (success !== 'unknown') reached[success] += 1;
          },
        ),
        { numRuns: runs, seed },
      );
      console.log(`${protocol}: ${JSON.stringify(reached)}`);
      expect(reached.relaunches).toBeGreaterThan(runs);
    });
  },
);
