import XAPI, { type Statement } from '@xapi/xapi';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Module } from '../../src/model/module.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { type RunningCpm, startCpm } from '../support/running-cpm.js';
import { realModule } from '../view/real-module.js';
import { answerAll, closeTab, courseIn, heading, readToTheEnd, turn } from './course.js';

const id = 'cpm-foundations';
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let cpm: RunningCpm;
let browser: Browser;
/** One context for all tabs: closing the last tab of a context would kill what is still on its way. */
let person: BrowserContext;
let module: Module;

beforeAll(async () => {
  scratch = await scratchFolder('journey');
  [cpm, browser, module] = await Promise.all([startCpm(scratch.folder), launchBrowser(), realModule(id)]);
  person = await browser.newContext({ viewport: { width: 1280, height: 900 } });
});
afterAll(async () => {
  await browser?.close();
  await cpm?.stop();
  await scratch?.done();
});

/** What each LMS must hold after the module was failed once and then passed. */
const targets = [
  { target: 'scorm12', holds: { Status: 'passed', Score: /^100/, Interactions: '16' } },
  {
    target: 'scorm2004-4',
    holds: { Completion: 'completed', Success: 'passed', 'Score, scaled': '1', Interactions: '16' },
  },
  {
    target: 'cmi5',
    holds: {
      Completion: 'completed',
      Success: 'passed',
      Score: '100%',
      Answers: '16',
      Conformance: 'no rule broken so far',
      'Earlier sessions': 'no rule broken',
    },
  },
  { target: 'xapi', holds: { Completion: 'completed', Success: 'passed', Score: '100%', Answers: '16' } },
] as const;

async function play(page: Page, target: string): Promise<void> {
  await page.goto(`${cpm.origin}/play/${id}/${target}`);
}

async function held(page: Page): Promise<Record<string, string>> {
  return page.locator('#holds').evaluate((list) => {
    const terms = [...list.querySelectorAll('dt')].map((t) => t.textContent ?? '');
    const values = [...list.querySelectorAll('dd')].map((v) => v.textContent ?? '');
    return Object.fromEntries(terms.map((t, i) => [t, values[i] ?? '']));
  });
}

async function statementsOf(registration?: string): Promise<Statement[]> {
  const client = new XAPI.default({
    endpoint: `${cpm.origin}/xapi/`,
    auth: XAPI.default.toBasicAuth(cpm.key, cpm.secret),
    version: '1.0.3',
    adapter: 'fetch',
  });
  const all: Statement[] = [];
  let { data } = await client.getStatements({ ascending: true, ...(registration ? { registration } : {}) });
  for (;;) {
    all.push(...data.statements);
    if (!data.more) return all;
    const next = (await client.getMoreStatements({ more: data.more })).data;
    if (!('statements' in next)) throw new Error('Attachments came unasked');
    data = next;
  }
}

describe.each(targets)('cpm-foundations as $target', ({ target, holds }) => {
  it('is read, left in the middle, resumed, failed, taken again and passed', async () => {
    const page = await person.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await play(page, target);
    let course = await courseIn(page);
    const second = await turn(course, 'link', /^Next/);
    await closeTab(page);

    const again = await person.newPage();
    again.on('pageerror', (error) => faults.push(error.message));
    await play(again, target);
    course = await courseIn(again);
    expect(await heading(course), 'resumes at the page left').toBe(second);

    await readToTheEnd(course, module);
    await turn(course, 'button', /^Start the assessment/);
    await answerAll(course, module, false);
    expect(await turn(course, 'button', /^Hand in my answers/)).toBe('Not passed yet');
    await course.locator('#saved[data-state=saved]').waitFor();
    const failed = await held(again);
    for (const label of ['Status', 'Success', 'Completion'])
      expect(failed[label] ?? '').not.toMatch(/^(passed|completed)/);

    await turn(course, 'button', /^Start try 2/);
    await answerAll(course, module, true);
    await course.getByRole('button', { name: /^Hand in my answers/ }).click();
    // Passed and gone at once: nothing may be lost.
    await closeTab(again);

    const later = await person.newPage();
    later.on('pageerror', (error) => faults.push(error.message));
    await play(later, target);
    course = await courseIn(later);
    expect(await heading(course)).toBe('You passed');
    await expect
      .poll(async () => held(later))
      .toMatchObject(
        Object.fromEntries(
          Object.entries(holds).map(([k, v]) => [k, typeof v === 'string' ? v : expect.stringMatching(v)]),
        ),
      );
    await closeTab(later);
    expect(faults).toEqual([]);
  });

  it('left statements that tell the same: tries, verdicts, answers, in order', async () => {
    const ours = (await statementsOf()).filter(
      (s) => JSON.stringify(s).includes(`${module.iri}"`) || JSON.stringify(s).includes(`${module.iri}/`),
    );
    const registrations = [...new Set(ours.map((s) => s.context?.registration))];
    const mine = ours.filter((s) => s.context?.registration === registrations.at(-1));
    const verbs = mine.map((s) => s.verb.id.split('/').at(-1));
    const count = (verb: string) => verbs.filter((v) => v === verb).length;
    expect(count('passed')).toBe(1);
    expect(count('completed')).toBe(1);
    expect(count('failed')).toBe(0);
    expect(count('attempted')).toBe(1);
    expect(count('answered')).toBe(2 * (module.assessment?.questions.length ?? 0));
    expect(new Set(verbs)).toContain('experienced');
    expect(count('initialized')).toBe(3);
    expect(new Set(mine.map((s) => s.id)).size).toBe(mine.length);
  });
});

describe('the report', () => {
  it('shows one learner with four registrations, completed', async () => {
    const csv = await (await fetch(`${cpm.origin}/reports/learners.csv`)).text();
    const [head = '', ...rows] = csv.trim().split(/\r?\n/);
    expect(rows).toHaveLength(1);
    const cells = Object.fromEntries(head.split(',').map((name, i) => [name, rows[0]?.split(',')[i]]));
    expect(cells).toMatchObject({ status: 'completed', attempts: '4' });

    const page = await person.newPage();
    await page.goto(`${cpm.origin}/reports/learners`);
    expect(await page.locator('table').last().locator('tbody tr').count()).toBe(1);
    expect(await page.locator('table').last().locator('tbody tr').innerText()).toMatch(/Completed[\s\S]*100%/);
    await page.close();
  });

  it('counts no statement that the package did not make: with the door shut the LMS still tracks', async () => {
    const before = (await statementsOf()).length;
    const page = await person.newPage();
    await play(page, 'scorm12');
    await courseIn(page);
    const opened = (await statementsOf()).length;
    expect(opened).toBeGreaterThanOrEqual(before);
    await page.getByText('How “Launch again” starts it').click();
    await page.locator('#afresh').check();
    await page.locator('#door').uncheck();
    await page.getByRole('button', { name: 'Launch again' }).click();
    await page.waitForTimeout(2500);
    const course = await courseIn(page);
    const settled = (await statementsOf()).length;
    await turn(course, 'link', /^Next/);
    await turn(course, 'link', /^Next/);
    await expect
      .poll(async () => (await held(page)).Bookmark, { timeout: 10_000 })
      .toBe(module.lessons[0]?.pages[2]?.id);
    expect((await statementsOf()).length).toBe(settled);
    await page.close();
  });
});
