import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Au, launchAu } from '../server/support/au.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyCmi5, tinyModule } from '../server/support/tiny-packages.js';
import { scratchFolder } from '../support/browser.js';
import { stored, verbsOf } from './support/stored.js';
import { brokenRules, panelRows } from './support/verdict.js';

/** For each moveOn, what must have been said for the course to be satisfied (cmi5 13.1.4). */
const kinds: readonly { readonly moveOn: string; readonly isMet: (said: readonly string[]) => boolean }[] = [
  { moveOn: 'Passed', isMet: (said) => said.includes('passed') },
  { moveOn: 'Completed', isMet: (said) => said.includes('completed') },
  { moveOn: 'CompletedAndPassed', isMet: (said) => said.includes('completed') && said.includes('passed') },
  { moveOn: 'CompletedOrPassed', isMet: (said) => said.includes('completed') || said.includes('passed') },
  { moveOn: 'NotApplicable', isMet: () => true },
];
const runs = [
  [],
  ['completed'],
  ['passed'],
  ['completed', 'passed'],
  ['passed', 'completed'],
  ['failed'],
  ['failed', 'completed'],
];
const masteries = ['', ' masteryScore="0.8"'];

let servers: Awaited<ReturnType<typeof runningServer>>;
let done: () => Promise<void>;
const moduleOf = (moveOn: string, mastery: string) => `${moveOn.toLowerCase()}${mastery === '' ? '' : '-mastery'}`;
beforeAll(async () => {
  const scratch = await scratchFolder('cmi5-move-on');
  const modules = await Promise.all(
    kinds.flatMap(({ moveOn }) =>
      masteries.map((mastery) => {
        const name = moduleOf(moveOn, mastery);
        return tinyModule(`${scratch.folder}/${name}`, name, [tinyCmi5('', `moveOn="${moveOn}"${mastery}`)]);
      }),
    ),
  );
  servers = await runningServer(scratch.folder, modules, { launchGrace: 20 });
  done = async () => {
    await servers.close();
    await scratch.done();
    expect(servers.errors).toEqual([]);
  };
});
afterAll(() => done());

const said = async (au: Au) =>
  verbsOf(await stored(servers, servers.firstCredential?.authorization ?? '', au.registration));

/** How often the course was called satisfied. */
const times = async (au: Au) => (await said(au)).filter((verb) => verb === 'satisfied').length;

/** The client's statements without the mastery score where the LMS gave none. */
const judged = (au: Au, verb: string) =>
  au.statement(verb, (s) => {
    if (au.launchData.masteryScore === undefined)
      for (const name of Object.keys(s.context.extensions))
        if (name.endsWith('masteryscore')) delete s.context.extensions[name];
  });

describe.each(kinds)('moveOn $moveOn', ({ moveOn, isMet }) => {
  describe.each(masteries)('with attributes "%s"', (mastery) => {
    it.each(runs.map((run) => [run.join(', ') || 'nothing', run] as const))('after %s', async (_name, run) => {
      const path = `${moduleOf(moveOn, mastery)}/cmi5`;
      const au = await launchAu(servers, path, { afresh: true });
      await au.start();
      expect(au.launchData).toMatchObject({ moveOn, ...(mastery ? { masteryScore: 0.8 } : {}) });
      expect('masteryScore' in au.launchData).toBe(mastery !== '');
      await au.send(au.statement('initialized'));
      // It comes with the statement that decides, not with a later one.
      for (const [index, verb] of run.entries()) {
        expect(await au.send(judged(au, verb)), verb).toMatchObject({ status: 200 });
        expect(await times(au)).toBe(isMet(run.slice(0, index + 1)) ? 1 : 0);
      }
      await au.send(au.statement('terminated'));
      expect(await times(au)).toBe(isMet(run) ? 1 : 0);
      expect((await panelRows(servers, path, au.launch))['Move on']).toBe(
        `${moveOn}, ${isMet(run) ? 'met' : 'not met yet'}`,
      );
      expect(await brokenRules(servers, path, au.launch)).toEqual([]);
    });
  });
});

describe.each(['browse', 'review'])('mode %s', (mode) => {
  it('satisfies nothing, and takes what was satisfied for what it is', async () => {
    const path = `${moduleOf('Completed', '')}/cmi5`;
    const look = await launchAu(servers, path, { afresh: true, mode });
    await look.start();
    expect(look.launchData.launchMode).toBe(mode === 'browse' ? 'Browse' : 'Review');
    await look.send(look.statement('initialized'), look.statement('answered'), look.statement('terminated'));
    expect(await said(look)).toEqual(['launched', 'initialized', 'answered', 'terminated']);
    const au = await launchAu(servers, path);
    await au.start();
    await au.send(au.statement('initialized'), au.statement('completed'), au.statement('terminated'));
    const back = await launchAu(servers, path, { mode });
    expect((await panelRows(servers, path, back.launch))['Move on']).toBe('Completed, met');
    expect((await said(back)).filter((one) => one === 'satisfied')).toHaveLength(1);
  });
});

describe('two attempts of the same learner', () => {
  it('stand apart', async () => {
    const path = `${moduleOf('Completed', '')}/cmi5`;
    const first = await launchAu(servers, path, { afresh: true });
    await first.start();
    await first.send(first.statement('initialized'), first.statement('completed'), first.statement('terminated'));
    const second = await launchAu(servers, path, { afresh: true });
    await second.start();
    await second.send(second.statement('initialized'));
    expect(second.actor).toEqual(first.actor);
    expect(second.registration).not.toBe(first.registration);
    expect((await panelRows(servers, path, second.launch)).Completion).toBe('incomplete');
    expect((await said(first)).filter((one) => one === 'satisfied')).toHaveLength(1);
    expect(await said(second)).not.toContain('satisfied');
    // The first one is over for good: its token speaks for nobody any more.
    expect((await first.get('statements', {})).status).toBe(403);
  });
});
