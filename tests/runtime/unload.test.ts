import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { cmi5Lms, terminated } from './support/cmi5-lms.js';
import { contentSite } from './support/content-site.js';
import { kill } from './support/kill.js';
import { readAll, takeTry, toPage } from './support/play.js';
import { recordStore } from './support/record-store.js';
import { rightAnswers, sampleCourse } from './support/sample-course.js';
import { until } from './support/web-server.js';

let browser: Browser;
let cmi5: Awaited<ReturnType<typeof contentSite>>;
let xapi: Awaited<ReturnType<typeof contentSite>>;
beforeAll(async () => {
  browser = await launchBrowser();
  cmi5 = await contentSite(browser, 'cmi5');
  xapi = await contentSite(browser, 'xapi');
});
afterAll(async () => {
  await cmi5.done();
  await xapi.done();
  await browser.close();
});

const decisive = ['initialized', 'passed', 'completed', 'terminated'];

describe('a cmi5 course', () => {
  it('keeps everything when the LMS takes its frame away (U2)', async () => {
    const lms = await cmi5Lms({ ...cmi5, launch: cmi5.launchFramed });
    const course = await lms.launch();
    await readAll(course);
    await takeTry(course, rightAnswers);
    await course.page.evaluate(() => document.querySelector('iframe')?.remove());
    await terminated(lms.store);
    await until(lms.store.idle);
    expect(lms.store.verbs().filter((verb) => decisive.includes(verb ?? ''))).toEqual(decisive);
    expect(lms.refusals(lms.store.statements)).toEqual([]);
    const again = await lms.launch();
    expect((await again.scene()).outcome).toMatchObject({ success: 'passed', score: 1 });
    await lms.close();
  });

  it('that is failed with nothing right says Failed with a score of 0, and is over (8f)', async () => {
    const lms = await cmi5Lms(cmi5, { masteryScore: 0.5 });
    const course = await lms.launch();
    await readAll(course);
    for (let i = 0; i < 3; i += 1) await takeTry(course, {});
    await course.close();
    await terminated(lms.store);
    const failed = lms.store.statements.find((s) => JSON.stringify(s.verb).includes('/failed'));
    expect(failed).toMatchObject({ result: { success: false, score: { scaled: 0, raw: 0, min: 0, max: 100 } } });
    expect(lms.refusals(lms.store.statements)).toEqual([]);
    await lms.close();
  });

  it('is over, and says so, when the learner goes to another page and comes back by the Back button (U4)', async () => {
    const lms = await cmi5Lms(cmi5);
    const course = await lms.launch();
    await until(async () => (await course.sign()).state === 'saved');
    await course.act(toPage('page-two'));
    await course.page.goto(`${cmi5.origin}/back.html`);
    await terminated(lms.store);
    await course.page.goBack();
    await course.page.waitForFunction('window.signs?.length');
    expect(await course.sign()).toMatchObject({ reason: 'link-used', kept: true });
    expect(lms.store.verbs().filter((verb) => verb === 'initialized')).toHaveLength(1);
    const again = await lms.launch();
    expect((await again.scene()).state).toMatchObject({ where: { page: 'page-two' } });
    await lms.close();
  });

  it('has said everything by the time its page is hidden: a phone may end it without another word (U8)', async () => {
    const lms = await cmi5Lms(cmi5);
    const course = await lms.launch();
    await until(async () => (await course.sign()).state === 'saved');
    await course.act(toPage('page-two'));
    await course.act(toPage('page-three'));
    await course.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await kill(course.page, lms.store);
    expect(lms.store.verbs()).not.toContain('terminated');
    const again = await lms.launch();
    expect((await again.scene()).state).toMatchObject({ where: { page: 'page-three' } });
    await lms.close();
  });
});

describe('a Tin Can course', () => {
  const launchAt = (endpoint: string, launch = xapi.launch) =>
    launch({
      endpoint,
      auth: 'Basic abc',
      actor: JSON.stringify({ account: { homePage: 'https://example.org/learners', name: 'L-0001' } }),
      registration: '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001',
      activity_id: sampleCourse.module.iri,
    });

  it.each([
    ['the learner passes and closes the tab at once (U1)', 'closed'],
    ['its frame is taken away (U2)', 'removed'],
  ])('keeps everything when %s', async (_, how) => {
    const store = await recordStore();
    const course = await launchAt(store.endpoint, how === 'removed' ? xapi.launchFramed : xapi.launch);
    await readAll(course);
    await takeTry(course, rightAnswers);
    if (how === 'closed') await course.close();
    else await course.page.evaluate(() => document.querySelector('iframe')?.remove());
    await terminated(store);
    await until(store.idle);
    expect(store.verbs().filter((verb) => decisive.includes(verb ?? ''))).toEqual(decisive);
    const again = await launchAt(store.endpoint);
    expect((await again.scene()).outcome).toMatchObject({ success: 'passed', score: 1 });
    await store.close();
  });

  it('goes on in the middle of the assessment after a reload, in the same attempt (U3)', async () => {
    const store = await recordStore();
    const course = await launchAt(store.endpoint);
    await readAll(course);
    await course.act({ type: 'start-try' });
    await course.act({ type: 'keep', question: 'q-one', answer: 'a' });
    await course.act({ type: 'go', to: { screen: 'question', question: 2 } });
    await course.page.reload();
    await course.page.waitForFunction('window.signs?.length && window.rest');
    expect((await course.scene()).state).toMatchObject({
      where: { screen: 'question', question: 2 },
      current: { 'q-one': 'a' },
    });
    await until(() => store.verbs().filter((verb) => verb === 'initialized').length === 2);
    const registrations = store.statements.map((s) => (s.context as { registration: string }).registration);
    expect(new Set(registrations).size).toBe(1);
    await store.close();
  });
});
