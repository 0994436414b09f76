import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textAt } from '../../src/xapi/json.js';
import { launchBrowser } from '../support/browser.js';
import { kill } from './support/kill.js';
import { waitingOnDisk } from './support/outbox-on-disk.js';
import { toPage } from './support/play.js';
import { recordStore } from './support/record-store.js';
import { scormLms } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

type Store = Awaited<ReturnType<typeof recordStore>>;

let browser: Browser;
let lms: Awaited<ReturnType<typeof scormLms>>;
let store: Store;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await lms.done();
  await store.close();
});

async function begin(): Promise<BrowserContext> {
  lms = await scormLms(browser, 'scorm12');
  store = await recordStore();
  return browser.newContext();
}

const launchData = (key = 'id-1:secret-1') => String(new URLSearchParams({ collector: store.endpoint, key }));
const held = (learner: string, more = {}, key?: string) => ({
  'cmi.launch_data': launchData(key),
  'cmi.core.student_id': learner,
  ...more,
});
const registrations = () => [...new Set(store.statements.map((s) => textAt(s, 'context', 'registration')))];
const namesOf = () => store.statements.map((s) => textAt(s, 'actor', 'account', 'name'));

/** A session whose statements don't arrive, ended by the death of its window. */
async function lostSession(context: BrowserContext, learner: string, key?: string): Promise<void> {
  store.answerWith(503);
  const course = await lms.launch({ cmi: held(learner, {}, key), context });
  await course.act(toPage('page-two'));
  await until(async () => (await waitingOnDisk(course.content)) === 4);
  await until(async () => (await course.sign()).state === 'saved');
  await kill(course.page, store);
  store.answerWith(null);
}

describe('the door to a collector', () => {
  it('draws a registration in the first session of an attempt and keeps it in the suspended state', async () => {
    const context = await begin();
    for (const sessions of [1, 2]) {
      const course = await lms.launch({ cmi: held('s-1'), context });
      await course.act(toPage('page-two'));
      await course.close();
      await until(() => store.verbs().filter((v) => v === 'terminated').length === sessions);
    }
    expect(registrations()).toHaveLength(1);
    expect(registrations()[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(store.statements[0]?.actor).toEqual({
      objectType: 'Agent',
      account: { homePage: lms.origin, name: 's-1' },
    });
  });

  it('keeps the registration over a session in which it is shut', async () => {
    const context = await begin();
    for (const launch of [held('s-1'), held('s-1', { 'cmi.launch_data': '' }), held('s-1')]) {
      const closings = lms.ended();
      const course = await lms.launch({ cmi: launch, context });
      await course.act(toPage('page-two'));
      await course.act(toPage('page-one'));
      await course.close();
      await until(() => lms.ended() > closings);
    }
    await until(() => store.verbs().filter((v) => v === 'terminated').length === 2);
    expect(registrations()).toHaveLength(1);
  });

  it('brings what is left also in a new attempt, each statement under the registration it was made for', async () => {
    const context = await begin();
    await lostSession(context, 's-1');
    lms.forget();
    await lms.launch({ cmi: held('s-1'), context });
    await until(() => store.statements.length === 6);
    expect(store.verbs()).toEqual([
      'initialized',
      'experienced',
      'experienced',
      'progressed',
      'initialized',
      'experienced',
    ]);
    expect(registrations()).toHaveLength(2);
    expect(new Set(namesOf())).toEqual(new Set(['s-1']));
  });

  it.each([
    ['another learner of the LMS', 's-2', 'id-1:secret-1'],
    ['another package key', 's-1', 'id-2:secret-2'],
  ])('sends nothing that was left under %s', async (_, learner, key) => {
    const context = await begin();
    await lostSession(context, 's-1');
    lms.forget();
    const course = await lms.launch({ cmi: held(learner, {}, key), context });
    await until(() => store.statements.length === 2);
    await until(async () => (await waitingOnDisk(course.content)) === 4);
    expect(new Set(namesOf())).toEqual(new Set([learner]));
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['without a learner id', { 'cmi.core.student_id': '' }],
    ['where nothing is kept and no registration was', { 'cmi.core.lesson_mode': 'browse' }],
    ['with an address that does not end in /', { 'cmi.launch_data': 'collector=https://a.example/x&key=a:b' }],
    ['with another kind of address', { 'cmi.launch_data': 'collector=javascript:alert(1)/&key=a:b' }],
    ['without a key', { 'cmi.launch_data': 'collector=https://a.example/x/' }],
    ['with half a key', { 'cmi.launch_data': 'collector=https://a.example/x/&key=a:' }],
    ['with a key outside ASCII', { 'cmi.launch_data': 'collector=https://a.example/x/&key=a:%C3%A9' }],
  ])('is shut %s, and the LMS tracks all the same', async (_, more) => {
    const context = await begin();
    const course = await lms.launch({ cmi: held('s-1', more), context });
    const asked: string[] = [];
    course.page.on('request', (request) => asked.push(request.url()));
    await course.act(toPage('page-two'));
    const signs = more['cmi.core.lesson_mode'] ? 'review' : 'saved';
    await until(async () => (await course.sign()).state === signs);
    expect(asked.filter((url) => !url.startsWith(lms.origin))).toEqual([]);
    expect(store.arrived).toEqual([]);
  });
});
