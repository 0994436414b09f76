import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { kill } from './support/kill.js';
import { readAll, takeTry, toPage } from './support/play.js';
import { rightAnswers } from './support/sample-course.js';
import { breaches, type Call, scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const names = {
  scorm12: { place: 'cmi.core.lesson_location', time: 'cmi.core.session_time', entry: 'cmi.core.entry' },
  scorm2004: { place: 'cmi.location', time: 'cmi.session_time', entry: 'cmi.entry' },
} as const;

/** Elements in the order in which they were set, with their values. */
const setIn = (calls: readonly Call[]): (readonly [string, string])[] =>
  calls.flatMap(([name, [element = '', value = '']]) => (name.endsWith('SetValue') ? [[element, value] as const] : []));
const times = (calls: readonly Call[], name: RegExp): number => calls.filter(([call]) => name.test(call)).length;

describe.each<Version>(['scorm12', 'scorm2004'])('%s in an LMS of its own ways', (version) => {
  const at = names[version];
  let lms: Awaited<ReturnType<typeof scormLms>>;
  beforeAll(async () => {
    lms = await scormLms(browser, version);
  });
  afterEach(() => {
    lms.forget();
    lms.answer('ok');
  });
  afterAll(() => lms.done());

  const saved = (course: Awaited<ReturnType<typeof lms.launch>>) =>
    until(async () => (await course.sign()).state === 'saved');

  it('waits for an API that comes late (W6)', async () => {
    const course = await lms.launch({ apiAfter: 1500 });
    await saved(course);
    await course.act(toPage('page-two'));
    await until(() => lms.stored()[at.place] === 'page-two');
  });

  it('speaks to the API of its own version where the LMS has both, and to that alone (W5)', async () => {
    const course = await lms.launch({ otherApi: true });
    await saved(course);
    await course.act(toPage('page-two'));
    await until(() => lms.stored()[at.place] === 'page-two');
    expect(times(await course.calls(), /^other/)).toBe(0);
  });

  it('is no more than untracked where the LMS has the API of the other version only (L1)', async () => {
    const course = await lms.launch({ otherApi: true, withoutApi: true });
    expect(await course.sign()).toEqual({ state: 'untracked', reason: 'no-lms' });
    await readAll(course);
    await takeTry(course, rightAnswers);
    expect((await course.scene()).outcome).toMatchObject({ success: 'passed' });
    expect(await course.calls()).toEqual([]);
    expect(course.errors).toEqual([]);
  });

  it('says that its session is over when the page of the LMS that opened its window is loaded again, and leaves alone what that holds now (W2)', async () => {
    const course = await lms.launch({ popup: true });
    await saved(course);
    // What the LMS's window shows next may be another course, whose record is no place for this one's.
    await course.page.goto(`${lms.origin}/host.html`);
    await course.act(toPage('page-two'));
    await until(async () => (await course.sign()).state === 'failing');
    expect(await course.sign()).toMatchObject({ cause: 'ended', retrying: false });
    await course.act(toPage('page-three'));
    expect((await course.sign()).state).toBe('failing');
    expect(lms.stored()[at.place]).toBe('page-one');
    expect(course.errors).toEqual([]);
  });

  it('believes no API of a page that is gone, even one that goes on to say "true" (W2)', async () => {
    const course = await lms.launch({ popup: true });
    await saved(course);
    await course.page.evaluate(() => {
      const api: object = Reflect.get(window, 'API') ?? Reflect.get(window, 'API_1484_11');
      const asked: string[] = [];
      for (const name of Object.keys(api)) {
        Reflect.set(api, name, () => {
          asked.push(name);
          return 'true';
        });
      }
      Reflect.set(window.open('', '_blank') as Window, 'asked', asked);
    });
    const record = course.page.context().pages().at(-1);
    await course.page.goto(`${lms.origin}/host.html`);
    await course.act(toPage('page-two'));
    await until(async () => (await course.sign()).state === 'failing');
    expect(await course.sign()).toMatchObject({ cause: 'ended', retrying: false });
    expect(await record?.evaluate(() => Reflect.get(window, 'asked'))).toEqual([]);
  });

  it('is untracked, and says so, in a window whose opener is gone (W2)', async () => {
    const course = await lms.launch({ popup: true });
    await saved(course);
    await course.page.close();
    const signs = () => course.content.evaluate(() => Reflect.get(window, 'signs')?.at(-1));
    await course.content.evaluate(() => location.reload());
    await until(async () => (await signs().catch(() => null))?.state === 'untracked');
    expect(await signs()).toEqual({ state: 'untracked', reason: 'no-lms' });
  });

  it('says "not saved" while the LMS asks for a new login, and saves everything after it (C6, M19)', async () => {
    const course = await lms.launch();
    await saved(course);
    lms.answer('login');
    await course.act(toPage('page-two'));
    await until(async () => (await course.sign()).state === 'failing');
    await course.act(toPage('page-three'));
    expect((await course.sign()).state).toBe('failing');
    lms.answer('ok');
    await saved(course);
    expect(lms.stored()[at.place]).toBe('page-three');
    expect(course.errors).toEqual([]);
  });

  it('opens one session and ends it once, though the browser brings the page back (U4)', async () => {
    const course = await lms.launch();
    await saved(course);
    await course.act(toPage('page-two'));
    await course.content.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    });
    await course.act(toPage('page-three'));
    expect(await course.sign()).toMatchObject({ state: 'failing', retrying: false, cause: 'ended' });
    const calls = await course.calls();
    expect([times(calls, /Initialize/), times(calls, /Finish|Terminate/)]).toEqual([1, 1]);
    expect(lms.stored()[at.place]).toBe('page-two');
  });

  it('has handed over all that it showed as saved when its window dies without a word (U7)', async () => {
    const course = await lms.launch();
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await readAll(course);
    await saved(course);
    const { state } = await course.scene();
    await kill(course.page, { idle: () => true });
    expect(lms.ended()).toBe(0);
    const { seconds: _, ...kept } = (await (await lms.launch()).scene()).state;
    expect(state).toMatchObject(kept);
  });

  it('resumes by the data, whatever the LMS says of the entry and whatever the exit was (L2, M11)', async () => {
    const first = await lms.launch();
    await first.act({ type: 'check', question: 'k1', answer: 'b' });
    await first.act(toPage('page-two'));
    await first.close();
    await until(() => lms.ended() > 0);
    const exit = version === 'scorm12' ? 'cmi.core.exit' : 'cmi.exit';
    const again = await lms.launch({ cmi: { [at.entry]: 'ab-initio', [exit]: '' } });
    expect((await again.scene()).state).toMatchObject({
      where: { screen: 'page', page: 'page-two' },
      checks: { k1: 'b' },
    });
  });

  it('is never found "not attempted": the first it sets, before any commit, is that it is incomplete (M10)', async () => {
    const course = await lms.launch();
    await saved(course);
    const calls = await course.calls();
    const [first] = setIn(calls);
    expect(first).toEqual([version === 'scorm12' ? 'cmi.core.lesson_status' : 'cmi.completion_status', 'incomplete']);
    expect(calls.findIndex(([name]) => name.endsWith('SetValue'))).toBeLessThan(
      calls.findIndex(([name]) => name.endsWith('Commit')),
    );
  });

  it('never steers the LMS, and leaves its comments and the objectives of its manifest alone (M13, M16, S3)', async () => {
    const course = await lms.launch({ cmi: { 'cmi.objectives.0.id': 'primary' } });
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await readAll(course);
    await takeTry(course, rightAnswers);
    const set = setIn(await course.calls()).map(([element]) => element);
    expect(set.filter((element) => /^adl|comments|^cmi\.objectives\.0\./.test(element))).toEqual([]);
    // Ours come behind; answers name theirs by its id.
    expect(set).toContain('cmi.objectives.1.id');
    expect(set).toContain('cmi.interactions.0.objectives.0.id');
  });
});

describe('times in an LMS of its own ways', () => {
  it('are said once, right before the end, in SCORM 1.2: some LMSs add them at every save (L3, M12)', async () => {
    const lms = await scormLms(browser, 'scorm12');
    const course = await lms.launch();
    await readAll(course);
    await takeTry(course, rightAnswers);
    await until(async () => (await course.sign()).state === 'saved');
    await course.content.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
    const calls = await course.calls();
    const said = calls.findIndex(([, [element]]) => element === 'cmi.core.session_time');
    expect(calls.slice(said).map(([name]) => name)).toEqual(['LMSSetValue', 'LMSFinish']);
    expect(setIn(calls).filter(([element]) => element === 'cmi.core.session_time')).toHaveLength(1);
    await lms.done();
  });

  it('are never nothing in SCORM 2004, from the first commit on, and no finer than two decimals (M15)', async () => {
    const lms = await scormLms(browser, 'scorm2004');
    const course = await lms.launch();
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await until(async () => (await course.sign()).state === 'saved');
    const calls = await course.calls();
    expect(calls.findIndex(([, [element]]) => element === 'cmi.session_time')).toBeLessThan(
      calls.findIndex(([name]) => name === 'Commit'),
    );
    const spans = setIn(calls).flatMap(([element, value]) => (element === 'cmi.session_time' ? [value] : []));
    for (const span of spans) expect(span).toMatch(/^PT(?=.*[1-9])(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?$/);
    const [moment] = setIn(calls).flatMap(([element, value]) => (element.endsWith('.timestamp') ? [value] : []));
    expect(moment).toMatch(/T\d\d:\d\d:\d\d\.\d\dZ$/);
    expect(breaches('scorm2004', calls)).toEqual([]);
    await lms.done();
  });

  it('end a SCORM 2004 session suspended, finished or not, so that no launch begins over a completed record (M14)', async () => {
    const lms = await scormLms(browser, 'scorm2004');
    const first = await lms.launch();
    await until(async () => (await first.sign()).state === 'saved');
    expect(lms.stored()['cmi.exit']).toBe('suspend');
    await readAll(first);
    await takeTry(first, rightAnswers);
    await first.close();
    await until(() => lms.ended() === 1);
    const again = await lms.launch();
    expect((await again.scene()).outcome).toMatchObject({ completion: 'completed', success: 'passed' });
    await again.act(toPage('page-one'));
    const set = setIn(await again.calls());
    expect(set.filter(([element]) => element === 'cmi.exit')).toEqual([['cmi.exit', 'suspend']]);
    expect(set.filter(([element]) => /^cmi\.\w+_status$/.test(element))).toEqual([
      ['cmi.completion_status', 'completed'],
      ['cmi.success_status', 'passed'],
    ]);
    await again.close();
    await until(() => lms.ended() === 2);
    expect(lms.stored()).toMatchObject({ 'cmi.completion_status': 'completed', 'cmi.exit': 'suspend' });
    await lms.done();
  });
});
