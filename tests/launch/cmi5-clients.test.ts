import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../server/support/au.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyCmi5, tinyModule } from '../server/support/tiny-packages.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import type { Remote } from './clients/remote.js';
import { stored, verbsOf } from './support/stored.js';
import { panelRows } from './support/verdict.js';

/** What the packages of the test ask for, by module. */
const units = {
  both: 'moveOn="CompletedAndPassed" masteryScore="0.8"',
  unjudged: 'moveOn="CompletedOrPassed"',
  half: 'moveOn="CompletedOrPassed" masteryScore="0.5"',
};
type Client = 'xapi-cmi5' | 'rustici';
let servers: Awaited<ReturnType<typeof runningServer>>;
let browser: Browser;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('cmi5-clients');
  const bundled = async (client: Client) => {
    const { outputFiles } = await build({
      entryPoints: [path.join(fileURLToPath(new URL('.', import.meta.url)), `clients/${client}.ts`)],
      bundle: true,
      write: false,
      format: 'iife',
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  };
  const modules = [];
  for (const client of ['xapi-cmi5', 'rustici'] as const) {
    const script = await bundled(client);
    for (const [unit, attributes] of Object.entries(units))
      modules.push(await tinyModule(`${scratch.folder}/p`, `${client}-${unit}`, [tinyCmi5(script, attributes)]));
  }
  servers = await runningServer(scratch.folder, modules, { launchGrace: 20 });
  browser = await launchBrowser();
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
    expect(servers.errors).toEqual([]);
  };
});
afterAll(() => done());

/** Plays a package with a library inside, in an attempt of its own; `calls` are its methods, one after the other. */
async function played(client: Client, unit: keyof typeof units, calls: readonly (readonly unknown[])[]) {
  const path = `${client}-${unit}/cmi5`;
  const launched = await launch(servers, path, { afresh: true });
  const page = await browser.newPage();
  await page.goto(launched.frame);
  const course = await courseIn(page);
  const answers: string[] = [];
  for (const [name, ...given] of calls)
    answers.push(
      await course.evaluate(([method, list]) => (window as unknown as { call: Remote }).call(method, ...list), [
        String(name),
        given,
      ] as const),
    );
  await page.close();
  const held = await panelRows(servers, path, launched.launch);
  const statements = await stored(servers, servers.firstCredential?.authorization ?? '', held.Registration ?? '');
  return { answers, held, verbs: verbsOf(statements) };
}

async function courseIn(page: Page): Promise<Frame> {
  await page.frameLocator('iframe').locator('h1').waitFor();
  const frame = page.frames().find((one) => one.url().includes('/content/'));
  if (!frame) throw new Error('The course has no frame');
  await frame.waitForFunction(() => 'call' in window);
  return frame;
}

const answered = ['interactionTrueFalse', 'test', 'question', true, true] as const;
const conformant = 'no rule broken so far';

describe('@xapi/cmi5', () => {
  it('plays whole by initialize, an answer, pass, complete, terminate', async () => {
    const calls = [['initialize'], answered, ['pass', { scaled: 0.9 }], ['complete'], ['terminate']];
    const { answers, held, verbs } = await played('xapi-cmi5', 'both', calls);
    expect(answers).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(held).toMatchObject({
      Completion: 'completed',
      Success: 'passed',
      'Move on': 'CompletedAndPassed, met',
      Conformance: conformant,
    });
    expect(verbs).toEqual(['launched', 'initialized', 'answered', 'passed', 'completed', 'satisfied', 'terminated']);
  });

  it('is refused by A11 when moveOn has a score but no mastery score: it puts the score on Completed', async () => {
    const { answers, held, verbs } = await played('xapi-cmi5', 'unjudged', [
      ['initialize'],
      ['moveOn', { score: { scaled: 0.9 } }],
    ]);
    expect(answers[1]).toContain('403');
    expect(held.Conformance).toMatch(/^broke A11\. A11: a score belongs in Passed and Failed, not in Completed\./);
    // Neither Completed nor Terminated arrives.
    expect(verbs).toEqual(['launched', 'initialized', 'reject']);
  });

  it('shows a learner with score 0 as satisfied, by its mistake: it says Completed and no Failed', async () => {
    const { answers, held, verbs } = await played('xapi-cmi5', 'half', [['initialize'], ['moveOn', { score: 0 }]]);
    expect(answers).toEqual(['ok', 'ok']);
    expect(verbs).toEqual(['launched', 'initialized', 'completed', 'satisfied', 'terminated']);
    expect(held).toMatchObject({
      Success: 'unknown',
      Score: 'none yet',
      'Move on': 'CompletedOrPassed, met',
      // No rule of the standard is broken by that.
      Conformance: conformant,
    });
  });

  it.each([
    ['A7', 'complete twice', [['complete'], ['complete']]],
    [
      'A8',
      'pass after fail',
      [
        ['fail', { scaled: 0.1 }],
        ['pass', { scaled: 0.9 }],
      ],
    ],
    ['A13', 'a raw score without its bounds', [['pass', { scaled: 0.9, raw: 9 }]]],
    ['A1', 'an answer after terminate', [['terminate'], answered]],
  ] as const)('is refused by %s for %s', async (rule, _what, calls) => {
    const { answers, held } = await played('xapi-cmi5', 'both', [['initialize'], ...calls]);
    expect(answers.at(-1)).toContain('403');
    expect(held.Conformance).toMatch(new RegExp(`^broke ${rule}\\. `));
  });
});

describe('@rusticisoftware/cmi5', () => {
  it('plays whole by start, an answer, passed, completed, terminate', async () => {
    const calls = [
      ['start'],
      ['say', 'http://adlnet.gov/expapi/verbs/answered'],
      ['passed', { scaled: 0.9 }],
      ['completed'],
      ['terminate'],
    ];
    const { answers, held, verbs } = await played('rustici', 'both', calls);
    expect(answers).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(held).toMatchObject({ 'Move on': 'CompletedAndPassed, met', Conformance: conformant });
    expect(verbs).toEqual(['launched', 'initialized', 'answered', 'passed', 'completed', 'satisfied', 'terminated']);
  });

  it('refuses itself a second completed, and a pass below the mastery score', async () => {
    const { answers, held, verbs } = await played('rustici', 'both', [
      ['start'],
      ['passed', { scaled: 0.5 }],
      ['completed'],
      ['completed'],
      ['terminate'],
    ]);
    expect(answers.map((answer) => answer === 'ok')).toEqual([true, false, true, false, true]);
    expect(verbs).toEqual(['launched', 'initialized', 'completed', 'terminated']);
    expect(held.Conformance).toBe(conformant);
  });

  it('is refused by A8 when it passes after it failed', async () => {
    const { held } = await played('rustici', 'both', [
      ['start'],
      ['failed', { scaled: 0.1 }],
      ['passed', { scaled: 0.9 }],
    ]);
    expect(held.Conformance).toMatch(/^broke A8\. /);
  });
});
