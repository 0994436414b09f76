import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { contentSite } from './support/content-site.js';
import { toPage } from './support/play.js';
import { recordStore } from './support/record-store.js';
import { scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

let browser: Browser;
let site: Awaited<ReturnType<typeof contentSite>>;
beforeAll(async () => {
  browser = await launchBrowser();
  site = await contentSite(browser, 'xapi');
});
afterAll(async () => {
  await site.done();
  await browser.close();
});

type Course = Awaited<ReturnType<typeof site.launch>>;
const signOf = async (course: Course): Promise<string> => (await course.sign()).state;
const saved = (course: Course) => until(async () => (await signOf(course)) === 'saved');
const take = (course: Course) => course.page.evaluate(() => void Reflect.get(window, 'take')());
const pageOf = async (course: Course): Promise<unknown> => {
  const { where } = (await course.scene()).state as { where: { page?: string } };
  return where.page;
};

describe.each([
  ['by a lock of the browser', true],
  ['by asking, on a site without https', false],
])('a second window of the same course (C8), found %s', (_how, withLocks) => {
  let store: Awaited<ReturnType<typeof recordStore>>;
  let context: BrowserContext;
  beforeEach(async () => {
    store = await recordStore();
    context = await browser.newContext();
    if (!withLocks) await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
  });
  afterEach(async () => {
    await context.close();
    await store.close();
  });

  const launch = (name = 'L-0001') =>
    site.launch(
      {
        endpoint: store.endpoint,
        auth: 'Basic x',
        actor: JSON.stringify({ account: { homePage: 'https://example.org/learners', name } }),
        registration: '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a002',
        activity_id: 'https://example.org/cpm/modules/sample',
      },
      context,
    );
  const states = () => store.arrived.filter((a) => a.method === 'PUT' && a.path.endsWith('state'));

  it('says so, writes nothing, and leaves the first one to save', async () => {
    const first = await launch();
    await saved(first);
    const second = await launch();
    expect(await second.sign()).toEqual({ state: 'elsewhere', canTake: true });
    await saved(first);
    const before = store.arrived.length;
    await second.act(toPage('page-two'));
    await second.act(toPage('page-three'));
    expect(await pageOf(second)).toBe('page-three');
    await second.close();
    expect(store.arrived.length).toBe(before);
    await first.act(toPage('page-two'));
    await until(() => states().at(-1)?.body.includes('page-two') === true);
    expect(await signOf(first)).not.toBe('elsewhere');
  });

  it('goes on with all that the first one has when asked to, saved or not, and the first one saves no more', async () => {
    const first = await launch();
    await saved(first);
    const second = await launch();
    await first.act({ type: 'check', question: 'k1', answer: 'b' });
    await first.act(toPage('page-two'));
    await take(second);
    await until(async () => (await pageOf(second)) === 'page-two');
    expect((await second.scene()).state).toMatchObject({ checks: { k1: 'b' } });
    await until(async () => (await signOf(first)) === 'elsewhere');
    expect(await first.sign()).toEqual({ state: 'elsewhere', canTake: false });
    await saved(second);
    await second.act(toPage('page-three'));
    await until(() => states().at(-1)?.body.includes('page-three') === true);
    const before = states().length;
    await first.act(toPage('page-one'));
    await first.close();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(states().length).toBe(before);
    await second.close();
    const again = await launch();
    expect(await pageOf(again)).toBe('page-three');
  });

  it('goes on where the first one ended, when that was closed meanwhile', async () => {
    const first = await launch();
    await saved(first);
    const second = await launch();
    await first.act(toPage('page-two'));
    await first.close();
    await take(second);
    await until(async () => (await pageOf(second)) === 'page-two');
    await saved(second);
  });

  it('is none when another learner has the course open', async () => {
    const first = await launch();
    await saved(first);
    const other = await launch('L-0002');
    await saved(other);
    expect(await signOf(first)).toBe('saved');
  });

  it('is none after the first was closed or loaded again', async () => {
    const first = await launch();
    await saved(first);
    await first.page.reload();
    await first.page.waitForFunction('window.signs?.length && window.rest');
    await saved(first);
    await first.close();
    await saved(await launch());
  });
});

it('does not write over a window that sleeps: it asks to open the course again, and what sleeps writes nothing when it wakes (C8)', async () => {
  const store = await recordStore();
  const context = await browser.newContext();
  const launch = () =>
    site.launch(
      {
        endpoint: store.endpoint,
        auth: 'Basic x',
        actor: JSON.stringify({ mbox: 'mailto:learner@example.org' }),
        registration: '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a003',
      },
      context,
    );
  const first = await launch();
  await saved(first);
  await first.act(toPage('page-two'));
  await until(() => store.arrived.some((a) => a.method === 'PUT' && a.body.includes('page-two')));
  await saved(first);
  // Held by the debugger a page is as deaf as one that the browser has put to sleep.
  const sleep = await context.newCDPSession(first.page);
  await sleep.send('Debugger.enable');
  const asleep = new Promise((resolve) => sleep.once('Debugger.paused', resolve));
  await sleep.send('Debugger.pause');
  void first.act({ type: 'none' }).catch(() => undefined);
  await asleep;
  const second = await launch();
  expect(await second.sign()).toEqual({ state: 'elsewhere', canTake: true });
  await take(second);
  await until(async () => (await signOf(second)) === 'failing');
  expect(await second.sign()).toMatchObject({ cause: 'ended', retrying: false });
  await second.close();
  const third = await launch();
  await saved(third);
  await third.act(toPage('page-three'));
  await until(() => store.arrived.some((a) => a.method === 'PUT' && a.body.includes('page-three')));
  await sleep.send('Debugger.resume');
  await sleep.send('Debugger.disable');
  await until(async () => (await signOf(first)) === 'elsewhere');
  const before = store.arrived.filter((a) => a.method === 'PUT').length;
  await first.act(toPage('page-one'));
  await first.close();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(store.arrived.filter((a) => a.method === 'PUT').length).toBe(before);
  await context.close();
  await store.close();
});

describe.each<Version>(['scorm12', 'scorm2004'])('two windows of one LMS in %s (C8)', (version) => {
  it('never overwrite each other: the later one takes over what the first has', async () => {
    const lms = await scormLms(browser, version);
    const context = await browser.newContext();
    const place = version === 'scorm12' ? 'cmi.core.lesson_location' : 'cmi.location';
    const first = await lms.launch({ context });
    await until(async () => (await first.sign()).state === 'saved');
    const second = await lms.launch({ context });
    expect(await second.sign()).toEqual({ state: 'elsewhere', canTake: true });
    await second.act(toPage('page-three'));
    expect((await second.calls()).filter(([name]) => name.endsWith('SetValue'))).toEqual([]);
    await first.act(toPage('page-two'));
    await second.content.evaluate(() => void Reflect.get(window, 'take')());
    await until(async () => (await first.sign()).state === 'elsewhere');
    await until(async () => (await second.sign()).state === 'saved');
    expect(lms.stored()[place]).toBe('page-two');
    await second.act(toPage('page-three'));
    await until(() => lms.stored()[place] === 'page-three');
    await first.close();
    await second.close();
    await until(() => lms.ended() === 2);
    expect(lms.stored()[place]).toBe('page-three');
    await lms.done();
  });
});
