import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import { answerAll, courseIn, readToTheEnd, turn } from '../journey/course.js';
import { launch } from '../server/support/au.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { copyOfModules } from '../support/cpm.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';
import { realModule } from '../view/real-module.js';
import { stored, verbsOf } from './support/stored.js';
import { panelRows } from './support/verdict.js';

const id = 'cpm-foundations';
const path = `${id}/cmi5`;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let cpm: RunningCpm;
let browser: Browser;
let module: Module;
beforeAll(async () => {
  scratch = await scratchFolder('cmi5-own');
  const modules = await copyOfModules(scratch.folder, id);
  [cpm, browser, module] = await Promise.all([
    startCpm(scratch.folder, '--modules', modules),
    launchBrowser(),
    realModule(id),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await cpm?.stop();
  await scratch?.done();
});

/** Our own package in front of a learner, in an attempt of its own. */
async function play(mode: string): Promise<{ page: Page; launched: string }> {
  const { launch: launched, frame } = await launch(cpm, path, { afresh: true, mode });
  const page = await browser.newPage();
  await page.goto(frame);
  return { page, launched };
}

/** Reads all, passes the assessment and takes the way back that the LMS gave. */
async function toTheEndAndBack(page: Page): Promise<void> {
  const course = await courseIn(page);
  await readToTheEnd(course, module);
  await turn(course, 'button', /^Start the assessment/);
  await answerAll(course, module, true);
  expect(await turn(course, 'button', /^Hand in my answers/)).toBe('You passed');
  await course.getByRole('button', { name: 'Return to your LMS' }).click();
  await course.waitForURL(/\/returned$/);
}

async function verdict(launched: string) {
  const held = await panelRows(cpm, path, launched);
  const authorization = `Basic ${btoa(`${cpm.key}:${cpm.secret}`)}`;
  return { held, verbs: verbsOf(await stored(cpm, authorization, held.Registration ?? '')) };
}

describe('our own cmi5 package under the strict launcher', () => {
  it('plays whole, goes back by returnURL, and breaks no rule', async () => {
    const { page, launched } = await play('normal');
    await toTheEndAndBack(page);
    await expect.poll(async () => (await verdict(launched)).held.Completion).toBe('completed');
    const { held, verbs } = await verdict(launched);
    expect(held).toMatchObject({
      Completion: 'completed',
      Success: 'passed',
      'Move on': 'CompletedAndPassed, met',
      Conformance: 'no rule broken so far',
    });
    expect(verbs.slice(0, 2)).toEqual(['launched', 'initialized']);
    // Satisfied is the LMS's own, and comes behind the request that it is due to.
    expect(verbs.filter((verb) => verb !== 'satisfied').at(-1)).toBe('terminated');
    expect(verbs.filter((verb) => verb === 'satisfied')).toHaveLength(1);
    await page.close();
  });

  it('breaks no rule when it is reloaded: it said Terminated with that, and says nothing more', async () => {
    const { page, launched } = await play('normal');
    const course = await courseIn(page);
    await turn(course, 'link', /^Next/);
    await course.evaluate(() => window.location.reload());
    const again = await courseIn(page);
    await again
      .getByText(/open the module again from your LMS/)
      .first()
      .waitFor();
    const { held, verbs } = await verdict(launched);
    expect(verbs.filter((verb) => verb === 'terminated')).toHaveLength(1);
    expect(verbs.at(-1)).toBe('terminated');
    expect(held.Conformance).toBe('no rule broken so far');
    await page.close();
  });

  it.each(['browse', 'review'])('says nothing that decides in mode %s, and breaks no rule', async (mode) => {
    const { page, launched } = await play(mode);
    await toTheEndAndBack(page);
    const { held, verbs } = await verdict(launched);
    expect(held).toMatchObject({ Completion: 'incomplete', Success: 'unknown', Conformance: 'no rule broken so far' });
    expect(verbs).toContain('terminated');
    for (const verb of ['passed', 'failed', 'completed', 'satisfied']) expect(verbs).not.toContain(verb);
    await page.close();
  });
});
