import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import { renderCourse } from '../../src/render/render-course.js';
import { checkModule, fixtures } from '../definition/support/check.js';
import { launchBrowser } from '../support/browser.js';
import { root } from '../view/real-module.js';
import { restScripts } from './support/bundle.js';
import { contentSite } from './support/content-site.js';
import { recordStore } from './support/record-store.js';
import { scormLms, type Version } from './support/scorm-lms.js';
import { until } from './support/web-server.js';

let browser: Browser;
let files: ReadonlyMap<string, Uint8Array>;
let iri = '';
beforeAll(async () => {
  browser = await launchBrowser();
  const { module, text } = await checkModule(fixtures, 'every-block');
  if (!module) throw new Error(text);
  iri = module.iri;
  const templates = path.join(root, 'templates');
  const made = renderCourse({ module, engine: createEngine([templates]), templates, restScripts: await restScripts() });
  const media = module.media.map(({ path: place, source }) => [place, readFileSync(source)] as const);
  files = new Map([...(made.value ?? []), ...media]);
});
afterAll(() => browser.close());

const secret = 'Quetzalcoatlus';

/** Writes into every private block, ticks, answers a check beside them, and reads on, so that everything is saved again. @returns what `before` finds before the window closes */
async function write(
  page: Page,
  content: Page | Frame,
  before: () => Promise<unknown> = async () => null,
): Promise<unknown> {
  await content.evaluate(() => {
    location.hash = 'for-yourself';
  });
  await content.getByRole('heading', { level: 1, name: 'For yourself' }).waitFor();
  for (const field of await content.locator('section:not([hidden]) textarea').all()) await field.fill(secret);
  await content.locator('.ticks input').first().check();
  await content.getByLabel('A reflection.').check();
  await content.getByRole('button', { name: 'Check answer' }).click();
  await content.locator('#pager a.btn:not(.quiet)').click();
  await content.getByRole('heading', { level: 1, name: 'Words of this module' }).waitFor();
  await content.locator('#saved[data-state=saved]').waitFor();
  // The report that a learner may send to support holds none of it either.
  expect(
    await content.evaluate(() => document.querySelector<HTMLTextAreaElement>('#support textarea')?.value),
  ).not.toContain(secret);
  const found = await before();
  await page.close({ runBeforeUnload: true });
  return found;
}

describe('what a learner writes for nobody else', () => {
  it.each<Version>(['scorm12', 'scorm2004'])('reaches no LMS by %s', async (version) => {
    const lms = await scormLms(browser, version, { files });
    const course = await lms.launch();
    const sent: string[] = [];
    course.page.context().on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
    const calls = await write(course.page, course.content, course.calls);
    await until(() => lms.ended() > 0);
    const kept = JSON.stringify(lms.stored());
    // The answer to the check was told, so what follows is no silence about everything.
    expect(kept).toContain('k-private');
    expect(JSON.stringify(calls)).toContain('k-private');
    for (const said of [kept, JSON.stringify(calls), ...sent]) expect(said).not.toContain(secret);
    await lms.done();
  });

  it('reaches no record store, and stays in the browser’s own storage', async () => {
    const store = await recordStore();
    const site = await contentSite(browser, 'xapi', '', files);
    const course = await site.launch({
      endpoint: store.endpoint.slice(0, -1),
      auth: 'Basic abc',
      actor: JSON.stringify({
        objectType: 'Agent',
        account: { homePage: 'https://example.org/learners', name: 'L-1' },
      }),
      registration: '6f1a3c52-65fd-4c0b-8a2e-0d9fb1c1a001',
      activity_id: iri,
    });
    const other = await course.page.context().newPage();
    await write(course.page, course.page);
    await until(() => store.verbs().includes('terminated'));
    expect(store.verbs()).toContain('answered');
    expect(JSON.stringify(store.arrived)).not.toContain(secret);
    await other.goto(`${site.origin}/back.html`);
    const kept = await other.evaluate(() => JSON.stringify(localStorage));
    expect(kept.split(secret).length - 1).toBe(3);
    await site.done();
    await store.close();
  });
});
