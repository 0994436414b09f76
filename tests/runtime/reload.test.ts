import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/html/engine.js';
import { renderCourse } from '../../src/render/render-course.js';
import { launchBrowser } from '../support/browser.js';
import { realModule, root } from '../view/real-module.js';
import { restScripts } from './support/bundle.js';
import { cmi5Lms, terminated } from './support/cmi5-lms.js';
import { contentSite } from './support/content-site.js';
import { until } from './support/web-server.js';

let browser: Browser;
let site: Awaited<ReturnType<typeof contentSite>>;
let second = '';
beforeAll(async () => {
  browser = await launchBrowser();
  const module = await realModule('cpm-foundations');
  second = module.lessons[0]?.pages[1]?.title ?? '';
  const templates = path.join(root, 'templates');
  const { value } = renderCourse({
    module,
    engine: createEngine([templates]),
    templates,
    restScripts: await restScripts(),
  });
  site = await contentSite(browser, 'cmi5', '', value);
});
afterAll(async () => {
  await site.done();
  await browser.close();
});

describe('a learner who loads the page again in the middle of a cmi5 course (U3)', () => {
  it('reads that the work is saved and how to go on, is led back to the LMS, and then goes on where they were', async () => {
    const lms = await cmi5Lms(site);
    const { page } = await lms.launch();
    await page.locator('#pager a.btn:not(.quiet)').click();
    await page.getByRole('heading', { level: 1, name: second }).waitFor();
    await page.locator('#saved[data-state=saved]').waitFor();
    await page.reload();
    const over = page.getByRole('alertdialog', { name: 'Your work is saved' });
    await over.waitFor();
    expect(await over.innerText()).toContain(
      'To go on where you were, close this window and open the module again from your LMS.',
    );
    await terminated(lms.store);
    const said = lms.store.arrived.length;
    // Behind it lies a course that would begin anew and keep nothing: no key leads there.
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Escape');
    await over.getByRole('button', { name: 'Return to your LMS' }).click();
    await page.waitForURL(`${site.origin}/back.html`);
    expect(lms.store.arrived.length).toBe(said);
    expect(lms.store.verbs().at(-1)).toBe('terminated');

    const again = await lms.launch();
    await again.page.getByRole('heading', { level: 1, name: second }).waitFor();
    await again.page.locator('#saved[data-state=saved]').waitFor();
    await lms.close();
  });

  it('is not told that the last work is saved when the record store had refused it', async () => {
    const lms = await cmi5Lms(site);
    const { page } = await lms.launch();
    await page.locator('#saved[data-state=saved]').waitFor();
    lms.store.answerWith(503);
    await page.locator('#pager a.btn:not(.quiet)').click();
    await page.locator('#saved[data-state=failing]').waitFor();
    await page.reload();
    const over = page.getByRole('alertdialog', { name: 'Open the module again from your LMS' });
    await over.waitFor();
    expect(await over.innerText()).toContain('as it was last saved');
    await lms.close();
  });

  it('reads the same plain way on in a window that knows no more than that the link was used', async () => {
    const lms = await cmi5Lms(site);
    const first = await lms.launch();
    const address = first.page.url();
    await first.page.locator('#saved[data-state=saved]').waitFor();
    const other = await (await browser.newContext()).newPage();
    await other.goto(address);
    await other.getByRole('alertdialog', { name: 'Open the module again from your LMS' }).waitFor();
    await until(lms.store.idle);
    expect(lms.store.verbs().filter((verb) => verb === 'initialized')).toHaveLength(1);
    await other.context().close();
    await lms.close();
  });
});
