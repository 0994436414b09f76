import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Servers } from '../../src/server/app.js';
import { runningServer } from '../server/support/running-server.js';
import { tinyModule, tinyScorm12, tinyScorm2004 } from '../server/support/tiny-packages.js';
import { launchBrowser, scratchFolder } from '../support/browser.js';
import { call, course, launchAgain, remoteSco } from './support/remote-sco.js';

let servers: Servers;
let browser: Browser;
let done: () => Promise<void>;
beforeAll(async () => {
  const scratch = await scratchFolder('strict');
  const packages = [tinyScorm12(remoteSco('API', 'LMSFinish')), tinyScorm2004(remoteSco('API_1484_11', 'Terminate'))];
  servers = await runningServer(scratch.folder, [await tinyModule(`${scratch.folder}/p`, 'tiny', packages)], {
    launchGrace: 50,
  });
  browser = await launchBrowser();
  done = async () => {
    await browser.close();
    await servers.close();
    await scratch.done();
  };
});
afterAll(() => done());

/** A new attempt, strict or lenient. */
async function launched(target: string, isStrict: boolean): Promise<{ page: Page; sco: Frame }> {
  const page = await browser.newPage();
  await page.goto(`${servers.origin}/play/tiny/${target}`);
  await course(page);
  await page.getByText('How “Launch again” starts it').click();
  await page.getByLabel(/Begin a new attempt/).check();
  await page.getByLabel(/Refuse what breaks the standard/).setChecked(isStrict);
  return { page, sco: await launchAgain(page) };
}

const breaches = (page: Page) => page.locator('#breaches li').allTextContents();

/** What scorm-again 3.4 lets through against the standard: what is set before, the call, the standard's code, the section. */
const lenient12 = [
  { name: 'suspend_data of 4,097 characters', element: 'cmi.suspend_data', value: 'x'.repeat(4097), code: '405' },
  { name: 'suspend_data of 64,000 characters', element: 'cmi.suspend_data', value: 'x'.repeat(64_000), code: '405' },
  { name: 'the result "incorrect"', element: 'cmi.interactions.0.result', value: 'incorrect', code: '405' },
  {
    name: 'an answer in braces',
    element: 'cmi.interactions.0.student_response',
    value: '{a,b}',
    code: '405',
    type: 'choice',
  },
  {
    name: 'the answer "true"',
    element: 'cmi.interactions.0.student_response',
    value: 'true',
    code: '405',
    type: 'true-false',
  },
  {
    name: 'an answer of 256 characters',
    element: 'cmi.interactions.0.student_response',
    value: 'x'.repeat(256),
    code: '405',
    type: 'fill-in',
  },
  { name: 'an interaction id with blanks', element: 'cmi.interactions.0.id', value: 'a question', code: '405' },
  { name: 'a session of 10,000 hours', element: 'cmi.core.session_time', value: '10000:00:00', code: '405' },
] as const;
const lenient2004 = [
  {
    name: 'an answer apart by a comma',
    element: 'cmi.interactions.0.learner_response',
    value: 'a,b',
    code: '406',
    type: 'choice',
  },
  {
    name: 'a timestamp with three decimals',
    element: 'cmi.interactions.0.timestamp',
    value: '2026-01-02T03:04:05.678Z',
    code: '406',
  },
  { name: 'the duration "P1DT"', element: 'cmi.session_time', value: 'P1DT', code: '406' },
  { name: 'the duration "PT"', element: 'cmi.session_time', value: 'PT', code: '406' },
  {
    name: 'a description of 251 characters',
    element: 'cmi.interactions.0.description',
    value: 'x'.repeat(251),
    code: '406',
  },
] as const;

const versions = [
  { target: 'scorm12', prefix: 'LMS', lenient: lenient12, section: /SCORM 1\.2 RTE 3\.4\.4/ },
  { target: 'scorm2004-4', prefix: '', lenient: lenient2004, section: /SCORM 2004 RTE 4\.2\.\d+/ },
] as const;

describe.each(versions)('$target, strict where scorm-again is lenient', ({ target, prefix, lenient, section }) => {
  it('refuses each value with the standard\u2019s code and its reason, and lists it with its section', async () => {
    const { page, sco } = await launched(target, true);
    expect(await call(sco, `${prefix}Initialize`, '')).toBe('true');
    await call(sco, `${prefix}SetValue`, 'cmi.interactions.0.id', 'q');
    for (const { name, element, value, code, ...more } of lenient) {
      if ('type' in more) await call(sco, `${prefix}SetValue`, 'cmi.interactions.0.type', more.type);
      expect([name, await call(sco, `${prefix}SetValue`, element, value)]).toEqual([name, 'false']);
      expect([name, await call(sco, `${prefix}GetLastError`)]).toEqual([name, code]);
      expect(await call(sco, `${prefix}GetErrorString`, code)).not.toBe('');
      expect(await call(sco, `${prefix}GetDiagnostic`, code)).toContain(element);
    }
    const last = (lenient.at(-1)?.element ?? '').replace(/\.0\./, '.n.');
    await expect.poll(async () => (await breaches(page)).join('\n')).toContain(last);
    const listed = (await breaches(page)).join('\n');
    for (const { element } of lenient) expect(listed).toContain(element.replace(/\.0\./, '.n.'));
    expect(listed).toMatch(section);
    expect(listed).not.toContain('Let pass');
    // Nothing of it came through to the LMS, and the next good call is answered as if nothing had been.
    expect(await call(sco, `${prefix}Commit`, '')).toBe('true');
    expect(await call(sco, `${prefix}GetLastError`)).toBe('0');
    expect(await page.locator('#suspended-size').textContent()).toMatch(/^Suspend data: 0 of/);
    await page.close();
  });

  it('lets each of them pass when it only lists, which shows that the list is no empty one', async () => {
    const { page, sco } = await launched(target, false);
    await call(sco, `${prefix}Initialize`, '');
    await call(sco, `${prefix}SetValue`, 'cmi.interactions.0.id', 'q');
    for (const { name, element, value, ...more } of lenient) {
      if ('type' in more) await call(sco, `${prefix}SetValue`, 'cmi.interactions.0.type', more.type);
      expect([name, await call(sco, `${prefix}SetValue`, element, value)]).toEqual([name, 'true']);
    }
    await expect.poll(async () => (await breaches(page)).length).toBeGreaterThanOrEqual(lenient.length - 1);
    for (const line of await breaches(page)) expect(line).toMatch(/Let pass, a strict LMS answers \d+/);
    await page.close();
  });

  it('refuses calls at the wrong time, and after a Commit that scorm-again would take when all is over', async () => {
    const { page, sco } = await launched(target, true);
    const codes = prefix === 'LMS' ? ['301', '101', '301'] : ['142', '103', '143'];
    const early = [await call(sco, `${prefix}Commit`, ''), await call(sco, `${prefix}GetLastError`)];
    await call(sco, `${prefix}Initialize`, '');
    const twice = [await call(sco, `${prefix}Initialize`, ''), await call(sco, `${prefix}GetLastError`)];
    await call(sco, prefix === 'LMS' ? 'LMSFinish' : 'Terminate', '');
    const late = [await call(sco, `${prefix}Commit`, ''), await call(sco, `${prefix}GetLastError`)];
    expect([early, twice, late]).toEqual(codes.map((code) => ['false', code]));
    await page.close();
  });
});
