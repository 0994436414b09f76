import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { type Au, launchAu } from '../server/support/au.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyCmi5, tinyModule } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';
import { type Deviation, type Step, steps } from './support/deviation.js';
import { deviations } from './support/deviations.js';
import { brokenRules, panelRows } from './support/verdict.js';

/** What the record store and the fetch address answered with a fault. */
interface Refused {
  readonly status: number;
  readonly reason: string;
}

const path = 'tiny/cmi5';
let servers: Servers & { readonly errors: unknown[] };
let start: () => Promise<void>;
let done: () => Promise<void>;
let ahead = 0;
beforeAll(async () => {
  const scratch = await scratchFolder('cmi5-rules');
  const modules = [await tinyModule(`${scratch.folder}/a`, 'tiny', [tinyCmi5('')])];
  start = async () => {
    servers = await runningServer(scratch.folder, modules, { launchGrace: 20, now: () => Date.now() + ahead });
  };
  await start();
  done = async () => {
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

const rightly: Readonly<Record<Step, (au: Au, bend?: Deviation['bend']) => Promise<unknown>>> = {
  token: (au) => au.fetchToken(),
  launchData: (au) => au.readLaunchData(),
  preferences: (au) => au.readPreferences(),
  initialized: (au, bend) => au.send(au.statement('initialized', bend?.initialized)),
  answered: (au, bend) => au.send(au.statement('answered', bend?.answered)),
  passed: (au, bend) => au.send(au.statement('passed', bend?.passed)),
  completed: (au, bend) => au.send(au.statement('completed', bend?.completed)),
  bookmark: (au) => au.writeState('bookmark', { page: 3 }),
  terminated: (au, bend) => au.send(au.statement('terminated', bend?.terminated)),
};

/** Plays one session and gives what was refused in it. */
async function play(au: Au, { takes = steps, bend, before, after }: Partial<Deviation>): Promise<Refused[]> {
  const refused: Refused[] = [];
  const stop = au.watch((answer) => {
    if (answer.status >= 400 || answer.reason !== '') refused.push(answer);
  });
  const later = (milliseconds: number) => {
    ahead += milliseconds;
  };
  for (const step of takes) {
    await before?.[step]?.(au, { later });
    await rightly[step](au, bend);
    await after?.[step]?.(au, { later });
  }
  stop();
  return refused;
}

describe('a client that keeps all rules', () => {
  it.each(['normal', 'browse', 'review'])('passes whole in mode %s', async (mode) => {
    const au = await launchAu(servers, path, { afresh: true, mode });
    const decides: readonly Step[] = ['passed', 'completed'];
    const takes = mode === 'normal' ? steps : steps.filter((step) => !decides.includes(step));
    expect(await play(au, { takes })).toEqual([]);
    expect(await brokenRules(servers, path, au.launch)).toEqual([]);
  });

  it('may write Failed in one session and Passed in a later one', async () => {
    const first = await launchAu(servers, path, { afresh: true });
    const failing = { takes: ['token', 'launchData', 'preferences', 'initialized', 'answered', 'terminated'] as const };
    expect(await play(first, { ...failing, after: { answered: (au) => au.send(au.statement('failed')) } })).toEqual([]);
    const second = await launchAu(servers, path);
    expect(second.registration).toBe(first.registration);
    expect(await play(second, {})).toEqual([]);
    expect(await brokenRules(servers, path, second.launch)).toEqual([]);
  });

  it('may be told no when it writes the preferences, which is held against nobody', async () => {
    const au = await launchAu(servers, path, { afresh: true });
    const preferences = { agent: JSON.stringify(au.actor), profileId: 'cmi5LearnerPreferences' };
    const writes = (au: Au) =>
      au.document('PUT', 'agents/profile', preferences, { languagePreference: 'fr', audioPreference: 'off' });
    const refused = await play(au, { after: { answered: writes } });
    expect(refused).toEqual([{ status: 403, reason: expect.stringMatching(/^A2: .*no breach/) }]);
    expect(await brokenRules(servers, path, au.launch)).toEqual([]);
  });

  it('may repeat a delivery whose answer was lost, even of Terminated', async () => {
    const au = await launchAu(servers, path, { afresh: true });
    await play(au, { takes: ['token', 'launchData', 'preferences', 'initialized'] });
    const last = au.statement('terminated');
    for (const statement of [last, last]) expect(await au.send(statement)).toMatchObject({ status: 200 });
    expect(await brokenRules(servers, path, au.launch)).toEqual([]);
  });

  it('may have said before Terminated what arrives behind it: a closing page cannot wait for answers', async () => {
    const au = await launchAu(servers, path, { afresh: true });
    await play(au, { takes: ['token', 'launchData', 'preferences', 'initialized'] });
    const before = [au.statement('answered'), au.statement('passed')];
    const last = au.statement('terminated', (s) => {
      s.timestamp = new Date(Date.now() + 5).toISOString();
    });
    expect(await au.send(last)).toMatchObject({ status: 200 });
    expect(await au.send(...before)).toMatchObject({ status: 200 });
    expect(await brokenRules(servers, path, au.launch)).toEqual([]);
  });

  it('may answer right or wrong, for what cmi5 allows has a result of its own', async () => {
    const au = await launchAu(servers, path, { afresh: true });
    const bend: Deviation['bend'] = {
      answered: (s) => {
        s.result = { success: false, completion: true, score: { raw: 1 }, response: 'a' };
      },
    };
    expect(await play(au, { bend })).toEqual([]);
  });
});

describe('a client broken in one rule', () => {
  const named = deviations.map((deviation) => [deviation.rule, deviation.does, deviation] as const);
  it.each(named)('%s: %s', async (rule, _does, deviation) => {
    const wish = { afresh: true, ...deviation.wish };
    let au = await launchAu(servers, path, wish);
    if (deviation.earlier) {
      expect(await play(au, { takes: deviation.earlier })).toEqual([]);
      au = await launchAu(servers, path, deviation.wish);
    }
    const refused = await play(au, deviation);
    expect(refused).toHaveLength(1);
    const [{ status, reason } = { status: 0, reason: '' }] = refused;
    // A token is refused under 200 (cmi5 8.2.3), what is no xAPI statement under 400 (xAPI 4.1).
    expect([200, 400, 403]).toContain(status);
    expect(status === 403 || /^(A1: the authorization|A5: )/.test(reason), `${status} ${reason}`).toBe(true);
    expect(reason).toMatch(/cmi5 \d+\.\d/);
    const ids = [...new Set(reason.match(/\bA\d+(?=: )/g))];
    expect(ids).toEqual([rule]);
    expect(await brokenRules(servers, path, au.launch)).toEqual([rule]);
    expect(servers.errors).toEqual([]);
  });

  it('is there for each of the fourteen rules', () => {
    const rules = [...new Set(deviations.map(({ rule }) => rule))];
    expect(rules).toEqual(Array.from({ length: 14 }, (_, index) => `A${index + 1}`));
  });

  it('is told of every rule at once when one statement breaks several', async () => {
    const au = await launchAu(servers, path, { afresh: true });
    const bend: Deviation['bend'] = {
      passed: (s) => {
        delete s.timestamp;
        delete s.result.duration;
        s.context.contextActivities.category.pop();
      },
    };
    const [refused] = await play(au, { bend });
    expect(refused?.reason).toMatch(/^A5: .* A10: .* A12: /);
    expect(await brokenRules(servers, path, au.launch)).toEqual(['A5', 'A10', 'A12']);
  });

  it('stays so for good: whatever it sends afterwards, and in the eyes of later sessions', async () => {
    const au = await launchAu(servers, path, { afresh: true });
    await play(au, { bend: { answered: (s) => delete s.timestamp } });
    await play(au, { takes: ['answered'] });
    expect(await brokenRules(servers, path, au.launch)).toEqual(['A5', 'A1']);
    const seen = { Conformance: 'no rule broken so far', 'Earlier sessions': 'broke rules in 1: A5, A1' };
    const next = await launchAu(servers, path);
    expect(await panelRows(servers, path, next.launch)).toMatchObject(seen);
    await servers.close();
    await start();
    const afterwards = await launchAu(servers, path);
    expect(afterwards.registration).toBe(au.registration);
    expect(await panelRows(servers, path, afterwards.launch)).toMatchObject(seen);
  });
});
