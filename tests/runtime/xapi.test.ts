import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { contentSite } from './support/content-site.js';
import { readAll, takeTry, toPage, wrongAnswers } from './support/play.js';
import { type Json, recordStore } from './support/record-store.js';
import { rightAnswers, sampleCourse } from './support/sample-course.js';
import { scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

const actor = { objectType: 'Agent', account: { homePage: 'https://example.org/learners', name: 'L-0001' } };
const registration = '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001';
const ofSession = [
  'initialized',
  'experienced',
  'answered',
  'progressed',
  'attempted',
  'passed',
  'completed',
  'terminated',
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const registrationOf = (statement: Json) => (statement.context as Json).registration;

describe('a Tin Can launch', () => {
  let site: Awaited<ReturnType<typeof contentSite>>;
  beforeAll(async () => {
    site = await contentSite(browser, 'xapi');
  });
  afterAll(() => site.done());

  it('sends the whole set of statements and resumes from the State document', async () => {
    const store = await recordStore();
    const query = {
      endpoint: store.endpoint.slice(0, -1),
      auth: 'Basic abc',
      actor: JSON.stringify(actor),
      registration,
      activity_id: sampleCourse.module.iri,
    };
    const first = await site.launch(query);
    await first.act({ type: 'check', question: 'k1', answer: 'a' });
    await readAll(first);
    await takeTry(first, wrongAnswers);
    await first.close();
    await until(() => store.verbs().includes('terminated'));
    const second = await site.launch(query);
    expect((await second.scene()).state).toMatchObject({
      where: { screen: 'result' },
      checks: { k1: 'a' },
      tries: [{ score: 0.6 }],
    });
    await takeTry(second, rightAnswers);
    await second.close();
    await until(() => store.verbs().filter((v) => v === 'terminated').length === 2);
    expect(new Set(store.verbs())).toEqual(new Set(ofSession));
    expect(
      store.statements.every(
        (s) => registrationOf(s) === registration && JSON.stringify(s.actor) === JSON.stringify(actor),
      ),
    ).toBe(true);
    expect(store.arrived.every((a) => a.authorization === 'Basic abc')).toBe(true);
    await store.close();
  });

  it('makes a registration where the launch has none, and keeps it for the next session', async () => {
    const store = await recordStore();
    const query = { endpoint: store.endpoint, auth: 'Basic abc', actor: JSON.stringify(actor) };
    for (const sessions of [1, 2]) {
      const course = await site.launch(query);
      await course.act(toPage('page-two'));
      await until(async () => (await course.sign()).state === 'saved');
      await course.close();
      await until(() => store.verbs().filter((v) => v === 'terminated').length === sessions);
    }
    const registrations = new Set(store.statements.map(registrationOf));
    expect(registrations.size).toBe(1);
    expect([...registrations][0]).toMatch(/^[\da-f-]{36}$/);
    await store.close();
  });

  it('does not overwrite what it cannot read (an unreadable state is no empty one)', async () => {
    const store = await recordStore();
    store.answerWith(403);
    const course = await site.launch({
      endpoint: store.endpoint,
      auth: 'Basic abc',
      actor: JSON.stringify(actor),
      registration,
    });
    expect(await course.sign()).toEqual({ state: 'untracked', reason: 'refused' });
    await course.act(toPage('page-two'));
    expect(store.arrived.filter((a) => a.method !== 'GET')).toEqual([]);
    await store.close();
  });

  it('takes the actor of an older launcher', async () => {
    const store = await recordStore();
    const old = {
      name: ['A Learner'],
      account: [{ accountServiceHomePage: 'https://example.org/learners', accountName: 'L-0001' }],
      objectType: 'Agent',
    };
    await site.launch({ endpoint: store.endpoint, auth: 'Basic abc', actor: JSON.stringify(old), registration });
    await until(() => store.verbs().includes('experienced'));
    expect(store.statements[0]?.actor).toEqual({ objectType: 'Agent', name: 'A Learner', account: actor.account });
    await store.close();
  });
});

describe.each<Version>(['scorm12', 'scorm2004'])('statements from %s', (version) => {
  const doorText = (endpoint: string) =>
    new URLSearchParams({
      endpoint,
      auth: 'YTpi',
      home: actor.account.homePage,
      name: actor.account.name,
      registration,
    }).toString();

  it('leave by the door in cmi.launch_data, the same set as from the other protocols, also at the end of the page', async () => {
    const store = await recordStore();
    const lms = await scormLms(browser, version);
    const course = await lms.launch({ cmi: { 'cmi.launch_data': doorText(store.endpoint) } });
    await readAll(course);
    await takeTry(course, wrongAnswers);
    await takeTry(course, rightAnswers);
    await course.close();
    await until(() => store.verbs().includes('terminated'));
    expect(new Set(store.verbs())).toEqual(new Set(ofSession));
    expect(store.verbs()[0]).toBe('initialized');
    expect(store.verbs().at(-1)).toBe('terminated');
    expect(
      store.statements.every(
        (s) => registrationOf(s) === registration && JSON.stringify(s.actor) === JSON.stringify(actor),
      ),
    ).toBe(true);
    await lms.done();
    await store.close();
  });

  it('stay in while the record store is in trouble, and the LMS is kept up to date all the same', async () => {
    const store = await recordStore();
    store.answerWith(500);
    const lms = await scormLms(browser, version);
    const course = await lms.launch({ cmi: { 'cmi.launch_data': doorText(store.endpoint) } });
    await readAll(course);
    await takeTry(course, rightAnswers);
    await until(async () => (await course.sign()).state === 'saved');
    await lms.done();
    await store.close();
  });

  it.each([
    '',
    'a=1&b=2',
    'start at page 3',
    'endpoint=javascript:alert(1)&auth=x&home=https://a.b&name=n&registration=r',
  ])('do not leave with the door shut (%s), and the LMS still tracks', async (launchData) => {
    const lms = await scormLms(browser, version);
    const course = await lms.launch({ cmi: { 'cmi.launch_data': launchData } });
    const asked: string[] = [];
    course.page.on('request', (request) => asked.push(request.url()));
    await readAll(course);
    await takeTry(course, rightAnswers);
    await until(async () => (await course.sign()).state === 'saved');
    expect(asked.filter((url) => !url.startsWith(`${lms.origin}/commit`))).toEqual([]);
    await lms.done();
  });
});
