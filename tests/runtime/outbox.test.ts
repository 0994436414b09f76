import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { profileTerms } from '../../src/xapi/vocabulary.js';
import { launchBrowser } from '../support/browser.js';
import { contentSite } from './support/content-site.js';
import { kill } from './support/kill.js';
import { outboxOnDisk, waitingOnDisk } from './support/outbox-on-disk.js';
import { toPage } from './support/play.js';
import { type Json, recordStore } from './support/record-store.js';
import { sampleCourse } from './support/sample-course.js';
import { until } from './support/web-server.js';

const registration = '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001';
const learner = (name: string) => ({
  objectType: 'Agent',
  account: { homePage: 'https://example.org/learners', name },
});

let browser: Browser;
let site: Awaited<ReturnType<typeof contentSite>>;
const stores: Awaited<ReturnType<typeof recordStore>>[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
  site = await contentSite(browser, 'xapi');
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});
afterAll(async () => {
  await site.done();
  await browser.close();
});

async function store() {
  const made = await recordStore();
  stores.push(made);
  return made;
}

type Store = Awaited<ReturnType<typeof recordStore>>;

/** A launch of the module as a Tin Can LMS makes it: another credential at each one. */
const launchOf = (to: Store, wish: Readonly<Record<string, string>> = {}, actor: object = learner('L-0001')) => ({
  endpoint: to.endpoint,
  auth: `Basic ${Math.random().toString(36).slice(2)}`,
  actor: JSON.stringify(actor),
  registration,
  activity_id: sampleCourse.module.iri,
  ...wish,
});

const idsOf = (statements: readonly Json[]) => statements.map((s) => s.id);
const sessionOf = (statement: Json) =>
  ((statement.context as Json).extensions as Json)[profileTerms(sampleCourse.module.iriBase).session];
const wordsOf = (statements: readonly Json[]) =>
  statements.map((s) =>
    String((s.verb as Json).id)
      .split('/')
      .at(-1),
  );
const triesAt = (to: Store) => to.arrived.filter((a) => a.path === '/xapi/statements').length;

describe('what has not arrived when the window is gone', () => {
  /** A launch that gets its state, and no statement through. */
  async function cutOff(to: Store, context: BrowserContext, query = launchOf(to)) {
    to.refuse(() => true, 503);
    const course = await site.launch(query, context);
    for (const page of ['page-two', 'page-three']) await course.act(toPage(page));
    await until(async () => (await waitingOnDisk(course.page)) === 6);
    await until(() => triesAt(to) > 0);
    return course;
  }
  const told = ['initialized', 'experienced', 'experienced', 'progressed', 'experienced', 'progressed'];

  it('is sent first at the next launch, in its order, once, under the credential of that launch', async () => {
    const to = await store();
    const context = await browser.newContext();
    const first = await cutOff(to, context);
    await kill(first.page, to);
    to.refuse(() => false);
    const query = launchOf(to);
    const second = await site.launch(query, context);
    await until(() => to.statements.length === 8);
    expect(to.verbs()).toEqual([...told, 'initialized', 'experienced']);
    expect(new Set(idsOf(to.statements)).size).toBe(8);
    expect(to.statements.every((s) => JSON.stringify(s.actor) === query.actor)).toBe(true);
    const times = to.statements.map((s) => Date.parse(String(s.timestamp)));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const late = to.arrived.filter((a) => a.path === '/xapi/statements').slice(-3);
    expect(late.every((a) => a.authorization === query.auth)).toBe(true);
    await until(async () => (await waitingOnDisk(second.page)) === 0);
  });

  it('keeps neither who the learner is nor any credential on the disk', async () => {
    const to = await store();
    const course = await cutOff(to, await browser.newContext());
    const disk = await outboxOnDisk(course.page);
    expect(disk).toContain('experienced');
    for (const secret of ['L-0001', 'example.org/learners', 'Basic', to.origin]) expect(disk).not.toContain(secret);
  });

  it.each([
    ['another learner', { actor: JSON.stringify(learner('L-0002')) }],
    ['another registration', { registration: '00000000-0000-4000-8000-000000000001' }],
    ['another activity', { activity_id: 'https://lms.example.org/activities/1' }],
  ])('is left alone by %s on the same machine, and is there when its own learner comes back', async (_, other) => {
    const to = await store();
    const context = await browser.newContext();
    await kill((await cutOff(to, context)).page, to);
    to.refuse(() => false);
    const theirs = await site.launch(launchOf(to, other), context);
    await until(() => to.statements.length === 2);
    await until(async () => (await waitingOnDisk(theirs.page)) === 6);
    await theirs.close();
    await until(() => to.verbs().includes('terminated'));
    expect(to.verbs()).toEqual(['initialized', 'experienced', 'terminated']);
    await site.launch(launchOf(to), context);
    await until(() => to.statements.length === 11);
    expect(to.verbs().slice(3, 9)).toEqual(told);
  });

  it('goes to no other record store', async () => {
    const [to, elsewhere] = [await store(), await store()];
    const context = await browser.newContext();
    await kill((await cutOff(to, context)).page, to);
    const course = await site.launch(launchOf(elsewhere), context);
    await until(() => elsewhere.statements.length === 2);
    await course.close();
    await until(() => elsewhere.verbs().includes('terminated'));
    expect(elsewhere.statements).toHaveLength(3);
  });

  it('is thrown away after 30 days and not before, also by another learner', async () => {
    const to = await store();
    const context = await browser.newContext();
    await kill((await cutOff(to, context)).page, to);
    const day = 24 * 3_600_000;
    to.refuse(() => false);
    await context.clock.setSystemTime(Date.now() + 29.9 * day);
    const early = await site.launch(launchOf(to, {}, learner('L-0002')), context);
    await until(() => to.statements.length === 2);
    await until(async () => (await waitingOnDisk(early.page)) === 6);
    await early.close();
    await until(() => to.verbs().includes('terminated'));
    await context.clock.setSystemTime(Date.now() + 30.1 * day);
    const course = await site.launch(launchOf(to, {}, learner('L-0003')), context);
    // The second learner's last one, which nobody has seen acknowledged.
    await until(async () => (await waitingOnDisk(course.page)) === 1);
    expect(to.verbs().filter((v) => v === 'progressed')).toEqual([]);
  });

  it('reaches the store from a window that closes, where a plain request does not', async () => {
    const plain = `addEventListener('pagehide', () => {
      const q = new URLSearchParams(location.search);
      fetch(q.get('endpoint').replace('/xapi/', '/plain'), { method: 'POST', headers: { Authorization: q.get('auth'), 'Content-Type': 'application/json' }, body: '{}' });
    });`;
    const other = await contentSite(browser, 'xapi', plain);
    const to = await store();
    const course = await other.launch(launchOf(to));
    await until(() => to.verbs().includes('experienced'));
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    await course.close();
    await until(() => to.verbs().includes('terminated'));
    expect(to.verbs()).toEqual(['initialized', 'experienced', 'answered', 'terminated']);
    expect(to.arrived.filter((a) => a.path === '/plain')).toEqual([]);
    await other.done();
  });

  it('holds also what a window said as it closed', async () => {
    const to = await store();
    const context = await browser.newContext();
    const first = await site.launch(launchOf(to), context);
    await until(() => to.verbs().includes('experienced'));
    to.answerWith(503);
    await first.act(toPage('page-two'));
    await first.close();
    to.answerWith(null);
    await site.launch(launchOf(to), context);
    await until(() => to.statements.length === 7);
    expect(to.verbs()).toEqual([
      'initialized',
      'experienced',
      'experienced',
      'progressed',
      'terminated',
      'initialized',
      'experienced',
    ]);
  });
});

describe('two windows of one learner', () => {
  it('report by the first alone; what it leaves is sent by the next launch once both are gone', async () => {
    const to = await store();
    const context = await browser.newContext();
    const one = await site.launch(launchOf(to), context);
    await until(() => to.statements.length === 2);
    to.refuse(() => true, 503);
    await one.act(toPage('page-two'));
    await until(async () => (await waitingOnDisk(one.page)) === 2);
    const two = await site.launch(launchOf(to), context);
    await until(async () => (await two.sign()).state === 'elsewhere');
    await two.act(toPage('page-three'));
    await one.close();
    await two.close();
    await until(to.idle);
    to.refuse(() => false);
    const three = await site.launch(launchOf(to), context);
    await until(async () => to.statements.length > 4 && (await waitingOnDisk(three.page)) === 0);
    expect(new Set(idsOf(to.statements)).size).toBe(to.statements.length);
    const first = sessionOf(to.statements[0] ?? {});
    const ofFirst = to.statements.filter((s) => sessionOf(s) === first);
    // Its Terminated may have come through as it closed.
    expect(wordsOf(ofFirst).filter((v) => v !== 'terminated')).toEqual([
      'initialized',
      'experienced',
      'experienced',
      'progressed',
    ]);
    // Of the second window nothing: the others are the third's.
    expect(new Set(to.statements.map(sessionOf)).size).toBe(2);
  });
});

describe('a browser that keeps nothing', () => {
  it.each([
    [
      'by its settings',
      async (context: BrowserContext) => {
        // What a browser does that is told to keep no site's data.
        await context.addInitScript(() => {
          const get = () => {
            throw new DOMException('Access is denied for this document', 'SecurityError');
          };
          Object.defineProperty(window, 'indexedDB', { get });
        });
      },
    ],
    [
      'with its disk full',
      async (context: BrowserContext) => {
        const page = await context.newPage();
        const devtools = await context.newCDPSession(page);
        await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 1 });
      },
    ],
  ])('%s still brings everything to the store while the page lives, and says so for the log', async (_, refuse) => {
    const to = await store();
    const context = await browser.newContext();
    await refuse(context);
    const course = await site.launch(launchOf(to), context);
    to.refuse(() => true, 503);
    await course.act(toPage('page-two'));
    await until(async () => (await course.sign()).state === 'failing');
    to.refuse(() => false);
    await until(() => to.statements.length === 4);
    await course.act({ type: 'check', question: 'k1', answer: 'b' });
    const report = String(await course.page.evaluate(() => Reflect.get(window, 'report')()));
    expect(report.match(/not-kept/g)).toHaveLength(1);
    await course.close();
    await until(() => to.verbs().includes('terminated'));
    expect(to.verbs()).toEqual(['initialized', 'experienced', 'experienced', 'progressed', 'answered', 'terminated']);
  });
});

it('is the same on a page without https, where browsers have neither locks nor digests', async () => {
  const to = await store();
  const context = await browser.newContext();
  // Names that are no secure context, for the two servers of this machine.
  for (const [name, origin] of [
    ['lms', site.origin],
    ['store', to.origin],
  ] as const)
    await context.route(`http://${name}.example/**`, async (route) => {
      const address = new URL(route.request().url());
      const response = await route.fetch({ url: origin + address.pathname + address.search });
      await route.fulfill({ response });
    });
  const query = launchOf(to, { endpoint: 'http://store.example/xapi/' });
  to.refuse(() => true, 503);
  const first = await site.launch(query, context, 'http://lms.example');
  expect(await first.page.evaluate(() => [isSecureContext, 'locks' in navigator, crypto.subtle])).toEqual([
    false,
    false,
    undefined,
  ]);
  await first.act(toPage('page-two'));
  await until(async () => (await waitingOnDisk(first.page)) === 4);
  await kill(first.page, to);
  to.refuse(() => false);
  const other = await site.launch(
    { ...query, actor: JSON.stringify(learner('L-0002')) },
    context,
    'http://lms.example',
  );
  await until(() => to.statements.length === 2);
  await until(async () => (await waitingOnDisk(other.page)) === 4);
  await site.launch(query, context, 'http://lms.example');
  await until(() => to.statements.length === 8);
  expect(to.verbs().slice(2, 6)).toEqual(['initialized', 'experienced', 'experienced', 'progressed']);
});
