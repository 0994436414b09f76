import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { contentSite } from './support/content-site.js';
import { waitingOnDisk } from './support/outbox-on-disk.js';
import { readAll, takeTry, toPage } from './support/play.js';
import { recordStore } from './support/record-store.js';
import { rightAnswers, sampleCourse } from './support/sample-course.js';
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

type Store = Awaited<ReturnType<typeof recordStore>>;

const launchAt = (store: Store, context?: Awaited<ReturnType<Browser['newContext']>>) =>
  site.launch(
    {
      endpoint: store.endpoint,
      auth: 'Basic abc',
      actor: JSON.stringify({ account: { homePage: 'https://example.org/learners', name: 'L-0001' } }),
      registration: '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001',
      activity_id: sampleCourse.module.iri,
    },
    context,
  );

describe('a record store that lets no page of another origin in (C12)', () => {
  it('leaves a Tin Can launch untracked from the start: the course says so and works', async () => {
    const store = await recordStore();
    store.letOtherOriginsIn(false);
    const course = await launchAt(store);
    expect(await course.sign()).toEqual({ state: 'untracked', reason: 'refused' });
    await readAll(course);
    await takeTry(course, rightAnswers);
    expect((await course.scene()).outcome).toMatchObject({ success: 'passed' });
    expect(store.statements).toEqual([]);
    await store.close();
  });

  it('makes the page say "not saved" when it begins amid a session, and costs nothing when it ends', async () => {
    const store = await recordStore();
    const course = await launchAt(store);
    await until(async () => (await course.sign()).state === 'saved');
    store.letOtherOriginsIn(false);
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await course.act(toPage('page-two'));
    await until(async () => (await course.sign()).state === 'failing');
    expect(await course.sign()).toMatchObject({ retrying: true });
    store.letOtherOriginsIn(true);
    await until(async () => (await course.sign()).state === 'saved');
    await until(async () => (await waitingOnDisk(course.page)) === 0);
    expect(store.verbs().filter((verb) => verb === 'answered')).toHaveLength(1);
    const again = await launchAt(store);
    expect((await again.scene()).state).toMatchObject({ where: { page: 'page-two' }, checks: { k1: 'b' } });
    await store.close();
  });

  it.each<Version>(['scorm12', 'scorm2004'])(
    'is no matter to the LMS of a %s package: statements wait on the disk',
    async (version) => {
      const store = await recordStore();
      store.letOtherOriginsIn(false);
      const lms = await scormLms(browser, version);
      const data = new URLSearchParams({
        endpoint: store.endpoint,
        auth: 'abc',
        home: 'https://example.org/learners',
        name: 'L-0001',
        registration: '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001',
      });
      const course = await lms.launch({ cmi: { 'cmi.launch_data': data.toString() } });
      await readAll(course);
      await takeTry(course, rightAnswers);
      await until(async () => (await course.sign()).state === 'saved');
      await until(async () => (await waitingOnDisk(course.content)) > 0);
      expect(lms.stored()[version === 'scorm12' ? 'cmi.core.lesson_status' : 'cmi.success_status']).toBe('passed');
      expect(course.errors).toEqual([]);
      await lms.done();
      await store.close();
    },
  );
});

it('says its times in UTC, in the order of what happened, whatever the zone of the learner and however wrong their clock (C10)', async () => {
  const store = await recordStore();
  const context = await browser.newContext({ timezoneId: 'Pacific/Auckland' });
  // A clock that is a day ahead of the store's: the store refuses nothing for that, and orders by what it is told.
  await context.addInitScript(() => {
    const real = Date.now;
    Date.now = () => real() + 86_400_000;
  });
  const began = Date.now();
  const course = await launchAt(store, context);
  await readAll(course);
  await takeTry(course, rightAnswers);
  await until(() => store.verbs().includes('completed'));
  const times = store.statements.map((statement) => String(statement.timestamp));
  for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(times).toEqual([...times].sort());
  expect(Date.parse(times[0] ?? '')).toBeGreaterThanOrEqual(began + 86_400_000);
  expect(Date.parse(times.at(-1) ?? '')).toBeLessThanOrEqual(Date.now() + 86_400_000);
  await store.close();
});
