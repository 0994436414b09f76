import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cmi5 } from '../../src/xapi/vocabulary.js';
import { launchBrowser } from '../support/browser.js';
import { activityId, actor, cmi5Lms, registration, terminated } from './support/cmi5-lms.js';
import { contentSite } from './support/content-site.js';
import { answer, readAll, takeTry, toPage, wrongAnswers } from './support/play.js';
import { type Json, recordStore } from './support/record-store.js';
import { rightAnswers } from './support/sample-course.js';
import { until } from './support/web-server.js';

/** The plain way to send a closing message, and why it is not ours: it must not arrive. */
const plainFetchAtClose = `addEventListener('pagehide', () => {
  const q = new URLSearchParams(location.search);
  fetch(q.get('endpoint').replace('/xapi/', '/plain'), { method: 'POST', headers: { Authorization: 'Basic x', 'Content-Type': 'application/json' }, body: '{}' });
});`;

let browser: Browser;
let site: Awaited<ReturnType<typeof contentSite>>;
beforeAll(async () => {
  browser = await launchBrowser();
  site = await contentSite(browser, 'cmi5', plainFetchAtClose);
});
afterAll(async () => {
  await site.done();
  await browser.close();
});

type Wish = Parameters<typeof cmi5Lms>[1];
const lms = (wish?: Wish) => cmi5Lms(site, wish);

describe('cmi5 against a record store of another origin', () => {
  it('fetches its token once, reads launch data and preferences, and initializes before anything else (A1-A3, A7)', async () => {
    const { store, launch, close } = await lms();
    await launch();
    await until(() => store.verbs().includes('experienced'));
    const order = store.arrived
      .filter((a) => a.method !== 'PUT')
      .map((a) => `${a.method} ${a.path} ${a.query.stateId ?? a.query.profileId ?? ''}`.trim());
    expect(order.slice(0, 6)).toEqual([
      'POST /token',
      'GET /xapi/activities/state LMS.LaunchData',
      'GET /xapi/agents/profile cmi5LearnerPreferences',
      'GET /xapi/activities/state cpm-suspended-state',
      'POST /xapi/statements',
      'POST /xapi/statements',
    ]);
    const posts = store.arrived.filter((a) => a.path === '/xapi/statements');
    // Initialized goes alone: some LMSs judge a whole batch by what was there before it.
    expect(JSON.parse(posts[0]?.body ?? '[]')).toHaveLength(1);
    expect(posts.every((p) => p.authorization === 'Basic token-session-1' && p.version === '1.0.3')).toBe(true);
    await close();
  });

  it('keeps to every rule from first page to passing and closing the tab at once (A4-A13, U6)', async () => {
    const { store, launch, refusals, close } = await lms({ masteryScore: 0.8 });
    const course = await launch();
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await readAll(course);
    await takeTry(course, rightAnswers);
    await course.close();
    await terminated(store);
    expect(refusals(store.statements)).toEqual([]);
    expect(
      store.verbs().filter((v) => ['initialized', 'passed', 'failed', 'completed', 'terminated'].includes(v ?? '')),
    ).toEqual(['initialized', 'passed', 'completed', 'terminated']);
    expect(store.verbs().filter((v) => v === 'answered')).toHaveLength(6);
    expect(store.verbs().at(-1)).toBe('terminated');
    // Our closing request outlives the page; a plain one does not.
    expect(store.arrived.filter((a) => a.path === '/plain')).toEqual([]);
    const state = [...store.documents].find(([key]) => key.startsWith('cpm-suspended-state'))?.[1] ?? '';
    expect(JSON.parse(state)).toEqual({ location: 'result', state: expect.stringMatching(/^1~r~/) });
    await close();
  });

  it('sends nothing after Terminated, and says Terminated once over hiding, unloading and leaving (U5)', async () => {
    const { store, launch, close } = await lms();
    const course = await launch();
    await until(() => store.verbs().includes('experienced'));
    await course.page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide'));
      dispatchEvent(new PageTransitionEvent('pagehide'));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await terminated(store);
    await course.act(toPage('page-two'));
    expect(await course.sign()).toMatchObject({ state: 'failing', retrying: false });
    await course.close();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(store.verbs().at(-1)).toBe('terminated');
    expect(store.verbs().filter((v) => v === 'terminated')).toHaveLength(1);
    const last = store.arrived.findIndex((a) => a.body.includes('verbs/terminated'));
    expect(store.arrived.slice(last + 1).filter((a) => a.path !== '/plain')).toEqual([]);
    await close();
  });

  it('brings the last page move before Terminated, though the window closes at once (U7)', async () => {
    const { store, launch, close } = await lms();
    const course = await launch();
    await until(async () => (await course.sign()).state === 'saved');
    await course.act(toPage('page-two'));
    await course.act(toPage('page-three'));
    await course.close();
    await terminated(store);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const kinds = store.arrived.map((a) =>
      a.body.includes('verbs/terminated') ? 'terminated' : a.method === 'PUT' ? 'state' : 'other',
    );
    expect(kinds.lastIndexOf('state')).toBeLessThan(kinds.indexOf('terminated'));
    const again = await launch();
    expect((await again.scene()).state).toMatchObject({ where: { page: 'page-three' } });
    await close();
  });

  it('sends no Failed while tries are left, and Failed with Completed when they are used up (8g)', async () => {
    const { store, launch, refusals, close } = await lms();
    const course = await launch();
    await readAll(course);
    await takeTry(course, wrongAnswers);
    await until(() => store.verbs().includes('attempted'));
    await takeTry(course, wrongAnswers);
    await until(() => store.verbs().filter((v) => v === 'attempted').length === 2);
    expect(store.verbs()).not.toContain('failed');
    await takeTry(course, wrongAnswers);
    await until(() => store.verbs().includes('completed'));
    await course.close();
    await terminated(store);
    expect(store.verbs().filter((v) => ['passed', 'failed', 'completed'].includes(v ?? ''))).toEqual([
      'failed',
      'completed',
    ]);
    expect(store.verbs().filter((v) => v === 'attempted')).toHaveLength(2);
    expect(refusals(store.statements)).toEqual([]);
    await close();
  });

  it('resumes in the middle of the assessment, and says Passed and Completed once per registration (A8)', async () => {
    const { store, launch, refusals, close } = await lms();
    const first = await launch();
    await readAll(first);
    await answer(first, { 'q-one': 'a' });
    await first.act({ type: 'go', to: { screen: 'question', question: 2 } });
    await first.close();
    await terminated(store);
    const second = await launch();
    expect((await second.scene()).state).toMatchObject({
      where: { screen: 'question', question: 2 },
      current: { 'q-one': 'a' },
    });
    for (const [question, given] of Object.entries(rightAnswers))
      await second.act({ type: 'keep', question, answer: given });
    await second.act({ type: 'hand-in' });
    await second.close();
    await terminated(store, 2);
    const third = await launch();
    expect((await third.scene()).outcome).toMatchObject({ success: 'passed', final: true });
    await third.act(toPage('page-one'));
    await third.close();
    await terminated(store, 3);
    expect(store.verbs().filter((v) => v === 'passed' || v === 'completed')).toEqual(['passed', 'completed']);
    const bySession = (id: string) =>
      store.statements.filter((s) => ((s.context as Json).extensions as Json)[cmi5.sessionId] === id);
    expect(refusals(bySession('session-3'), { completed: true, passed: true })).toEqual([]);
    await close();
  });

  it.each(['Review', 'Browse'] as const)('records nothing in %s mode but the session itself (A14)', async (mode) => {
    const { store, launch, refusals, close } = await lms({ mode });
    const course = await launch();
    expect(await course.sign()).toEqual({ state: 'review' });
    await readAll(course);
    await takeTry(course, rightAnswers);
    await course.close();
    await terminated(store);
    expect(store.verbs()).toEqual(['initialized', 'terminated']);
    expect(refusals(store.statements)).toEqual([]);
    expect(store.arrived.filter((a) => a.method === 'PUT' && a.path.endsWith('state'))).toEqual([]);
    await close();
  });

  it('follows the mastery score of the LMS (A13)', async () => {
    const { store, launch, refusals, close } = await lms({ masteryScore: 0.6 });
    const course = await launch();
    await readAll(course);
    await takeTry(course, wrongAnswers);
    await until(() => store.verbs().includes('completed'));
    const passed = store.statements.find((s) => String((s.verb as Json).id).endsWith('/passed'));
    expect(passed).toMatchObject({ result: { success: true, score: { scaled: 0.6, raw: 60, min: 0, max: 100 } } });
    expect(refusals(store.statements)).toEqual([]);
    await close();
  });

  it('says that a launch link is used up after a reload, sends nothing more, and shows the way back (U3, C11)', async () => {
    const { store, launch, close } = await lms();
    const course = await launch();
    await until(() => store.verbs().includes('experienced'));
    await course.page.reload();
    await course.page.waitForFunction('window.signs?.length');
    expect(await course.sign()).toEqual({ state: 'untracked', reason: 'link-used', kept: true });
    await terminated(store);
    await course.act(toPage('page-two'));
    expect(store.arrived.filter((a) => a.path === '/token')).toHaveLength(1);
    expect(store.verbs().at(-1)).toBe('terminated');
    await course.page.evaluate(() => void Reflect.get(window, 'wayBack')());
    await course.page.waitForURL(`${site.origin}/back.html`);
    await close();
  });

  it('goes back to the LMS by its own address, with everything said before Terminated (W4)', async () => {
    const { store, launch, refusals, close } = await lms();
    const course = await launch();
    await readAll(course);
    await takeTry(course, rightAnswers);
    await course.page.evaluate(() => void Reflect.get(window, 'wayBack')());
    await course.page.waitForURL(`${site.origin}/back.html`);
    await terminated(store);
    expect(store.verbs().at(-1)).toBe('terminated');
    expect(store.verbs()).toContain('completed');
    expect(refusals(store.statements)).toEqual([]);
    await close();
  });

  it('says "not saved" while the store is in trouble, and afterwards everything arrives once and in order (C9, C13)', async () => {
    const { store, launch, refusals, close } = await lms();
    const course = await launch();
    await until(() => store.verbs().includes('experienced'));
    store.answerWith(503);
    await readAll(course);
    await takeTry(course, rightAnswers);
    await until(async () => (await course.sign()).state === 'failing');
    store.answerWith(null);
    await until(async () => (await course.sign()).state === 'saved');
    await until(() => store.verbs().includes('completed'));
    await course.close();
    await terminated(store);
    expect(refusals(store.statements)).toEqual([]);
    await close();
  });

  it('says "not saved" for good when a verdict is refused, and does not repeat it in the next session', async () => {
    const { store, launch, close } = await lms();
    store.refuse((statement) => JSON.stringify(statement).includes('verbs/passed'));
    const course = await launch();
    await readAll(course);
    await takeTry(course, rightAnswers);
    await until(() => store.verbs().includes('completed'));
    await until(async () => (await course.sign()).state === 'failing');
    expect(await course.sign()).toMatchObject({ retrying: false });
    expect(store.verbs()).not.toContain('passed');
    store.refuse(() => false);
    await course.close();
    await terminated(store);
    const again = await launch();
    await again.act(toPage('page-one'));
    await again.close();
    await terminated(store, 2);
    expect(store.verbs().filter((v) => v === 'passed' || v === 'completed')).toEqual(['completed']);
    await close();
  });

  it('is untracked without launch parameters, and when the launch data cannot be read', async () => {
    const bare = await site.launch({});
    expect(await bare.sign()).toEqual({ state: 'untracked', reason: 'no-lms' });
    const store = await recordStore();
    const course = await site.launch({
      endpoint: store.endpoint,
      fetch: `${store.origin}/token?key=x`,
      actor: JSON.stringify(actor),
      registration,
      activityId,
    });
    expect(await course.sign()).toEqual({ state: 'untracked', reason: 'refused' });
    await takeTry(course, rightAnswers);
    expect(store.statements).toEqual([]);
    await store.close();
  });
});
