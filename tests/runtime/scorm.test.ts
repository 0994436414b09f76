import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { answer, readAll, takeTry, toPage, wrongAnswers } from './support/play.js';
import { rightAnswers } from './support/sample-course.js';
import { breaches, scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Lms = Awaited<ReturnType<typeof scormLms>>;

const element = {
  scorm12: {
    status: 'cmi.core.lesson_status',
    raw: 'cmi.core.score.raw',
    time: 'cmi.core.session_time',
    place: 'cmi.core.lesson_location',
    mode: 'cmi.core.lesson_mode',
    credit: 'cmi.core.credit',
    exit: 'cmi.core.exit',
  },
  scorm2004: {
    status: 'cmi.completion_status',
    raw: 'cmi.score.raw',
    time: 'cmi.session_time',
    place: 'cmi.location',
    mode: 'cmi.mode',
    credit: 'cmi.credit',
    exit: 'cmi.exit',
  },
} as const;

describe.each<Version>(['scorm12', 'scorm2004'])('%s in a real LMS frame', (version) => {
  const at = element[version];
  let lms: Lms;
  beforeAll(async () => {
    lms = await scormLms(browser, version);
  });
  afterEach(() => {
    lms.forget();
    lms.answer('ok');
  });
  afterAll(() => lms.done());

  const passedStatus = version === 'scorm12' ? 'passed' : 'completed';

  it('keeps status, score, time and bookmark of a learner who passes and closes the tab at once (U1)', async () => {
    const course = await lms.launch();
    await readAll(course);
    await takeTry(course, rightAnswers);
    await course.close();
    await until(() => lms.ended() > 0);
    expect(lms.stored()).toMatchObject({
      [at.status]: passedStatus,
      [at.raw]: '100',
      [at.place]: 'result',
      [at.time]: expect.stringMatching(/\d/),
    });
    if (version === 'scorm2004')
      expect(lms.stored()).toMatchObject({
        'cmi.success_status': 'passed',
        'cmi.score.scaled': '1',
        'cmi.exit': 'suspend',
      });
    expect(course.errors).toEqual([]);
  });

  it('keeps everything when the LMS takes the frame away (U2), ending the session once (U5)', async () => {
    const course = await lms.launch();
    await course.act(toPage('page-two'));
    await course.page.evaluate(() => document.getElementById('content')?.remove());
    await until(() => lms.stored()[at.place] === 'page-two');
    const ends = (await course.calls()).filter(([name]) => /Finish|Terminate/.test(name));
    expect(ends).toHaveLength(1);
    expect(ends[0]?.[2]).toBe('true');
    expect(lms.stored()[at.status]).toBe('incomplete');
  });

  it('goes on in the middle of the assessment after a reload, with the same answers and no second attempt (U3)', async () => {
    const course = await lms.launch();
    await readAll(course);
    await answer(course, { 'q-one': 'b', 'q-word': 'fear & "trust" <é 😀>' });
    await course.act({ type: 'go', to: { screen: 'question', question: 3 } });
    const before = await course.scene();
    await course.page.evaluate(() =>
      (document.getElementById('content') as HTMLIFrameElement).contentWindow?.location.reload(),
    );
    await until(async () => (await course.calls()).some(([name]) => /Finish|Terminate/.test(name)));
    const frame = course.page.frames().find((f) => f.url().includes('/content/'));
    await frame?.waitForFunction('window.signs?.length');
    const after = (await frame?.evaluate(() => Reflect.get(window, 'scene'))) as typeof before;
    const { seconds: _before, ...was } = before.state;
    const { seconds: _after, ...is } = after.state;
    expect(is).toEqual(was);
    const initialized = (await course.calls()).filter(
      ([name, , result]) => /Initialize/.test(name) && result === 'true',
    );
    expect(initialized).toHaveLength(2);
  });

  it('tells a strict LMS nothing it would refuse (S3, S4, M8), over failing, resuming and passing (I1, I2)', async () => {
    const first = await lms.launch();
    await first.act({ type: 'check', question: 'k1', answer: 'a' });
    await first.act({ type: 'check', question: 'k1', answer: 'b' });
    await readAll(first);
    await takeTry(first, wrongAnswers);
    const calls = await first.calls();
    expect(breaches(version, calls)).toEqual([]);
    expect(calls.filter(([name, , result]) => name.endsWith('SetValue') && result !== 'true')).toEqual([]);
    await first.close();
    await until(() => lms.ended() > 0);
    expect(lms.stored()[at.status]).toBe('incomplete');
    if (version === 'scorm2004') expect(lms.stored()['cmi.success_status']).toBe('failed');

    const second = await lms.launch();
    expect((await second.scene()).state).toMatchObject({ where: { screen: 'result' }, blocks: [1] });
    await takeTry(second, rightAnswers);
    const more = await second.calls();
    expect(breaches(version, more)).toEqual([]);
    expect(more.filter(([name, , result]) => name.endsWith('SetValue') && result !== 'true')).toEqual([]);
    // The second try goes on behind the check and the five answers of the first (I1, I2).
    const ids = more.flatMap(([name, [el = '', value = '']]) =>
      name.endsWith('SetValue') && /interactions\.\d+\.id$/.test(el) ? [`${el} ${value}`] : [],
    );
    expect(ids[0]).toBe('cmi.interactions.6.id q-one_t2');
    expect(ids).toHaveLength(5);
    await second.close();
    await until(() => lms.stored()[at.status] === passedStatus);
    expect(lms.stored()[at.raw]).toBe('100');
  });

  it('fails for good when the tries are used up (8g)', async () => {
    const course = await lms.launch();
    await readAll(course);
    for (let i = 0; i < 3; i += 1) await takeTry(course, wrongAnswers);
    await until(() => lms.stored()[at.raw] === '60');
    expect(lms.stored()).toMatchObject(
      version === 'scorm12'
        ? { [at.status]: 'failed' }
        : { 'cmi.completion_status': 'completed', 'cmi.success_status': 'failed' },
    );
  });

  it('says that nothing is saved while commits fail, and recovers by itself (C3)', async () => {
    const course = await lms.launch();
    await until(async () => (await course.sign()).state === 'saved');
    lms.answer('refuses');
    await course.act(toPage('page-two'));
    await until(async () => (await course.sign()).state === 'failing');
    expect(await course.sign()).toMatchObject({ retrying: true });
    lms.answer('ok');
    await until(async () => (await course.sign()).state === 'saved');
    expect(lms.stored()[at.place]).toBe('page-two');
  });

  it('commits when the page is hidden, without waiting (U8)', async () => {
    const course = await lms.launch();
    await until(async () => (await course.sign()).state === 'saved');
    await course.act(toPage('page-two'));
    await course.act(toPage('page-three'));
    await course.content.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect(lms.stored()[at.place]).toBe('page-three');
  });

  it.each([
    ['review', 'credit'],
    ['browse', 'no-credit'],
    ['normal', 'no-credit'],
  ])('writes nothing in mode %s with %s (8i, M17)', async (mode, credit) => {
    const course = await lms.launch({ cmi: { [at.mode]: mode, [at.credit]: credit, [at.status]: 'completed' } });
    await readAll(course);
    await takeTry(course, wrongAnswers);
    expect(await course.sign()).toEqual({ state: 'review' });
    const calls = await course.calls();
    expect(calls.filter(([name]) => name.endsWith('SetValue'))).toEqual([]);
  });

  it('never takes back what the LMS counts as done, though its data are gone (8i)', async () => {
    const held =
      version === 'scorm12'
        ? { [at.status]: 'passed', [at.raw]: '90' }
        : { [at.status]: 'completed', 'cmi.success_status': 'passed', 'cmi.score.scaled': '0.9', [at.raw]: '90' };
    const course = await lms.launch({ cmi: { ...held, [at.mode]: 'normal', [at.credit]: 'credit' } });
    await readAll(course);
    for (let i = 0; i < 3; i += 1) await takeTry(course, wrongAnswers);
    await course.close();
    await until(() => lms.ended() > 0);
    expect(lms.stored()).toMatchObject(held);
  });

  it('finds the LMS that opened it in a window of its own (W1, M20)', async () => {
    const course = await lms.launch({ popup: true });
    expect((await course.sign()).state).not.toBe('untracked');
    await course.act(toPage('page-two'));
    await until(() => lms.stored()[at.place] === 'page-two');
  });

  it('finds the LMS inside a portal of another origin, and looks past that portal when there is none (W1)', async () => {
    const tracked = await lms.launch({ foreignTop: true });
    await tracked.act(toPage('page-two'));
    await until(() => lms.stored()[at.place] === 'page-two');
    const alone = await lms.launch({ foreignTop: true, withoutApi: true });
    expect(await alone.sign()).toEqual({ state: 'untracked', reason: 'no-lms' });
    expect(alone.errors).toEqual([]);
  });

  it('works untracked without an LMS, and says so (C1)', async () => {
    const course = await lms.launch({ withoutApi: true });
    expect(await course.sign()).toEqual({ state: 'untracked', reason: 'no-lms' });
    await readAll(course);
    await takeTry(course, rightAnswers);
    expect((await course.scene()).outcome).toMatchObject({ success: 'passed' });
    expect(course.errors).toEqual([]);
  });

  it('starts anew over suspended data that are not ours', async () => {
    const course = await lms.launch({ cmi: { 'cmi.suspend_data': 'viewed=1,2,3|lastviewedslide=3' } });
    expect((await course.scene()).state).toMatchObject({ where: { screen: 'page', page: 'page-one' }, blocks: [] });
    expect(course.errors).toEqual([]);
  });
});

describe('SCORM 1.2 with a mastery score', () => {
  it('decides by it, and keeps a failing score back while tries are left, so that the LMS leaves the status alone (M9)', async () => {
    const lms = await scormLms(browser, 'scorm12');
    const course = await lms.launch({ cmi: { 'cmi.student_data.mastery_score': '50' } });
    await readAll(course);
    await takeTry(course, { 'q-one': 'a' });
    expect((await course.scene()).outcome).toMatchObject({ success: 'failed' });
    expect((await course.calls()).some(([name, [el]]) => name === 'LMSSetValue' && el === 'cmi.core.score.raw')).toBe(
      false,
    );
    await takeTry(course, wrongAnswers);
    expect((await course.scene()).outcome).toMatchObject({ success: 'passed', score: 0.6 });
    await until(() => lms.stored()['cmi.core.lesson_status'] === 'passed');
    expect(lms.stored()['cmi.core.score.raw']).toBe('60');
    await lms.done();
  });
});

describe('SCORM 1.2 for an LMS that wants "failed" at once (8g)', () => {
  it('says failed, with its score, while tries are left, and passed after the try that passes', async () => {
    const lms = await scormLms(browser, 'scorm12', { settings: 'data-failing="failed"' });
    const course = await lms.launch({ cmi: { 'cmi.student_data.mastery_score': '80' } });
    await readAll(course);
    expect(lms.stored()['cmi.core.lesson_status'] ?? 'incomplete').toBe('incomplete');
    await takeTry(course, wrongAnswers);
    await until(() => lms.stored()['cmi.core.lesson_status'] === 'failed');
    expect(lms.stored()['cmi.core.score.raw']).toBe('60');
    await course.close();
    await until(() => lms.ended() > 0);
    const again = await lms.launch();
    expect((await again.scene()).outcome).toMatchObject({ success: 'failed', triesLeft: 2 });
    await takeTry(again, rightAnswers);
    await until(() => lms.stored()['cmi.core.lesson_status'] === 'passed');
    await lms.done();
  });
});
