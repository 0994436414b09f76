import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingId } from '../../src/xapi/lasting-id.js';
import { launchBrowser } from '../support/browser.js';
import { activityId, actor, cmi5Lms, registration, sessionOf, terminated, wordsOf } from './support/cmi5-lms.js';
import { contentSite } from './support/content-site.js';
import { kill } from './support/kill.js';
import { waitingOnDisk } from './support/outbox-on-disk.js';
import { readAll, takeTry, toPage } from './support/play.js';
import { rightAnswers } from './support/sample-course.js';
import { send, until, webServer } from './support/web-server.js';

let browser: Browser;
let site: Awaited<ReturnType<typeof contentSite>>;
beforeAll(async () => {
  browser = await launchBrowser();
  site = await contentSite(browser, 'cmi5');
});
afterAll(async () => {
  await site.done();
  await browser.close();
});

const lms = () => cmi5Lms(site);

describe('what a cmi5 session could not send, and its token', () => {
  it('keeps in a State document what an earlier session could not send, sends it as no other session’s, and tells the verdict again', async () => {
    const { store, launch, refusals, unsent, close } = await lms();
    const context = await browser.newContext();
    const first = await launch(context);
    await until(() => store.verbs().includes('experienced'));
    store.refuse(() => true, 503);
    await readAll(first);
    await takeTry(first, rightAnswers);
    await until(async () => (await waitingOnDisk(first.page)) > 10);
    await until(() => [...store.documents].some(([, text]) => text.includes('"location":"result"')));
    await kill(first.page, store);
    store.refuse(() => false);
    const second = await launch(context);
    await until(() => unsent()['session-1'] !== undefined);
    await until(() => store.verbs().includes('completed'));
    await until(async () => (await waitingOnDisk(second.page)) === 0);
    const kept = unsent()['session-1'] ?? [];
    expect(wordsOf(kept)).toEqual([
      ...['experienced', 'progressed', 'experienced', 'progressed'],
      ...['answered', 'answered', 'answered', 'answered', 'answered', 'progressed'],
    ]);
    expect(JSON.stringify(kept)).not.toContain('L-0001');
    const ofSecond = store.statements.filter((s) => sessionOf(s) === 'session-2');
    expect(refusals(ofSecond)).toEqual([]);
    // The verdicts are the same statements by their ids, told by the session that could.
    for (const verdict of ['passed', 'completed'] as const)
      expect(ofSecond.map((s) => s.id)).toContain(lastingId(registration, verdict));
    expect(store.statements.filter((s) => sessionOf(s) === 'session-1').map((s) => wordsOf([s])[0])).toEqual([
      'initialized',
      'experienced',
    ]);
    await second.close();
    await terminated(store);
    await close();
  });

  it('keeps nothing of a session that arrived whole, though its page saw no answer to its last words', async () => {
    const { store, launch, unsent, close } = await lms();
    const context = await browser.newContext();
    const first = await launch(context);
    await until(() => store.verbs().includes('experienced'));
    await first.act({ type: 'check', question: 'k1', answer: 'b' });
    await first.close();
    await terminated(store);
    const second = await launch(context);
    await until(() => store.verbs().filter((v) => v === 'experienced').length === 2);
    await until(async () => (await waitingOnDisk(second.page)) === 0);
    expect(unsent()).toEqual({});
    expect(store.verbs().filter((v) => v === 'answered')).toHaveLength(1);
    await close();
  });

  it('keeps in the State document what is left when it closes with statements refused, before Terminated (U6)', async () => {
    const { store, launch, unsent, close } = await lms();
    const course = await launch();
    await until(() => store.verbs().includes('experienced'));
    store.refuse(() => true, 503);
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await until(async () => (await course.sign()).state === 'failing');
    await course.close();
    await terminated(store);
    await until(store.idle);
    expect(wordsOf(unsent()['session-1'] ?? [])).toEqual(['answered']);
    await close();
  });

  it('goes on with the same session after its page crashed: the token of this tab, what was left first, Initialized once (C11)', async () => {
    const { store, launch, refusals, close } = await lms();
    const context = await browser.newContext();
    const course = await launch(context);
    await until(() => store.verbs().includes('experienced'));
    store.refuse(() => true, 503);
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await until(async () => (await waitingOnDisk(course.page)) === 1);
    const address = course.page.url();
    const remembered = await course.page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
    await kill(course.page, store);
    store.refuse(() => false);
    // What a browser does that brings the tab back: the same address, and the tab's own storage.
    const page = await context.newPage();
    await page.addInitScript((entries) => {
      for (const [key, value] of JSON.parse(entries))
        if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, value);
    }, remembered);
    await page.goto(address);
    await page.waitForFunction('window.signs?.length && window.rest');
    const back = site.driver(page);
    await back.act(toPage('page-two'));
    await back.close();
    await terminated(store);
    expect(store.arrived.filter((a) => a.path === '/token')).toHaveLength(1);
    expect(store.verbs().filter((v) => v === 'initialized')).toHaveLength(1);
    expect(store.verbs().indexOf('answered')).toBeLessThan(store.verbs().lastIndexOf('experienced'));
    expect(refusals(store.statements)).toEqual([]);
    await close();
  });

  it('keeps everything when its token expires in the middle, says so, and tells the verdict at the next launch (C13)', async () => {
    const { store, launch, refusals, close } = await lms();
    const context = await browser.newContext();
    const course = await launch(context);
    await readAll(course);
    await until(async () => (await course.sign()).state === 'saved');
    store.answerWith(401);
    await takeTry(course, rightAnswers);
    await until(async () => (await course.sign()).state === 'failing');
    expect(await waitingOnDisk(course.page)).toBeGreaterThanOrEqual(7);
    await kill(course.page, store);
    store.answerWith(null);
    const again = await launch(context);
    await again.act({ type: 'go', to: { screen: 'assessment' } });
    await takeTry(again, rightAnswers);
    await again.close();
    await terminated(store);
    expect(store.verbs().filter((v) => v === 'passed' || v === 'completed')).toEqual(['passed', 'completed']);
    expect(refusals(store.statements.filter((s) => sessionOf(s) === 'session-2'))).toEqual([]);
    await close();
  });

  it.each([
    ['no auth-token', '{}'],
    ['no JSON', '<html>Sign in</html>'],
  ])('is untracked, and says so, when the fetch address answers with %s', async (_, body) => {
    const lmsPage = await webServer((_asked, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      send(response, 'application/json', body);
    });
    const course = await site.launch({
      endpoint: `${lmsPage.origin}/xapi/`,
      fetch: `${lmsPage.origin}/token`,
      actor: JSON.stringify(actor),
      registration,
      activityId,
    });
    expect(await course.sign()).toEqual({ state: 'untracked', reason: 'refused' });
    await lmsPage.close();
  });
});
